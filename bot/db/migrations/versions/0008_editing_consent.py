"""Add opt-outs from being edited, and consents to the edit of a message's pictures.

Reason: others' pictures may be edited only if the server and their owner allow it.
Revises: 0007
Created: 2026-11-30
"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('edit_opt_outs',
    sa.Column('user_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at_ms', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_edit_opt_outs'))
    )
    op.create_table('edit_consents',
    sa.Column('message_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('editor_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('owner_id', sa.BigInteger(), nullable=False),
    sa.Column('at_ms', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('message_id', 'editor_id', name=op.f('pk_edit_consents'))
    )
    op.create_index('ix_edit_consents_owner', 'edit_consents', ['owner_id'])
    op.create_index('ix_edit_consents_editor', 'edit_consents', ['editor_id'])


def downgrade() -> None:
    op.drop_table('edit_consents')
    op.drop_table('edit_opt_outs')
