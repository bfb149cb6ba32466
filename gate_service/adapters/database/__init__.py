"""Every stored port over SQLAlchemy: SQLite by default, PostgreSQL by URL."""
