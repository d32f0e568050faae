"""Add the indexes for erasure, export, reports, retention and the scans at the start.

Reason: without them, each of these reads whole tables, some while reservations wait. The partial index on
jobs whose members have yet to be notified replaces one that contained the state, which changes at each step.
Revises: 0004
Created: 2026-11-30
"""

from bot.db.migrations.indexes import change_indexes

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

_REPLACED = ('ix_generations_open', 'generations', ['told', 'state'], None)


def upgrade() -> None:
    change_indexes(_ADDED, [_REPLACED[:2]])


def downgrade() -> None:
    change_indexes([_REPLACED], [(name, table) for name, table, *_ in _ADDED])
