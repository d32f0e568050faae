"""Add user defaults, guild settings and image reports.

Reason: private and spoiler results, cancellation, deletion, timed blocks, undo, settings and reports.
Revises: 0001
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('generations', sa.Column('parent_channel_id', sa.BigInteger(), nullable=True))
    op.add_column('generations', sa.Column('private', sa.Integer(), server_default='0', nullable=False))
    op.add_column('generations', sa.Column('spoiler', sa.Integer(), server_default='0', nullable=False))
    op.add_column(
        'generations', sa.Column('age_restricted', sa.Integer(), server_default='0', nullable=False)
    )
    op.add_column('generations', sa.Column('shared_message_id', sa.BigInteger(), nullable=True))
    op.add_column('generations', sa.Column('shared_ms', sa.BigInteger(), nullable=True))
    op.add_column('generations', sa.Column('cancel_ms', sa.BigInteger(), nullable=True))
    op.add_column('generations', sa.Column('cancel_by', sa.BigInteger(), nullable=True))
    op.add_column('generations', sa.Column('deleted_ms', sa.BigInteger(), nullable=True))
    op.add_column('generations', sa.Column('deleted_by', sa.BigInteger(), nullable=True))
    op.create_index('ix_generations_shared', 'generations', ['shared_message_id'])
    op.create_index('ix_generations_guild', 'generations', ['guild_id', 'created_ms'])
    op.create_index('ix_generations_parent', 'generations', ['parent_id'])
    op.add_column('blocks', sa.Column('until_ms', sa.BigInteger(), nullable=True))
    op.add_column('audit', sa.Column('subject', sa.String(length=40), nullable=True))
    op.add_column('audit', sa.Column('before_text', sa.Text(), nullable=True))
    op.add_column('audit', sa.Column('after_text', sa.Text(), nullable=True))
    op.add_column('audit', sa.Column('undoes_id', sa.BigInteger(), nullable=True))
    op.add_column('audit', sa.Column('cause', sa.String(length=80), nullable=True))
    op.create_index('ix_audit_undoes', 'audit', ['undoes_id'], unique=True)
    op.create_index('ix_audit_cause', 'audit', ['cause'], unique=True)
    op.create_table('member_defaults',
    sa.Column('user_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('size', sa.String(length=16), nullable=True),
    sa.Column('quality', sa.String(length=16), nullable=True),
    sa.Column('count', sa.Integer(), nullable=True),
    sa.Column('private', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_member_defaults'))
    )
    op.create_table('server_settings',
    sa.Column('guild_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('guild_id', 'key', name=op.f('pk_server_settings'))
    )
    op.create_table('erased_use',
    sa.Column('guild_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('user_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('credits', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('guild_id', 'user_id', 'day', name=op.f('pk_erased_use'))
    )
    op.create_table('report_cases',
    sa.Column('generation_id', sa.String(length=16), nullable=False),
    sa.Column('guild_id', sa.BigInteger(), nullable=False),
    sa.Column('log_channel_id', sa.BigInteger(), nullable=True),
    sa.Column('log_message_id', sa.BigInteger(), nullable=True),
    sa.Column('dismissed_by', sa.BigInteger(), nullable=True),
    sa.Column('dismissed_ms', sa.BigInteger(), nullable=True),
    sa.PrimaryKeyConstraint('generation_id', name=op.f('pk_report_cases'))
    )
    op.create_table('reports',
    sa.Column('generation_id', sa.String(length=16), nullable=False),
    sa.Column('reporter_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('guild_id', sa.BigInteger(), nullable=False),
    sa.Column('at_ms', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('generation_id', 'reporter_id', name=op.f('pk_reports'))
    )


def downgrade() -> None:
    op.drop_table('reports')
    op.drop_table('report_cases')
    op.drop_table('erased_use')
    op.drop_table('server_settings')
    op.drop_table('member_defaults')
    op.drop_index('ix_audit_cause', table_name='audit')
    op.drop_index('ix_audit_undoes', table_name='audit')
    for column in ('cause', 'undoes_id', 'after_text', 'before_text', 'subject'):
        op.drop_column('audit', column)
    op.drop_column('blocks', 'until_ms')
    op.drop_index('ix_generations_parent', table_name='generations')
    op.drop_index('ix_generations_guild', table_name='generations')
    op.drop_index('ix_generations_shared', table_name='generations')
    for column in (
        'deleted_by', 'deleted_ms', 'cancel_by', 'cancel_ms', 'shared_ms', 'shared_message_id', 'spoiler',
        'private', 'age_restricted', 'parent_channel_id',
    ):
        op.drop_column('generations', column)
