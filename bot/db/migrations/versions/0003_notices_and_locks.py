"""Add tables for sent notices, retained policy refusals and guild locks.

Reason: they were rows of ``bot_state`` with prefixed keys, which could only be searched as text.
Revises: 0002
Created: 2026-11-30
"""

import time

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

_bot_state = sa.table('bot_state', sa.column('key', sa.String), sa.column('value', sa.Text))


def upgrade() -> None:
    sent_notices = op.create_table('sent_notices',
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('guild_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('user_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('sent_ms', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('name', 'guild_id', 'user_id', name=op.f('pk_sent_notices'))
    )
    policy_refusals = op.create_table('policy_refusals',
    sa.Column('guild_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('user_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at_ms', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('guild_id', 'user_id', 'at_ms', name=op.f('pk_policy_refusals'))
    )
    op.create_table('guild_locks',
    sa.Column('guild_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('guild_id', name=op.f('pk_guild_locks'))
    )
    rows = op.get_bind().execute(sa.select(_bot_state.c.key, _bot_state.c.value)).all()
    now_ms = round(time.time() * 1000)
    notices, refusals, moved = [], [], []
    for key, value in rows:
        match key.split(':'):
            case ['told', 'ceiling', guild_id, period, share, cap]:
                notices.append((f'ceiling:{period}:{share}:{cap}', int(guild_id), 0, now_ms))
            case ['told', *name]:
                notices.append((':'.join(name), 0, 0, now_ms))
            case ['slowed', guild_id, user_id]:
                notices.append(('cooldown', int(guild_id), int(user_id), int(value)))
            case ['refused', guild_id, user_id]:
                times = {int(at_ms) for at_ms in value.split(',') if at_ms}
                refusals += [(int(guild_id), int(user_id), at_ms) for at_ms in sorted(times)]
            case ['decisions', _]:
                pass  # the lock's row is created on demand
            case _:
                continue
        moved.append(key)
    _insert(sent_notices, notices)
    _insert(policy_refusals, refusals)
    if moved:
        this = _bot_state.c.key == sa.bindparam('moved')
        op.get_bind().execute(sa.delete(_bot_state).where(this), [{'moved': key} for key in moved])


def _insert(table: sa.Table, rows: list[tuple]) -> None:
    if rows:
        op.bulk_insert(table, [dict(zip(table.c.keys(), row)) for row in rows])


def downgrade() -> None:
    op.drop_table('guild_locks')
    op.drop_table('policy_refusals')
    op.drop_table('sent_notices')
