"""The database of articles, briefings and events: SQLite in a file, or PostgreSQL."""
