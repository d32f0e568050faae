"""Add processes, and the process that runs each job.

Reason: several processes can share a PostgreSQL database, and take over each other's jobs.
Revises: 0012
Created: 2026-11-30
"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'processes',
        sa.Column('id', sa.String(length=16), nullable=False),
        sa.Column('started_ms', sa.BigInteger(), nullable=False),
        sa.Column('expires_ms', sa.BigInteger(), nullable=False),
        sa.Column('shards', sa.Text(), nullable=False),
        sa.Column('version', sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint('id', name='pk_processes'),
    )
    op.add_column('generations', sa.Column('owner', sa.String(length=16), nullable=True))
    op.add_column('generations', sa.Column('fence', sa.Integer(), server_default='0', nullable=False))
    op.add_column('generations', sa.Column('admitted_ms', sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column('generations', 'admitted_ms')
    op.drop_column('generations', 'fence')
    op.drop_column('generations', 'owner')
    op.drop_table('processes')
