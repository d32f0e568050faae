"""Alembic entry point: runs on the connection that Easel provides.

All migrations run in its transaction, if it is in one. Otherwise, each migration has a transaction, so that
indexes can be built between them.
"""

from alembic import context

from bot.db.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
