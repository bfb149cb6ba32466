"""Implementations of the domain's ports: database, evidence on disk, pass signing."""
