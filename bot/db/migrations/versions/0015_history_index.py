"""Index the order of a member's history completely.

Reason: without the ID, PostgreSQL read and sorted all requests of a member in a server for each page.
Revises: 0014
Created: 2026-12-01
"""

from bot.db.migrations.indexes import change_indexes

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    columns = ['user_id', 'guild_id', 'created_ms', 'id']
    added = [('ix_generations_history', 'generations', columns, None)]
    change_indexes(added, [('ix_generations_member', 'generations')])


def downgrade() -> None:
    columns = ['user_id', 'guild_id', 'created_ms']
    added = [('ix_generations_member', 'generations', columns, None)]
    change_indexes(added, [('ix_generations_history', 'generations')])
