"""Add the member default that asks for a mention when a result is ready.

Reason: results are posted by editing the reply, and Discord sends no notification for an edit.
Revises: 0006
Created: 2026-11-30
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('member_defaults', sa.Column('mention', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('member_defaults', 'mention')
