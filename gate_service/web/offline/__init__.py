"""Pages for clerks and officers: what lanes decided alone."""
