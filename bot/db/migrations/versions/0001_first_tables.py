"""Create the first tables.

Reason: jobs with their ledger, limits, blocks, processed reactions and the audit log.
Revises: nothing
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('at_ms', sa.BigInteger(), nullable=False),
    sa.Column('guild_id', sa.BigInteger(), nullable=False),
    sa.Column('actor_id', sa.BigInteger(), nullable=False),
    sa.Column('action', sa.String(length=20), nullable=False),
    sa.Column('target_kind', sa.String(length=8), nullable=False),
    sa.Column('target_id', sa.BigInteger(), nullable=False),
    sa.Column('before', sa.BigInteger(), nullable=True),
    sa.Column('after', sa.BigInteger(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit'))
    )
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.create_index('ix_audit_guild', ['guild_id', 'id'], unique=False)

    op.create_table('blocks',
    sa.Column('guild_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('user_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at_ms', sa.BigInteger(), nullable=False),
    sa.Column('actor_id', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('guild_id', 'user_id', name=op.f('pk_blocks'))
    )
    op.create_table('bot_state',
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_bot_state'))
    )
    op.create_table('counters',
    sa.Column('scope', sa.String(length=8), nullable=False),
    sa.Column('guild_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('user_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('value', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('value >= 0', name=op.f('ck_counters_not_negative')),
    sa.PrimaryKeyConstraint('scope', 'guild_id', 'user_id', 'day', name=op.f('pk_counters'))
    )
    op.create_table('generations',
    sa.Column('id', sa.String(length=16), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('created_ms', sa.BigInteger(), nullable=False),
    sa.Column('updated_ms', sa.BigInteger(), nullable=False),
    sa.Column('guild_id', sa.BigInteger(), nullable=False),
    sa.Column('channel_id', sa.BigInteger(), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('locale', sa.String(length=8), nullable=False),
    sa.Column('source', sa.String(length=10), nullable=False),
    sa.Column('cause', sa.String(length=80), nullable=False),
    sa.Column('busy_key', sa.String(length=80), nullable=True),
    sa.Column('parent_id', sa.String(length=16), nullable=True),
    sa.Column('parent_message_id', sa.BigInteger(), nullable=True),
    sa.Column('model', sa.String(length=100), nullable=False),
    sa.Column('prompt', sa.Text(), nullable=False),
    sa.Column('size', sa.String(length=16), nullable=False),
    sa.Column('quality', sa.String(length=16), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('unit_credits', sa.Integer(), nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('reserved_allowance', sa.Integer(), nullable=False),
    sa.Column('reserved_granted', sa.Integer(), nullable=False),
    sa.Column('daily_allowance', sa.Integer(), nullable=False),
    sa.Column('charged', sa.Integer(), nullable=True),
    sa.Column('application_id', sa.BigInteger(), nullable=False),
    sa.Column('token', sa.Text(), nullable=True),
    sa.Column('token_expires_ms', sa.BigInteger(), nullable=True),
    sa.Column('upload_limit', sa.BigInteger(), nullable=False),
    sa.Column('reply_message_id', sa.BigInteger(), nullable=True),
    sa.Column('posting', sa.String(length=12), nullable=True),
    sa.Column('request_id', sa.String(length=80), nullable=True),
    sa.Column('status_url', sa.Text(), nullable=True),
    sa.Column('response_url', sa.Text(), nullable=True),
    sa.Column('cancel_url', sa.Text(), nullable=True),
    sa.Column('submitted_ms', sa.BigInteger(), nullable=True),
    sa.Column('started_ms', sa.BigInteger(), nullable=True),
    sa.Column('rendered_ms', sa.BigInteger(), nullable=True),
    sa.Column('pictures', sa.Text(), nullable=True),
    sa.Column('ended_ms', sa.BigInteger(), nullable=True),
    sa.Column('delivered_count', sa.Integer(), nullable=True),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.Column('message_channel_id', sa.BigInteger(), nullable=True),
    sa.Column('reason', sa.String(length=40), nullable=True),
    sa.Column('reason_values', sa.Text(), nullable=True),
    sa.Column('told', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_generations')),
    sa.UniqueConstraint('busy_key', name=op.f('uq_generations_busy_key')),
    sa.UniqueConstraint('cause', name=op.f('uq_generations_cause'))
    )
    with op.batch_alter_table('generations', schema=None) as batch_op:
        batch_op.create_index('ix_generations_member', ['user_id', 'guild_id', 'created_ms'], unique=False)
        batch_op.create_index('ix_generations_message', ['message_id'], unique=False)
        batch_op.create_index('ix_generations_open', ['told', 'state'], unique=False)
        batch_op.create_index('ix_generations_usual', ['model', 'size', 'quality', 'ended_ms'], unique=False)

    op.create_table('ledger',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('at_ms', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('phase', sa.String(length=6), nullable=True),
    sa.Column('generation_id', sa.String(length=16), nullable=True),
    sa.Column('guild_id', sa.BigInteger(), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('allowance_delta', sa.Integer(), nullable=False),
    sa.Column('granted_delta', sa.Integer(), nullable=False),
    sa.Column('spend_delta', sa.Integer(), nullable=False),
    sa.Column('actor_id', sa.BigInteger(), nullable=True),
    sa.Column('reason', sa.String(length=40), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ledger')),
    sa.UniqueConstraint('generation_id', 'phase', name=op.f('uq_ledger_generation_id_phase'))
    )
    with op.batch_alter_table('ledger', schema=None) as batch_op:
        batch_op.create_index('ix_ledger_member_day', ['guild_id', 'user_id', 'day'], unique=False)

    op.create_table('limits',
    sa.Column('guild_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('target_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('credits', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('guild_id', 'kind', 'target_id', name=op.f('pk_limits'))
    )
    op.create_table('reactions',
    sa.Column('message_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('user_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at_ms', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('message_id', 'user_id', name=op.f('pk_reactions'))
    )


def downgrade() -> None:
    op.drop_table('reactions')
    op.drop_table('limits')
    with op.batch_alter_table('ledger', schema=None) as batch_op:
        batch_op.drop_index('ix_ledger_member_day')

    op.drop_table('ledger')
    with op.batch_alter_table('generations', schema=None) as batch_op:
        batch_op.drop_index('ix_generations_usual')
        batch_op.drop_index('ix_generations_open')
        batch_op.drop_index('ix_generations_message')
        batch_op.drop_index('ix_generations_member')

    op.drop_table('generations')
    op.drop_table('counters')
    op.drop_table('bot_state')
    op.drop_table('blocks')
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.drop_index('ix_audit_guild')

    op.drop_table('audit')
