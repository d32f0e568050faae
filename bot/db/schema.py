"""Database schema: SQLAlchemy Core tables for SQLite and PostgreSQL.

Conventions: times are milliseconds since the Unix epoch (``*_ms``), credits are integers, Discord IDs
are 64-bit integers, and days are ``YYYY-MM-DD`` in the quota time zone.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

__all__ = [
    "audit",
    "blocks",
    "bot_state",
    "counters",
    "edit_consents",
    "edit_opt_outs",
    "erased_use",
    "generations",
    "guild_locks",
    "identify_buckets",
    "ledger",
    "limits",
    "member_defaults",
    "metadata",
    "policy_refusals",
    "processes",
    "published_prices",
    "published_schemas",
    "reactions",
    "report_cases",
    "reports",
    "sent_notices",
    "server_settings",
    "shards",
]

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite assigns rowids only to columns declared as INTEGER.
_RowId = BigInteger().with_variant(Integer, "sqlite")


def _partial(name: str, *columns: str, where: str) -> Index:
    """Return an index on the rows that satisfy ``where``, which queries must contain without parameters.

    Migrations create it on both engines. Stating the condition for PostgreSQL here would import its dialect.
    """
    return Index(name, *columns, sqlite_where=text(where))


generations = Table(
    "generations",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("state", String(12), nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("updated_ms", BigInteger, nullable=False),
    # The requester and the channel.
    Column("guild_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    # The parent channel of a thread.
    Column("parent_channel_id", BigInteger, nullable=True),
    Column("user_id", BigInteger, nullable=False),
    Column("locale", String(8), nullable=False),
    Column("source", String(10), nullable=False),
    # The idempotency key: unique, because Discord may deliver an event more than once.
    Column("cause", String(80), nullable=False, unique=True),
    # Set while a repeat is open: one per user and message at a time.
    Column("busy_key", String(80), nullable=True, unique=True),
    Column("parent_id", String(16), nullable=True),
    Column("parent_message_id", BigInteger, nullable=True),
    # The request.
    Column("model", String(100), nullable=False),
    Column("prompt", Text, nullable=False),
    Column("size", String(16), nullable=False),
    Column("quality", String(16), nullable=False),
    Column("count", Integer, nullable=False),
    # The pictures to edit, as JSON: where they came from and where fal can read them.
    Column("reference_pictures", Text, nullable=True),
    # Credits per image, and the source of the reserved credits.
    Column("unit_credits", Integer, nullable=False),
    Column("day", String(10), nullable=False),
    Column("reserved_allowance", Integer, nullable=False),
    Column("reserved_granted", Integer, nullable=False),
    # The member's daily allowance when the job was created; replies show the remainder.
    Column("daily_allowance", Integer, nullable=False),
    Column("charged", Integer, nullable=True),
    # Where to send the reply. The token is deleted when the job ends.
    Column("application_id", BigInteger, nullable=False),
    Column("token", Text, nullable=True),
    Column("token_expires_ms", BigInteger, nullable=True),
    Column("upload_limit", BigInteger, nullable=False),
    Column("reply_message_id", BigInteger, nullable=True),
    Column("posting", String(12), nullable=True),
    # The request at fal, and the form of its body.
    Column("wire_form", String(40), nullable=True),
    Column("request_id", String(80), nullable=True),
    Column("status_url", Text, nullable=True),
    Column("response_url", Text, nullable=True),
    Column("cancel_url", Text, nullable=True),
    Column("submitted_ms", BigInteger, nullable=True),
    Column("started_ms", BigInteger, nullable=True),
    Column("rendered_ms", BigInteger, nullable=True),
    Column("pictures", Text, nullable=True),
    # Only if an image has the wrong size: the sizes drawn, as JSON, and the credits to charge.
    Column("drawn", Text, nullable=True),
    Column("drawn_credits", Integer, nullable=True),
    # The cost of the request at fal: estimated by the catalogue, in millionths of a US dollar, and as fal states it:
    # its billing units, and their published price in billionths of a US dollar.
    Column("estimated_cost", BigInteger, nullable=True),
    Column("billed_units", Float(53), nullable=True),
    Column("unit_price", BigInteger, nullable=True),
    # The outcome.
    Column("ended_ms", BigInteger, nullable=True),
    Column("delivered_count", Integer, nullable=True),
    Column("message_id", BigInteger, nullable=True),
    Column("message_channel_id", BigInteger, nullable=True),
    Column("reason", String(40), nullable=True),
    Column("reason_values", Text, nullable=True),
    # 0 until the member has been notified of the outcome; recovery selects jobs by it.
    Column("told", Integer, nullable=False, default=0),
    # Whether the reply is ephemeral, and whether the images are spoilers.
    Column("private", Integer, nullable=False, server_default="0"),
    Column("spoiler", Integer, nullable=False, server_default="0"),
    # 1 for requests in age-restricted channels; results can be repeated only in such channels.
    Column("age_restricted", Integer, nullable=False, server_default="0"),
    # Public message of a shared private result, and the time sharing began, which is recorded first so
    # that recovery searches for the message after a crash.
    Column("shared_message_id", BigInteger, nullable=True),
    Column("shared_ms", BigInteger, nullable=True),
    # The cancellation request; recorded before acting on it, so that it survives a crash.
    Column("cancel_ms", BigInteger, nullable=True),
    Column("cancel_by", BigInteger, nullable=True),
    # Deletion of the result's message by the requester or a moderator.
    Column("deleted_ms", BigInteger, nullable=True),
    Column("deleted_by", BigInteger, nullable=True),
    # On PostgreSQL only: the process that runs the job, a number that each change of the process raises, and
    # when the job was admitted to fal.
    Column("owner", String(16), nullable=True),
    Column("fence", Integer, nullable=False, server_default="0"),
    Column("admitted_ms", BigInteger, nullable=True),
    # No index contains the state, which changes at each step of a job.
    _partial("ix_generations_unnotified", "created_ms", where="told = 0"),
    Index("ix_generations_ended", "ended_ms"),
    _partial(
        "ix_generations_sharing", "shared_ms", where="shared_ms IS NOT NULL AND shared_message_id IS NULL"
    ),
    _partial("ix_generations_canceller", "cancel_by", where="cancel_by IS NOT NULL"),
    _partial("ix_generations_deleter", "deleted_by", where="deleted_by IS NOT NULL"),
    Index("ix_generations_guild_day", "guild_id", "day"),
    Index("ix_generations_day", "day"),
    Index("ix_generations_user", "user_id", "created_ms", "id"),
    Index("ix_generations_message", "message_id"),
    _partial("ix_generations_shared_message", "shared_message_id", where="shared_message_id IS NOT NULL"),
    # With the ID, so that the rows of a history need not be sorted.
    Index("ix_generations_history", "user_id", "guild_id", "created_ms", "id"),
    Index("ix_generations_usual", "model", "size", "quality", "ended_ms"),
    Index("ix_generations_guild", "guild_id", "created_ms"),
    _partial("ix_generations_repeats", "parent_id", where="parent_id IS NOT NULL"),
)

ledger = Table(
    "ledger",
    metadata,
    Column("id", _RowId, primary_key=True, autoincrement=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("kind", String(10), nullable=False),
    # "open" for a reservation, "close" for a settlement or refund; each at most once per job.
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
    Index("ix_ledger_user", "user_id", "id"),
    _partial("ix_ledger_actor", "actor_id", "id", where="actor_id IS NOT NULL"),
    Index("ix_ledger_guild_day", "guild_id", "day", "user_id"),
)

# Sums of ledger entries, so that a limit is enforced by one conditional UPDATE. scope: "member"
# (allowance used that day), "granted" (remaining granted credits, day ""), "server" and "bot" (credits
# spent that day), "month" (always 0; locked by reservations under a guild's monthly cap).
counters = Table(
    "counters",
    metadata,
    Column("scope", String(8), primary_key=True),
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", String(10), primary_key=True),
    Column("value", BigInteger, nullable=False),
    CheckConstraint("value >= 0", name="not_negative"),
    Index("ix_counters_user", "user_id"),
)

# kind: "member", "role" or "default" (target_id 0). Credits per day.
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
    # When the block expires; NULL for a permanent one.
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
    # Name of a guild setting, and its values as JSON.
    Column("subject", String(40), nullable=True),
    Column("before_text", Text, nullable=True),
    Column("after_text", Text, nullable=True),
    # The change that this one undoes; unique, so that a change is undone at most once.
    Column("undoes_id", BigInteger, nullable=True),
    # The event that caused a grant; unique, because Discord may deliver an event more than once, also to
    # several processes.
    Column("cause", String(80), nullable=True),
    Index("ix_audit_guild", "guild_id", "id"),
    Index("ix_audit_undoes", "undoes_id", unique=True),
    Index("ix_audit_cause", "cause", unique=True),
)

# User defaults, which apply in every guild.
member_defaults = Table(
    "member_defaults",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("size", String(16), nullable=True),
    Column("quality", String(16), nullable=True),
    Column("count", Integer, nullable=True),
    Column("private", Integer, nullable=True),
    Column("mention", Integer, nullable=True),
    Column("model", String(100), nullable=True),
)

# Users who do not want others to edit their pictures; kept by an erasure.
edit_opt_outs = Table(
    "edit_opt_outs",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at_ms", BigInteger, nullable=False),
)

# Consents of a message's author to the edit of its pictures by another user; valid for a day.
edit_consents = Table(
    "edit_consents",
    metadata,
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("editor_id", BigInteger, primary_key=True, autoincrement=False),
    Column("owner_id", BigInteger, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Index("ix_edit_consents_owner", "owner_id"),
    Index("ix_edit_consents_editor", "editor_id"),
)

# Guild settings, one row per setting; the value is JSON.
server_settings = Table(
    "server_settings",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

# Reported images: one row per image, and one per reporter.
report_cases = Table(
    "report_cases",
    metadata,
    Column("generation_id", String(16), primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    # The notice sent to administrators.
    Column("log_channel_id", BigInteger, nullable=True),
    Column("log_message_id", BigInteger, nullable=True),
    # The administrator who dismissed the report.
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

# Repeat reactions processed so far, regardless of outcome; any others were added while the bot was offline.
reactions = Table(
    "reactions",
    metadata,
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at_ms", BigInteger, nullable=False),
)

# Daily usage of users whose data was erased. It counts against their allowance until the day ends;
# otherwise erasure would renew the allowance. The ledger records it under a pseudonym.
erased_use = Table(
    "erased_use",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", String(10), primary_key=True),
    Column("credits", BigInteger, nullable=False),
)

# Notices already sent, so that each is sent once: to the operator (guild 0), or to a guild about one of its
# members (user_id) or about the guild itself (user_id 0).
sent_notices = Table(
    "sent_notices",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("sent_ms", BigInteger, nullable=False),
)

# Times of policy refusals of users whose jobs have been erased: erasure must not end a cooldown.
policy_refusals = Table(
    "policy_refusals",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at_ms", BigInteger, primary_key=True, autoincrement=False),
)

# One row per guild, which administrative changes to the guild lock first.
guild_locks = Table(
    "guild_locks",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
)

# Input schemas that fal publishes, as last read; source is the base URL of the documents.
published_schemas = Table(
    "published_schemas",
    metadata,
    Column("endpoint", String(100), primary_key=True),
    Column("source", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("read_ms", BigInteger, nullable=False),
)

# Prices that fal publishes, as last read; source is the API's base URL. unit_price is in billionths of a US dollar.
published_prices = Table(
    "published_prices",
    metadata,
    Column("endpoint", String(100), primary_key=True),
    Column("source", Text, nullable=False),
    Column("unit", String(40), nullable=False),
    Column("unit_price", BigInteger, nullable=False),
    Column("read_ms", BigInteger, nullable=False),
)

# Processes of the bot that share this database, on PostgreSQL only. The lease of a process ends at expires_ms,
# by the database's clock; shards, of shard_count, are separated by commas.
processes = Table(
    "processes",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("started_ms", BigInteger, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
    Column("shards", Text, nullable=False),
    Column("version", String(40), nullable=False),
    Column("shard_count", Integer, nullable=False, server_default="0"),
    # 1 if shards can be assigned to the process.
    Column("takes_shards", Integer, nullable=False, server_default="0"),
)

# The process that owns each shard, on PostgreSQL only.
shards = Table(
    "shards",
    metadata,
    Column("shard_count", Integer, primary_key=True, autoincrement=False),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("owner", String(16), nullable=False),
)

# When the next gateway session of an identify bucket may start, by the database's clock; on PostgreSQL only.
identify_buckets = Table(
    "identify_buckets",
    metadata,
    Column("bucket", Integer, primary_key=True, autoincrement=False),
    Column("free_ms", BigInteger, nullable=False),
)

# State of the bot that must survive a restart: the operator's pause.
bot_state = Table(
    "bot_state",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("value", Text, nullable=False),
)
