"""Contracts of the stores, run on an in-memory fake, SQLite and PostgreSQL."""
