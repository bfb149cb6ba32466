"""Use cases: one story a file, every side effect through a port."""
