"""Index requests by day.

Reason: the costs of all servers are summed over a range of days.
Revises: 0011
Created: 2026-11-30
"""

from bot.db.migrations.indexes import change_indexes

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    change_indexes([('ix_generations_day', 'generations', ['day'], None)], [])


def downgrade() -> None:
    change_indexes([], [('ix_generations_day', 'generations')])
