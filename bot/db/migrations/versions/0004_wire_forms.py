"""Add published schemas, the wire form of a job, and the sizes drawn.

Reason: the published schema of an endpoint decides the form of the request body, and images of another size than
requested are charged by what was drawn.
Revises: 0003
Created: 2026-11-30
"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('published_schemas',
    sa.Column('endpoint', sa.String(length=100), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('read_ms', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('endpoint', name=op.f('pk_published_schemas'))
    )
    op.add_column('generations', sa.Column('wire_form', sa.String(length=40), nullable=True))
    op.add_column('generations', sa.Column('drawn', sa.Text(), nullable=True))
    op.add_column('generations', sa.Column('drawn_credits', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('generations', 'drawn_credits')
    op.drop_column('generations', 'drawn')
    op.drop_column('generations', 'wire_form')
    op.drop_table('published_schemas')
