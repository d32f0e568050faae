"""Add the reference pictures of an edit.

Reason: an edit is stored with the pictures it starts from: their origin, and their addresses at fal.
Revises: 0005
Created: 2026-11-30
"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('generations', sa.Column('reference_pictures', sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column('generations', 'reference_pictures')
