"""Add the cost of each request at fal, and a cache of published prices.

Reason: the catalogue's prices are estimates; fal states the units that it bills with each result.
Revises: 0010
Created: 2026-11-30
"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('generations', sa.Column('estimated_cost', sa.BigInteger(), nullable=True))
    op.add_column('generations', sa.Column('billed_units', sa.Float(53), nullable=True))
    op.add_column('generations', sa.Column('unit_price', sa.BigInteger(), nullable=True))
    op.create_table(
        'published_prices',
        sa.Column('endpoint', sa.String(length=100), nullable=False),
        sa.Column('source', sa.Text(), nullable=False),
        sa.Column('unit', sa.String(length=40), nullable=False),
        sa.Column('unit_price', sa.BigInteger(), nullable=False),
        sa.Column('read_ms', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('endpoint', name=op.f('pk_published_prices')),
    )


def downgrade() -> None:
    op.drop_table('published_prices')
    for name in ('unit_price', 'billed_units', 'estimated_cost'):
        op.drop_column('generations', name)
