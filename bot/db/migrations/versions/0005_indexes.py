"""Add the indexes for erasure, export, reports, retention and the scans at the start.

Reason: without them, each of these reads whole tables, some while reservations wait. The partial index on
jobs whose members have yet to be notified replaces one that contained the state, which changes at each step.
Revises: 0004
Created: 2026-11-30
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

# Name, table, columns, and the condition of a partial index.
_ADDED = (
    ('ix_generations_unnotified', 'generations', ['created_ms'], 'told = 0'),
    ('ix_generations_ended', 'generations', ['ended_ms'], None),
    ('ix_generations_sharing', 'generations', ['shared_ms'],
     'shared_ms IS NOT NULL AND shared_message_id IS NULL'),
    ('ix_generations_canceller', 'generations', ['cancel_by'], 'cancel_by IS NOT NULL'),
    ('ix_generations_deleter', 'generations', ['deleted_by'], 'deleted_by IS NOT NULL'),
    ('ix_generations_guild_day', 'generations', ['guild_id', 'day'], None),
    ('ix_generations_user', 'generations', ['user_id', 'created_ms', 'id'], None),
    ('ix_ledger_user', 'ledger', ['user_id', 'id'], None),
    ('ix_ledger_actor', 'ledger', ['actor_id', 'id'], 'actor_id IS NOT NULL'),
    ('ix_ledger_guild_day', 'ledger', ['guild_id', 'day', 'user_id'], None),
    ('ix_counters_user', 'counters', ['user_id'], None),
)


def upgrade() -> None:
    for name, table, columns, condition in _ADDED:
        where = None if condition is None else sa.text(condition)
        op.create_index(name, table, columns, postgresql_where=where, sqlite_where=where)
    op.drop_index('ix_generations_open', table_name='generations')


def downgrade() -> None:
    op.create_index('ix_generations_open', 'generations', ['told', 'state'])
    for name, table, _, _ in _ADDED:
        op.drop_index(name, table_name=table)
