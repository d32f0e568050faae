"""Add a member's default model.

Reason: with several models enabled, members choose the one for requests that name none.
Revises: 0008
Created: 2026-11-30
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('member_defaults', sa.Column('model', sa.String(length=100), nullable=True))


def downgrade() -> None:
    op.drop_column('member_defaults', 'model')
