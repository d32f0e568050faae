"""Data benchmark: every query on a database with millions of rows, on SQLite and PostgreSQL."""
