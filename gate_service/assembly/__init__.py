"""Where implementations are chosen: one group of use cases a file."""
