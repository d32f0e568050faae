"""Every setting of the bot: its name, bounds, default, unit and meaning.

An attribute is the environment variable in lower case. Importing builds nothing, and
``Settings(...)`` reads nothing: ``loading.py`` is the one place that looks at the environment,
so that a developer's own variables cannot leak into tests or the sandbox.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from pydantic import ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from typing_extensions import override

from config.errors import SettingsError
from config.fields import (
    BaseUrl,
    DatabaseUrl,
    GuildIds,
    Hosts,
    Level,
    Limit,
    LowerCase,
    Secret,
    ShardIds,
    TimezoneName,
    UpperCase,
    chosen,
    number,
    setting,
)

__all__ = ["DISCORD_API_URL", "FAL_QUEUE_URL", "Settings"]

DISCORD_API_URL = "https://discord.com/api/v10"
FAL_QUEUE_URL = "https://queue.fal.run"

_MIB = 1024 * 1024
_CREDITS = "credits, about a US cent each"
_MOST_CREDITS = 10_000_000
_ACCOUNTS, _PLATFORMS, _STORAGE = "Accounts", "Platforms and model", "Storage"
_QUOTAS, _JOBS, _PICTURES, _RUNNING = "Quotas", "Jobs", "Pictures", "Running"
_ADDRESS = "an http or https address without a query"
_OR_NONE = ', or "none" for no ceiling'


class Settings(BaseSettings):
    """All settings, valid by construction and never changed."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    discord_token: Secret | None = setting(
        None,
        "the bot's token, needed to run",
        section=_ACCOUNTS,
        unit="secret",
        expects="the token as Discord shows it: printable ASCII without spaces",
        where="https://discord.com/developers/applications, page Bot, button Reset Token",
        hidden=True,
    )
    fal_key: Secret | None = setting(
        None,
        "the key that pays for pictures, needed to run",
        section=_ACCOUNTS,
        unit="secret",
        expects="the key as fal shows it: printable ASCII without spaces",
        where="https://fal.ai/dashboard/keys, button Create key",
        hidden=True,
    )

    discord_api_url: BaseUrl = setting(
        DISCORD_API_URL,
        "base of every call to Discord; the gateway's address is learned from it",
        section=_PLATFORMS,
        unit="URL",
        expects=_ADDRESS,
    )
    fal_queue_url: BaseUrl = setting(
        FAL_QUEUE_URL,
        "base of fal's queue; another base also allows http and its host for result files",
        section=_PLATFORMS,
        unit="URL",
        expects=_ADDRESS,
    )
    fal_model: str = setting(
        "fal-ai/gpt-image-2",
        "the model that draws: an id from the files in config/models",
        section=_PLATFORMS,
        unit="model id",
        expects="the id of a catalogue entry",
    )
    safety_tolerance: int | None = number(
        None,
        "replaces the model's own value, where the model has one; a server may be stricter, never looser",
        section=_PLATFORMS,
        unit="1 strict to 6 loose",
        low=1,
        high=6,
    )

    database_url: DatabaseUrl = setting(
        "sqlite+aiosqlite:///data/easel.db",
        "where quotas and jobs live: SQLite in a file, or PostgreSQL by postgresql+asyncpg://",
        section=_STORAGE,
        unit="URL",
        expects="sqlite+aiosqlite:///FILE or postgresql+asyncpg://USER:PASSWORD@HOST/DATABASE",
        hidden=True,
    )
    spool_dir: Path = setting(
        Path("data/spool"),
        "where pictures wait between fal and Discord",
        section=_STORAGE,
        unit="folder",
        expects="a folder",
    )
    health_file: Path = setting(
        Path("data/health.json"),
        "where the running bot writes its pulse, for `easel health`",
        section=_STORAGE,
        unit="file",
        expects="a file name",
    )
    retention_days: int | None = number(
        None,
        "prompts and finished requests older than this are removed; empty: they are kept",
        section=_STORAGE,
        unit="days",
        low=1,
        high=36_500,
    )

    quota_daily_credits: int = number(
        60,
        "a member's allowance per server and day, where no administrator set another",
        section=_QUOTAS,
        unit=_CREDITS,
        low=1,
        high=1_000_000,
    )
    quota_server_daily_credits: Limit = number(
        None,
        "ceiling of one server per day; empty or none: no ceiling",
        section=_QUOTAS,
        unit=_CREDITS,
        low=1,
        high=_MOST_CREDITS,
        extra=_OR_NONE,
    )
    quota_bot_daily_credits: Limit = number(
        5000,
        "ceiling of the whole bot per day; none: no ceiling (empty: the default)",
        section=_QUOTAS,
        unit=_CREDITS,
        low=1,
        high=_MOST_CREDITS,
        extra=_OR_NONE,
    )
    quota_timezone: TimezoneName = setting(
        "UTC",
        "where a day begins at midnight",
        section=_QUOTAS,
        unit="IANA time zone",
        expects="an IANA time zone such as Europe/Berlin",
    )

    jobs_running: int = number(
        10,
        "most jobs at fal at once; a new fal account runs 2 of them and queues the rest",
        section=_JOBS,
        unit="jobs",
        low=1,
        high=1000,
    )
    jobs_running_per_member: int = number(
        2, "most jobs at fal at once for one member", section=_JOBS, unit="jobs", low=1, high=1000
    )
    jobs_waiting: int = number(
        200,
        "most jobs that wait for their turn, all members together",
        section=_JOBS,
        unit="jobs",
        low=1,
        high=100_000,
    )
    jobs_waiting_per_member: int = number(
        25,
        "most jobs of one member that wait for their turn",
        section=_JOBS,
        unit="jobs",
        low=1,
        high=100_000,
    )
    job_deadline_seconds: float = number(
        600.0,
        "longest time from submit to result; then the job is cancelled and refunded",
        section=_JOBS,
        unit="seconds",
        low=1.0,
        high=86_400,
    )
    fal_poll_seconds: float = number(
        1.5,
        "first interval of asking where fal's status stream is not available; grows eightfold",
        section=_JOBS,
        unit="seconds",
        low=0.01,
        high=60,
    )
    progress_seconds: float = number(
        2.5,
        "shortest time between two progress edits; keep it at 1 or more on Discord itself",
        section=_JOBS,
        unit="seconds",
        low=0.05,
        high=60,
    )
    reroll_by: Annotated[Literal["requester", "anyone"], LowerCase] = chosen(
        "requester",
        "who may repeat a result, each on their own quota, where a server has not decided it in /settings",
        section=_JOBS,
        options=("requester", "anyone"),
    )

    picture_max_mib: int = number(
        40, "largest result file that is accepted", section=_PICTURES, unit="MiB", low=1, high=1024
    )
    message_max_mib: int = number(
        24, "largest sum of the pictures in one message", section=_PICTURES, unit="MiB", low=1, high=1024
    )
    result_hosts: Hosts = setting(
        ("fal.media",),
        "where result files may come from: these hosts and their subdomains",
        section=_PICTURES,
        unit="host names, comma separated",
        expects="host names without scheme or port, comma separated",
    )

    spool_max_mib: int = number(
        2048,
        "most that result files may take on disk at once",
        section=_PICTURES,
        unit="MiB",
        low=1,
        high=1_000_000,
    )

    allowed_guild_ids: GuildIds = setting(
        (),
        "the only servers that may use the bot; empty: every server",
        section=_RUNNING,
        unit="server ids, comma separated",
        expects="server ids, comma separated",
    )
    operator_channel_id: int | None = number(
        None,
        "a Discord channel that is told what only the operator can mend; empty: the log alone",
        section=_RUNNING,
        unit="channel id",
        low=1,
        high=2**63 - 1,
    )
    shard_count: int | None = number(
        None,
        "gateway connections of all processes together; empty: Discord's advice",
        section=_RUNNING,
        unit="shards",
        low=1,
        high=100_000,
    )
    shard_ids: ShardIds | None = setting(
        None,
        "the shards of this process, counted from 0; needs SHARD_COUNT; empty: all of them",
        section=_RUNNING,
        unit="shard numbers, comma separated",
        expects="different numbers from 0 to SHARD_COUNT - 1, comma separated",
    )
    log_level: Annotated[Level, UpperCase] = chosen(
        "INFO",
        "least level that is logged; what members type appears at DEBUG only",
        section=_RUNNING,
        options=("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
    )
    log_format: Annotated[Literal["console", "json"], LowerCase] = chosen(
        "console",
        "lines for people, or JSON for a log collector",
        section=_RUNNING,
        options=("console", "json"),
    )

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
        """Only what the constructor is given; the module's docstring has the reason."""
        return (init_settings,)

    @classmethod
    def notes(cls, name: str) -> Mapping[str, Any]:
        """What :func:`config.fields.setting` recorded: section, unit, expects, hidden, where."""
        return cast("Mapping[str, Any]", cls.model_fields[name].json_schema_extra)

    @property
    def fal_queue_overridden(self) -> bool:
        """Whether jobs go to another queue than fal's own."""
        return self.fal_queue_url != FAL_QUEUE_URL

    @property
    def picture_max_bytes(self) -> int:
        """Largest result file, in bytes."""
        return self.picture_max_mib * _MIB

    @property
    def spool_max_bytes(self) -> int:
        """Most that all spooled files may take together, in bytes."""
        return self.spool_max_mib * _MIB

    @property
    def message_max_bytes(self) -> int:
        """Largest sum of one message's pictures, in bytes."""
        return self.message_max_mib * _MIB

    def require(self, *names: str) -> None:
        """Raise :class:`SettingsError` that names all of ``names`` that are not set, and where to get them."""
        missing = [name for name in names if getattr(self, name) is None]
        if missing:
            raise SettingsError("; ".join(_missing_line(name) for name in missing))


def _missing_line(name: str) -> str:
    where = Settings.notes(name)["where"]
    return f"{name.upper()} is not set" + (f" (get it at {where})" if where else "")
