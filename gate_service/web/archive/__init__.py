"""The archive: search, one visit's timeline, and written reports."""
