"""The tables, and why each key is there. SQLAlchemy Core; SQLite and PostgreSQL alike.

Conventions: instants are milliseconds since the Unix epoch (``*_ms``), credits are
integers, Discord ids are 64-bit integers, a day is ``YYYY-MM-DD`` in the quota's zone.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = [
    "audit",
    "blocks",
    "bot_state",
    "counters",
    "erased_use",
    "generations",
    "guild_locks",
    "ledger",
    "limits",
    "member_defaults",
    "metadata",
    "policy_refusals",
    "reactions",
    "report_cases",
    "reports",
    "sent_notices",
    "server_settings",
]

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite gives rowids only to columns that are literally INTEGER.
_RowId = BigInteger().with_variant(Integer, "sqlite")

generations = Table(
    "generations",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("state", String(12), nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("updated_ms", BigInteger, nullable=False),
    # Who asked, and where.
    Column("guild_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    # Where the channel is a thread: the channel that it belongs to.
    Column("parent_channel_id", BigInteger, nullable=True),
    Column("user_id", BigInteger, nullable=False),
    Column("locale", String(8), nullable=False),
    Column("source", String(10), nullable=False),
    # The event that caused it: unique, because Discord may deliver an event more than once.
    Column("cause", String(80), nullable=False, unique=True),
    # Held while a repeat runs: one run per person and message at a time.
    Column("busy_key", String(80), nullable=True, unique=True),
    Column("parent_id", String(16), nullable=True),
    Column("parent_message_id", BigInteger, nullable=True),
    # What was asked.
    Column("model", String(100), nullable=False),
    Column("prompt", Text, nullable=False),
    Column("size", String(16), nullable=False),
    Column("quality", String(16), nullable=False),
    Column("count", Integer, nullable=False),
    # What it costs: credits of one picture, and where the reserved credits came from.
    Column("unit_credits", Integer, nullable=False),
    Column("day", String(10), nullable=False),
    Column("reserved_allowance", Integer, nullable=False),
    Column("reserved_granted", Integer, nullable=False),
    # The member's daily allowance when it was placed: replies say what is left of it.
    Column("daily_allowance", Integer, nullable=False),
    Column("charged", Integer, nullable=True),
    # Where the reply goes. The token is wiped when the job ends.
    Column("application_id", BigInteger, nullable=False),
    Column("token", Text, nullable=True),
    Column("token_expires_ms", BigInteger, nullable=True),
    Column("upload_limit", BigInteger, nullable=False),
    Column("reply_message_id", BigInteger, nullable=True),
    Column("posting", String(12), nullable=True),
    # fal's side.
    Column("request_id", String(80), nullable=True),
    Column("status_url", Text, nullable=True),
    Column("response_url", Text, nullable=True),
    Column("cancel_url", Text, nullable=True),
    Column("submitted_ms", BigInteger, nullable=True),
    Column("started_ms", BigInteger, nullable=True),
    Column("rendered_ms", BigInteger, nullable=True),
    Column("pictures", Text, nullable=True),
    # How it ended.
    Column("ended_ms", BigInteger, nullable=True),
    Column("delivered_count", Integer, nullable=True),
    Column("message_id", BigInteger, nullable=True),
    Column("message_channel_id", BigInteger, nullable=True),
    Column("reason", String(40), nullable=True),
    Column("reason_values", Text, nullable=True),
    # 0 until the member has been told how it ended; recovery looks for it.
    Column("told", Integer, nullable=False, default=0),
    # How it is shown: 1 where only the requester sees the reply, 1 where pictures are covered.
    Column("private", Integer, nullable=False, server_default="0"),
    Column("spoiler", Integer, nullable=False, server_default="0"),
    # 1 where it was asked for in an age-restricted channel: it stays in such ones.
    Column("age_restricted", Integer, nullable=False, server_default="0"),
    # The public message that a private result was shared as, and when its sharing began: noted
    # first, so that whoever comes after a crash knows to look for the post.
    Column("shared_message_id", BigInteger, nullable=True),
    Column("shared_ms", BigInteger, nullable=True),
    # Somebody asked to cancel it; noted first, so that a crash does not forget the wish.
    Column("cancel_ms", BigInteger, nullable=True),
    Column("cancel_by", BigInteger, nullable=True),
    # Its post was deleted by its owner or a moderator.
    Column("deleted_ms", BigInteger, nullable=True),
    Column("deleted_by", BigInteger, nullable=True),
    Index("ix_generations_open", "told", "state"),
    Index("ix_generations_message", "message_id"),
    Index("ix_generations_shared", "shared_message_id"),
    Index("ix_generations_member", "user_id", "guild_id", "created_ms"),
    Index("ix_generations_usual", "model", "size", "quality", "ended_ms"),
    Index("ix_generations_guild", "guild_id", "created_ms"),
    Index("ix_generations_parent", "parent_id"),
)

ledger = Table(
    "ledger",
    metadata,
    Column("id", _RowId, primary_key=True, autoincrement=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("kind", String(10), nullable=False),
    # "open" for reserve, "close" for settle and refund: each happens once per generation.
    Column("phase", String(6), nullable=True),
    Column("generation_id", String(16), nullable=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("day", String(10), nullable=False),
    Column("allowance_delta", Integer, nullable=False),
    Column("granted_delta", Integer, nullable=False),
    Column("spend_delta", Integer, nullable=False),
    Column("actor_id", BigInteger, nullable=True),
    Column("reason", String(40), nullable=True),
    UniqueConstraint("generation_id", "phase"),
    Index("ix_ledger_member_day", "guild_id", "user_id", "day"),
)

# What the ledger's entries add up to, kept beside them so that a limit is one conditional
# UPDATE. scope: "member" (allowance used that day), "granted" (credits left, day ""),
# "server" and "bot" (credits spent that day), "month" (always 0: placements that mind a server's
# month queue at it).
counters = Table(
    "counters",
    metadata,
    Column("scope", String(8), primary_key=True),
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", String(10), primary_key=True),
    Column("value", BigInteger, nullable=False),
    CheckConstraint("value >= 0", name="not_negative"),
)

# kind: "member", "role" or "default" (target_id 0). Credits a day.
limits = Table(
    "limits",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(8), primary_key=True),
    Column("target_id", BigInteger, primary_key=True, autoincrement=False),
    Column("credits", Integer, nullable=False),
)

blocks = Table(
    "blocks",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("actor_id", BigInteger, nullable=False),
    # When it ends by itself; never where it is empty.
    Column("until_ms", BigInteger, nullable=True),
)

audit = Table(
    "audit",
    metadata,
    Column("id", _RowId, primary_key=True, autoincrement=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("guild_id", BigInteger, nullable=False),
    Column("actor_id", BigInteger, nullable=False),
    Column("action", String(20), nullable=False),
    Column("target_kind", String(8), nullable=False),
    Column("target_id", BigInteger, nullable=False),
    Column("before", BigInteger, nullable=True),
    Column("after", BigInteger, nullable=True),
    # A server setting's name with its values as JSON, where numbers do not say it.
    Column("subject", String(40), nullable=True),
    Column("before_text", Text, nullable=True),
    Column("after_text", Text, nullable=True),
    # The change that this one takes back; unique, so that nothing is undone twice.
    Column("undoes_id", BigInteger, nullable=True),
    # The event that asked for it, where doing it twice would be twice as much: unique, because
    # Discord may deliver an event more than once, and to more than one process.
    Column("cause", String(80), nullable=True),
    Index("ix_audit_guild", "guild_id", "id"),
    Index("ix_audit_undoes", "undoes_id", unique=True),
    Index("ix_audit_cause", "cause", unique=True),
)

# What a member prefers where they say nothing; in every server.
member_defaults = Table(
    "member_defaults",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("size", String(16), nullable=True),
    Column("quality", String(16), nullable=True),
    Column("count", Integer, nullable=True),
    Column("private", Integer, nullable=True),
)

# What a server's administrators have set, one row a setting; the value is JSON.
server_settings = Table(
    "server_settings",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

# Pictures that members reported: one row a picture, and one for each member who reported it.
report_cases = Table(
    "report_cases",
    metadata,
    Column("generation_id", String(16), primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    # Where administrators read of it.
    Column("log_channel_id", BigInteger, nullable=True),
    Column("log_message_id", BigInteger, nullable=True),
    # Who looked and found nothing wrong.
    Column("dismissed_by", BigInteger, nullable=True),
    Column("dismissed_ms", BigInteger, nullable=True),
)

reports = Table(
    "reports",
    metadata,
    Column("generation_id", String(16), primary_key=True),
    Column("reporter_id", BigInteger, primary_key=True, autoincrement=False),
    Column("guild_id", BigInteger, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)

# Repeat reactions that were treated, whatever came of them: what is not here was added while
# the bot was away.
reactions = Table(
    "reactions",
    metadata,
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at_ms", BigInteger, nullable=False),
)

# What somebody whose data was erased had used that day: it counts against their allowance until
# the day is over, or erasing would renew it. The books have it under a pseudonym.
erased_use = Table(
    "erased_use",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", String(10), primary_key=True),
    Column("credits", BigInteger, nullable=False),
)

# Notices that were sent, so that each is sent once: to the operator (guild 0), or to a guild, about one
# of its members (user_id) or about itself (0).
sent_notices = Table(
    "sent_notices",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("sent_ms", BigInteger, nullable=False),
)

# When the content policy refused a user whose jobs were erased since: erasing must not end a cooldown.
policy_refusals = Table(
    "policy_refusals",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at_ms", BigInteger, primary_key=True, autoincrement=False),
)

# Rows that administrative changes of a guild lock first.
guild_locks = Table(
    "guild_locks",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
)

# State of the bot itself that must survive a restart: the pause.
bot_state = Table(
    "bot_state",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("value", Text, nullable=False),
)
