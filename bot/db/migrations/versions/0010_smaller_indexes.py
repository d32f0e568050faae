"""Index shared results and repeats only, instead of every job.

Reason: most jobs are neither, so that these indexes were mostly NULL: costly to write, and SQLite read all of
them to find interrupted shares.
Revises: 0009
Created: 2026-11-30
"""

from bot.db.migrations.indexes import change_indexes

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

_PARTIAL = (
    ('ix_generations_shared_message', 'generations', ['shared_message_id'], 'shared_message_id IS NOT NULL'),
    ('ix_generations_repeats', 'generations', ['parent_id'], 'parent_id IS NOT NULL'),
)
_FULL = (
    ('ix_generations_shared', 'generations', ['shared_message_id'], None),
    ('ix_generations_parent', 'generations', ['parent_id'], None),
)


def upgrade() -> None:
    change_indexes(_PARTIAL, [(name, table) for name, table, *_ in _FULL])


def downgrade() -> None:
    change_indexes(_FULL, [(name, table) for name, table, *_ in _PARTIAL])
