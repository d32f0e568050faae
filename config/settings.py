"""Settings of the bot: names, bounds, defaults, units and descriptions.

Attributes are named like the environment variables, in lowercase. ``Settings(...)`` uses only its arguments,
so that a developer's environment does not affect tests or the sandbox; :func:`config.load_settings` reads
the environment and the `.env` file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, cast, get_args

from pydantic import BeforeValidator, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from sqlalchemy.engine import make_url
from typing_extensions import override

from config.errors import SettingsError
from config.fields import (
    Address,
    BaseUrl,
    DatabaseUrl,
    GuildIds,
    Hosts,
    InputCheckModel,
    Level,
    Limit,
    LinkUrl,
    ModelIds,
    Networks,
    SchemaUrl,
    Secret,
    ShardIds,
    TimezoneName,
    choice,
    not_set,
    number,
    passwords_of,
    setting,
    unquote,
)

__all__ = ["DISCORD_API_URL", "FAL_QUEUE_URL", "FAL_REST_URL", "FAL_SCHEMA_URL", "SECTIONS", "Settings"]

DISCORD_API_URL = "https://discord.com/api/v10"
FAL_QUEUE_URL = "https://queue.fal.run"
FAL_REST_URL = "https://rest.fal.ai"
FAL_API_URL = "https://api.fal.ai/v1"
FAL_SCHEMA_URL = "https://fal.ai/api/openapi/queue/openapi.json"

#: Section headings of the reference, by the first setting of each section.
SECTIONS = {
    "discord_token": "Accounts",
    "discord_api_url": "Platforms and model",
    "database_url": "Storage",
    "quota_daily_credits": "Quotas",
    "jobs_running": "Jobs",
    "picture_max_mib": "Images",
    "allowed_guild_ids": "Operation",
}

_MIB = 1024 * 1024
_DATA = Path("data")
_CREDITS = "credits, about one US cent each"
_CAP = (1, 10_000_000)
# Default share of one server among several: a fifth of the bot's daily credits, a quarter of the queue.
_SERVER_SHARE_OF_CREDITS, _SERVER_SHARE_OF_QUEUE = 5, 4
_SERVER_IDS = "server IDs, comma separated"
_TOLERANCE = "1 (strict) to 6 (permissive)"
_URL = "an http or https URL without a query"
_LINK = "an http or https URL of at most 512 characters"
_OR_NONE = ', or "none" for no limit'


class Settings(BaseSettings):
    """All settings, validated and frozen."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, enable_decoding=False
    )

    discord_token: Secret | None = setting(
        None,
        "bot token; required by `easel run`",
        unit="secret",
        expects="the token as Discord shows it: printable ASCII without spaces",
        where="https://discord.com/developers/applications, page Bot, button Reset Token",
        secret=True,
    )
    fal_key: Secret | None = setting(
        None,
        "API key of the fal account that pays for images; required by `easel run`",
        unit="secret",
        expects="the key as fal shows it: printable ASCII without spaces",
        where="https://fal.ai/dashboard/keys, button Create key",
        secret=True,
    )

    discord_api_url: BaseUrl = setting(
        DISCORD_API_URL, "base URL of Discord's REST API; it also names the gateway", unit="URL", expects=_URL
    )
    fal_rest_url: BaseUrl = setting(
        FAL_REST_URL,
        "base URL of fal's storage API, for uploads of reference pictures",
        unit="URL",
        expects=_URL,
    )
    fal_queue_url: BaseUrl = setting(
        FAL_QUEUE_URL,
        "base URL of fal's queue API; another URL also allows its scheme, host and port for result files",
        unit="URL",
        expects=_URL,
    )
    fal_schema_url: SchemaUrl | None = setting(
        None,
        "URL of the published schemas of fal's endpoints, read without the key at most once a day; none: never "
        "read; unset: fal's own, or none if FAL_QUEUE_URL is overridden",
        unit="URL",
        expects=f'{_URL}, or "none"',
    )
    fal_api_url: BaseUrl | None = setting(
        None,
        "base URL of fal's platform API, where prices (at most once a day) and the balance are read with the key;"
        " unset: fal's own, or none if FAL_QUEUE_URL is overridden",
        unit="URL",
        expects=_URL,
    )
    fal_model: str = setting(
        "fal-ai/gpt-image-2",
        "model of all requests, unless FAL_MODELS is set",
        unit="model ID",
        expects="a model ID",
    )
    fal_models: ModelIds = setting(
        (),
        "models that members can choose from, the default one first; unset: only FAL_MODEL",
        unit="model IDs, comma separated",
        expects="different model IDs, comma separated",
    )
    models_dir: Path | None = setting(
        None,
        "folder for your own model files, which replace packaged ones of the same ID; unset: models beside the"
        " SQLite database, or data/models",
        unit="folder",
        expects="a folder",
    )
    input_check_model: InputCheckModel = choice(
        "none",
        "model at fal that checks the pictures of an edit for nudity, for about $0.001 each that you pay",
        get_args(get_args(InputCheckModel)[0]),
    )
    safety_tolerance: int | None = number(
        None, (1, 6), "overrides the model's safety tolerance; a server can only make it stricter", _TOLERANCE
    )

    database_url: DatabaseUrl = setting(
        "sqlite+aiosqlite:///data/easel.db",
        "database for quotas and jobs: a SQLite file, or PostgreSQL with postgresql://",
        unit="URL",
        expects="sqlite+aiosqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE",
        secret=True,
    )
    database_pool_size: int = number(
        15, (3, 1000), "maximum number of PostgreSQL connections of this process", "connections"
    )
    database_pooler: Annotated[Literal["none", "transaction"], BeforeValidator(str.lower)] = choice(
        "none",
        "transaction: PostgreSQL is behind a pooler such as PgBouncer in transaction mode",
        ("none", "transaction"),
    )
    spool_dir: Path = setting(
        Path("data/spool"), "folder for images on their way to Discord", unit="folder", expects="a folder"
    )
    health_file: Path = setting(
        Path("data/health.json"), "heartbeat file read by `easel health`", unit="file", expects="a file name"
    )
    retention_days: int | None = number(
        None, (1, 36_500), "age at which prompts and finished requests are deleted; unset: never", "days"
    )
    erase_repeats: Annotated[Literal["yes", "no"], BeforeValidator(str.lower)] = choice(
        "yes",
        "whether `/privacy delete` also deletes a member's prompts from other members' repeats of them",
        ("yes", "no"),
    )

    quota_daily_credits: int = number(
        60, (1, 1_000_000), "default daily allowance of a member per server", _CREDITS
    )
    quota_server_daily_credits: Limit = number(
        None,
        _CAP,
        "daily limit of each server; unset: a fifth of QUOTA_BOT_DAILY_CREDITS while the bot is in several"
        " servers, unless ALLOWED_GUILD_IDS lists them; none: no limit",
        _CREDITS,
        extra=_OR_NONE,
    )
    quota_bot_daily_credits: Limit = number(
        500,
        _CAP,
        "daily limit of the whole bot; the default is about 5 US dollars, or 83 medium pictures; none: no limit",
        _CREDITS,
        extra=_OR_NONE,
    )
    quota_timezone: TimezoneName = setting(
        "UTC",
        "time zone in which a quota day starts at midnight",
        unit="IANA time zone",
        expects="an IANA time zone such as Europe/Berlin",
    )

    jobs_running: int = number(
        10, (1, 1000), "maximum number of jobs at fal; a new fal account runs 2 at a time", "jobs"
    )
    jobs_running_per_member: int = number(2, (1, 1000), "maximum number of jobs at fal per member", "jobs")
    jobs_waiting: int = number(200, (1, 100_000), "maximum number of queued jobs", "jobs")
    jobs_waiting_per_server: int | None = number(
        None,
        (1, 100_000),
        "maximum number of queued jobs per server; unset: a quarter of JOBS_WAITING while the bot is in"
        " several servers",
        "jobs",
    )
    jobs_waiting_per_member: int = number(
        25, (1, 100_000), "maximum number of queued jobs per member", "jobs"
    )
    job_deadline_seconds: float = number(
        600.0, (1.0, 86_400), "time limit of a job at fal; late jobs are cancelled and refunded", "seconds"
    )
    reference_lifetime_hours: int = number(
        24,
        (1, 720),
        "time after which fal deletes uploaded reference pictures; at least the time limit of a job",
        "hours",
    )
    fal_poll_seconds: float = number(
        1.5, (0.01, 60), "first polling interval without fal's status stream; grows eightfold", "seconds"
    )
    fal_result_lifetime_seconds: int | None = number(
        None,
        (28_800, 31_536_000),
        "time after which fal deletes the pictures of a result; at least 8 hours, because Easel delivers for up to 6; "
        "unset: as the fal account says, which is forever by default",
        "seconds",
    )
    fal_store_io: Annotated[Literal["yes", "no"], BeforeValidator(str.lower)] = choice(
        "yes",
        "no: fal does not keep the prompt and the result of a request; a result that Easel has not read within an hour, "
        "such as after a long downtime, is lost and its request refunded",
        ("yes", "no"),
    )
    progress_seconds: float = number(
        2.5,
        (0.05, 60),
        "minimum time between progress edits; at least 1 for Discord itself; longer in busy channels",
        "seconds",
    )
    reroll_by: Annotated[Literal["requester", "anyone"], BeforeValidator(str.lower)] = choice(
        "requester",
        "users who can repeat a result with their own credits; servers can override it in /settings",
        ("requester", "anyone"),
    )

    picture_max_mib: int = number(40, (1, 1024), "maximum size of a result file", "MiB")
    message_max_mib: int = number(24, (1, 1024), "maximum total size of the images in a message", "MiB")
    result_hosts: Hosts = setting(
        ("fal.media",),
        "hosts that may serve result files, including their subdomains, over https on port 443 or as stated",
        unit="HOST or HOST:PORT, comma separated",
        expects="host names without a scheme, comma separated",
    )
    result_networks: Networks = setting(
        (),
        "address ranges that count as public for result files, such as 198.18.0.0/15 for a tunnel's fake addresses",
        unit="address ranges, comma separated",
        expects="address ranges such as 198.18.0.0/15, comma separated",
    )
    spool_max_mib: int = number(2048, (1, 1_000_000), "maximum disk space for result files", "MiB")

    allowed_guild_ids: GuildIds = setting(
        (), "servers that can use the bot; unset: all servers", unit=_SERVER_IDS, expects=_SERVER_IDS
    )
    guide_url: LinkUrl | None = setting(
        None, "guide for members; a button of `/about` links to it", unit="URL", expects=_LINK
    )
    support_url: LinkUrl | None = setting(
        None,
        "where members can ask questions, such as an invite of your server; a button of `/about` links to it",
        unit="URL",
        expects=_LINK,
    )
    welcome_message: Annotated[Literal["yes", "no"], BeforeValidator(str.lower)] = choice(
        "yes", "whether Easel posts a short introduction when it is added to a server", ("yes", "no")
    )
    operator_channel_id: int | None = number(
        None, (1, 2**63 - 1), "channel for operator alerts; unset: alerts are only logged", "channel ID"
    )
    fal_balance_warning_usd: Limit = number(
        5,
        (1, 1_000_000),
        "balance at fal below which the operator is warned; read hourly with FAL_KEY, which needs access to billing;"
        " none: the balance is not read",
        "US dollars",
        extra=', or "none" for no warning',
    )
    shard_count: int | None = number(
        None, (1, 100_000), "number of shards of all processes; unset: as Discord recommends", "shards"
    )
    shard_ids: ShardIds | None = setting(
        None,
        "shards of this process, starting at 0; requires SHARD_COUNT; unset: all, which processes on PostgreSQL divide",
        unit="shard numbers, comma separated",
        expects="different numbers from 0 to SHARD_COUNT - 1, comma separated",
    )
    stop_seconds: int = number(
        10, (10, 900), "time for a stop; hosts must wait longer, and many shards need more", "seconds"
    )
    metrics_port: int | None = number(
        None, (0, 65_535), "port of metrics, `/healthz` and `/readyz`; 0: any free; unset: none", "port"
    )
    metrics_host: Address = setting(
        "127.0.0.1",
        "address on which the metrics are served; they are not protected, so use a private network",
        unit="IP address",
        expects="an IP address",
    )
    log_level: Annotated[Level, BeforeValidator(str.upper)] = choice(
        "INFO", "minimum level of log lines; user input is logged at DEBUG only", get_args(Level)
    )
    log_format: Annotated[Literal["console", "json"], BeforeValidator(str.lower)] = choice(
        "console", "readable lines, or JSON for a log collector", ("console", "json")
    )

    _unquote = field_validator("*", mode="before")(unquote)

    @field_validator("shard_ids", mode="after")
    @classmethod
    def _shards_exist(cls, value: tuple[int, ...] | None, info: ValidationInfo) -> tuple[int, ...] | None:
        count = info.data.get("shard_count")
        if not value:
            return None
        if count is None or max(value) >= count or len(set(value)) != len(value):
            raise ValueError("not shards of SHARD_COUNT")
        return value

    @classmethod
    @override
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Use only the constructor's arguments; see the module docstring."""
        return (init_settings,)

    @classmethod
    def notes(cls, name: str) -> Mapping[str, Any]:
        """Return the metadata from :func:`config.fields.setting`: unit, expects, secret, where."""
        return cast("Mapping[str, Any]", cls.model_fields[name].json_schema_extra)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that must not appear in logs, messages or stored text."""
        secrets = [secret.get_secret_value() for secret in (self.discord_token, self.fal_key) if secret]
        return (*secrets, *passwords_of(self.database_url))

    @property
    def enabled_models(self) -> tuple[str, ...]:
        """IDs of the models for new requests, the default one first."""
        return self.fal_models or (self.fal_model,)

    @property
    def models_folder(self) -> Path:
        """Folder for the operator's model files; it may be missing."""
        if self.models_dir is not None:
            return self.models_dir
        url = make_url(self.database_url)
        if url.get_backend_name() == "sqlite" and url.database:
            return Path(url.database).parent / "models"
        return _DATA / "models"

    @property
    def fal_queue_overridden(self) -> bool:
        """Whether jobs are sent to a queue other than fal's."""
        return self.fal_queue_url != FAL_QUEUE_URL

    def server_daily_cap(self, *, single_server: bool) -> int | None:
        """Daily credits of each server; ``single_server``: whether the bot is in one server only.

        By default, an unlisted server cannot spend all of the bot's daily credits.
        """
        listed = bool(self.allowed_guild_ids)
        is_set = "quota_server_daily_credits" in self.model_fields_set
        if is_set or listed or single_server or self.quota_bot_daily_credits is None:
            return self.quota_server_daily_credits
        # At least the operator's limit for a single member.
        is_set = "quota_daily_credits" in self.model_fields_set
        least = self.quota_daily_credits if is_set else 1
        return min(
            self.quota_bot_daily_credits, max(least, self.quota_bot_daily_credits // _SERVER_SHARE_OF_CREDITS)
        )

    def server_waiting_limit(self, *, single_server: bool) -> int:
        """Queued jobs of each server; ``single_server``: whether the bot is in one server only."""
        if self.jobs_waiting_per_server is not None:
            return self.jobs_waiting_per_server
        if single_server or len(self.allowed_guild_ids) == 1:
            return self.jobs_waiting
        # At least the operator's queue limit for a single member.
        is_set = "jobs_waiting_per_member" in self.model_fields_set
        least = self.jobs_waiting_per_member if is_set else 1
        return min(self.jobs_waiting, max(least, self.jobs_waiting // _SERVER_SHARE_OF_QUEUE))

    @property
    def published_schema_url(self) -> str | None:
        """URL of the published schemas; ``None`` if they are not read."""
        if self.fal_schema_url is None:
            return None if self.fal_queue_overridden else FAL_SCHEMA_URL
        return None if self.fal_schema_url == "none" else self.fal_schema_url

    @property
    def platform_api_url(self) -> str | None:
        """Base URL of fal's platform API; ``None`` if it is not used, so that the key is not sent elsewhere."""
        if self.fal_api_url is not None:
            return self.fal_api_url
        return None if self.fal_queue_overridden else FAL_API_URL

    @property
    def picture_max_bytes(self) -> int:
        """Maximum size of a result file, in bytes."""
        return self.picture_max_mib * _MIB

    @property
    def spool_max_bytes(self) -> int:
        """Maximum total size of the spooled files, in bytes."""
        return self.spool_max_mib * _MIB

    @property
    def message_max_bytes(self) -> int:
        """Maximum total size of the images in a message, in bytes."""
        return self.message_max_mib * _MIB

    def require(self, *names: str) -> None:
        """Raise :class:`SettingsError` if any of ``names`` are not set; it says where to get them."""
        missing = [name for name in names if getattr(self, name) is None]
        if missing:
            raise SettingsError("; ".join(not_set(name, self.notes(name)["where"]) for name in missing))
