"""Add the owners of shards, and the times at which gateway sessions may start.

Reason: processes on PostgreSQL divide Discord's shards among themselves.
Revises: 0013
Created: 2026-11-30
"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('processes', sa.Column('shard_count', sa.Integer(), server_default='0', nullable=False))
    op.add_column('processes', sa.Column('takes_shards', sa.Integer(), server_default='0', nullable=False))
    op.create_table(
        'shards',
        sa.Column('shard_count', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('owner', sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint('shard_count', 'id', name='pk_shards'),
    )
    op.create_table(
        'identify_buckets',
        sa.Column('bucket', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('free_ms', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('bucket', name='pk_identify_buckets'),
    )


def downgrade() -> None:
    op.drop_table('identify_buckets')
    op.drop_table('shards')
    op.drop_column('processes', 'takes_shards')
    op.drop_column('processes', 'shard_count')
