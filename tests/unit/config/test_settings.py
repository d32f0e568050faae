"""Each setting: name, default, accepted and refused values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr, ValidationError

from config import Settings, SettingsError, load_settings

DEFAULTS: dict[str, Any] = {
    "discord_token": None,
    "fal_key": None,
    "discord_api_url": "https://discord.com/api/v10",
    "fal_rest_url": "https://rest.fal.ai",
    "fal_queue_url": "https://queue.fal.run",
    "fal_schema_url": None,
    "fal_api_url": None,
    "fal_model": "fal-ai/gpt-image-2",
    "fal_models": (),
    "models_dir": None,
    "safety_tolerance": None,
    "database_url": "sqlite+aiosqlite:///data/easel.db",
    "database_pool_size": 15,
    "database_pooler": "none",
    "spool_dir": Path("data/spool"),
    "health_file": Path("data/health.json"),
    "erase_repeats": "yes",
    "quota_daily_credits": 60,
    "quota_server_daily_credits": None,
    "quota_bot_daily_credits": 500,
    "quota_timezone": "UTC",
    "jobs_running": 10,
    "jobs_running_per_member": 2,
    "jobs_waiting": 200,
    "spool_max_mib": 2048,
    "retention_days": None,
    "operator_channel_id": None,
    "fal_balance_warning_usd": 5,
    "jobs_waiting_per_server": None,
    "jobs_waiting_per_member": 25,
    "job_deadline_seconds": 600.0,
    "reference_lifetime_hours": 24,
    "fal_poll_seconds": 1.5,
    "fal_result_lifetime_seconds": None,
    "fal_store_io": "yes",
    "input_check_model": "none",
    "progress_seconds": 2.5,
    "reroll_by": "requester",
    "picture_max_mib": 40,
    "message_max_mib": 24,
    "result_hosts": ("fal.media",),
    "result_networks": (),
    "allowed_guild_ids": (),
    "guide_url": None,
    "support_url": None,
    "welcome_message": "yes",
    "shard_count": None,
    "shard_ids": None,
    "stop_seconds": 10,
    "metrics_port": None,
    "metrics_host": "127.0.0.1",
    "log_level": "INFO",
    "log_format": "console",
}

ACCEPTED = [
    ("DISCORD_API_URL", "http://127.0.0.1:8080/api/v10/", "http://127.0.0.1:8080/api/v10"),
    ("FAL_QUEUE_URL", "http://localhost:9", "http://localhost:9"),
    ("SAFETY_TOLERANCE", "6", 6),
    (
        "DATABASE_URL",
        "postgresql+asyncpg://easel:s%40fe@db/easel",
        "postgresql+asyncpg://easel:s%40fe@db/easel",
    ),
    (
        "DATABASE_URL",
        "postgres://e:s%40fe@db/e?sslmode=require",
        "postgresql+asyncpg://e:s%40fe@db/e?sslmode=require",
    ),
    ("DATABASE_URL", "postgresql://db/easel", "postgresql+asyncpg://db/easel"),
    ("ALLOWED_GUILD_IDS", " 1, 22 ,333,", (1, 22, 333)),
    ("QUOTA_TIMEZONE", " Pacific/Auckland\t", "Pacific/Auckland"),
    ("QUOTA_DAILY_CREDITS", "1000000", 1_000_000),
    ("QUOTA_SERVER_DAILY_CREDITS", "700", 700),
    ("QUOTA_BOT_DAILY_CREDITS", "None", None),
    ("PROGRESS_SECONDS", "0.05", 0.05),
    ("RESULT_HOSTS", "FAL.media, files.example.org", ("fal.media", "files.example.org")),
    ("RESULT_NETWORKS", "198.18.0.0/15, fd00:64::/96", ("198.18.0.0/15", "fd00:64::/96")),
    ("RESULT_HOSTS", "fal.media,files.corp:8443", ("fal.media", "files.corp:8443")),
    ("FAL_SCHEMA_URL", "None", "none"),
    ("FAL_MODELS", "openai/gpt-image-2, fal-ai/flux-2,", ("openai/gpt-image-2", "fal-ai/flux-2")),
    ("MODELS_DIR", "/data/models", Path("/data/models")),
    ("FAL_SCHEMA_URL", "http://127.0.0.1:8/schema", "http://127.0.0.1:8/schema"),
    ("SPOOL_DIR", "/data/spool", Path("/data/spool")),
    ("REROLL_BY", "Anyone", "anyone"),
    ("METRICS_PORT", "0", 0),
    ("METRICS_HOST", "::", "::"),
    ("LOG_LEVEL", "debug", "DEBUG"),
    ("LOG_FORMAT", "JSON", "json"),
]

REFUSED = [
    ("GUIDE_URL", "discord:support"),
    ("GUIDE_URL", "https://example.org/" + "x" * 500),
    ("SUPPORT_URL", "https://example.org/a b"),
    ("WELCOME_MESSAGE", "maybe"),
    ("DISCORD_TOKEN", "two words"),
    ("DISCORD_TOKEN", "t\u00f6ken"),
    ("FAL_KEY", "id:secret\r\nX-Header: 1"),
    ("DISCORD_API_URL", "discord.com/api/v10"),
    ("DISCORD_API_URL", "https://discord.com/api?v=10"),
    ("FAL_REST_URL", "rest.fal.ai"),
    ("REFERENCE_LIFETIME_HOURS", "0"),
    ("FAL_RESULT_LIFETIME_SECONDS", "28799"),
    ("FAL_STORE_IO", "0"),
    ("INPUT_CHECK_MODEL", "fal-ai/flux-2"),
    ("FAL_QUEUE_URL", "ftp://queue.fal.run"),
    ("FAL_QUEUE_URL", "http://localhost:port"),
    ("FAL_QUEUE_URL", "http://localhost:0"),
    ("FAL_SCHEMA_URL", "off"),
    ("FAL_SCHEMA_URL", "https://fal.ai/openapi.json?endpoint_id=x"),
    ("FAL_API_URL", "api.fal.ai/v1"),
    ("FAL_MODELS", "fal-ai/flux-2,fal-ai/flux-2"),
    ("SAFETY_TOLERANCE", "0"),
    ("SAFETY_TOLERANCE", "7"),
    ("DATABASE_URL", "data/easel.db"),
    ("DATABASE_URL", "sqlite:///data/easel.db"),
    ("DATABASE_URL", "sqlite+aiosqlite://"),
    ("DATABASE_URL", "sqlite+aiosqlite:///:memory:"),
    ("DATABASE_URL", "mysql+aiomysql://root@db/easel"),
    ("DATABASE_POOL_SIZE", "2"),
    ("DATABASE_POOLER", "session"),
    ("ALLOWED_GUILD_IDS", "12;13"),
    ("ALLOWED_GUILD_IDS", "0"),
    ("ALLOWED_GUILD_IDS", "9223372036854775808"),
    ("QUOTA_TIMEZONE", "Mars/Olympus"),
    ("QUOTA_TIMEZONE", "../../etc/passwd"),
    ("QUOTA_TIMEZONE", "Europe"),
    ("ERASE_REPEATS", "maybe"),
    ("QUOTA_DAILY_CREDITS", "0"),
    ("QUOTA_DAILY_CREDITS", "1000001"),
    ("QUOTA_DAILY_CREDITS", "none"),
    ("QUOTA_DAILY_CREDITS", "6.5"),
    ("QUOTA_SERVER_DAILY_CREDITS", "-1"),
    ("QUOTA_BOT_DAILY_CREDITS", "unlimited"),
    ("JOBS_RUNNING", "0"),
    ("JOBS_RUNNING_PER_MEMBER", "many"),
    ("JOBS_WAITING", "0"),
    ("JOBS_WAITING_PER_SERVER", "0"),
    ("JOBS_WAITING_PER_MEMBER", "100001"),
    ("JOB_DEADLINE_SECONDS", "0.5"),
    ("JOB_DEADLINE_SECONDS", "inf"),
    ("FAL_POLL_SECONDS", "nan"),
    ("PROGRESS_SECONDS", "0.01"),
    ("PICTURE_MAX_MIB", "0"),
    ("MESSAGE_MAX_MIB", "1025"),
    ("SPOOL_MAX_MIB", "0"),
    ("RETENTION_DAYS", "0"),
    ("FAL_BALANCE_WARNING_USD", "0"),
    ("OPERATOR_CHANNEL_ID", "#general"),
    ("RESULT_NETWORKS", "198.18.0.1/15"),
    ("RESULT_NETWORKS", "tunnel"),
    ("RESULT_HOSTS", "https://fal.media"),
    ("RESULT_HOSTS", "*.fal.media"),
    ("RESULT_HOSTS", ".media"),
    ("RESULT_HOSTS", ","),
    ("RESULT_HOSTS", "fal.media:"),
    ("RESULT_HOSTS", "fal.media:0"),
    ("RESULT_HOSTS", "fal.media:65536"),
    ("RESULT_HOSTS", "fal.media:https"),
    ("REROLL_BY", "nobody"),
    ("SHARD_COUNT", "0"),
    ("SHARD_IDS", "0"),
    ("STOP_SECONDS", "9"),
    ("METRICS_PORT", "65536"),
    ("METRICS_HOST", "localhost"),
    ("LOG_LEVEL", "LOUD"),
    ("LOG_FORMAT", "xml"),
]


def load(**environ: str) -> Settings:
    """Read the settings from an environment that holds nothing else."""
    with pytest.MonkeyPatch.context() as patch:
        for name in Settings.model_fields:
            patch.delenv(name.upper(), raising=False)
        for name, text in environ.items():
            patch.setenv(name, text)
        return load_settings(env_file=None)


def test_an_empty_environment_uses_every_default() -> None:
    settings = load()

    assert {name: getattr(settings, name) for name in Settings.model_fields} == DEFAULTS


@pytest.mark.parametrize(
    ("environ", "single_server", "credits", "waiting"),
    [
        ({}, False, 100, 50),
        ({}, True, None, 200),
        ({"ALLOWED_GUILD_IDS": "1"}, False, None, 200),
        ({"ALLOWED_GUILD_IDS": "1,2"}, False, None, 50),
        ({"QUOTA_BOT_DAILY_CREDITS": "none"}, False, None, 50),
        ({"QUOTA_BOT_DAILY_CREDITS": "3", "JOBS_WAITING": "3"}, False, 1, 1),
        ({"QUOTA_DAILY_CREDITS": "300"}, False, 300, 50),
        ({"QUOTA_DAILY_CREDITS": "1000"}, False, 500, 50),
        ({"QUOTA_DAILY_CREDITS": "20"}, False, 100, 50),
        ({"JOBS_WAITING_PER_MEMBER": "80"}, False, 100, 80),
        ({"JOBS_WAITING_PER_MEMBER": "300"}, False, 100, 200),
        ({"QUOTA_SERVER_DAILY_CREDITS": "none", "JOBS_WAITING_PER_SERVER": "200"}, False, None, 200),
        ({"QUOTA_SERVER_DAILY_CREDITS": "", "JOBS_WAITING_PER_SERVER": ""}, False, 100, 50),
        ({"QUOTA_SERVER_DAILY_CREDITS": "70", "JOBS_WAITING_PER_SERVER": "9"}, True, 70, 9),
    ],
)
def test_one_server_among_several_gets_a_share_unless_configured_or_listed(
    environ: dict[str, str], single_server: bool, credits: int | None, waiting: int
) -> None:
    settings = load(**environ)

    assert settings.server_daily_cap(single_server=single_server) == credits
    assert settings.server_waiting_limit(single_server=single_server) == waiting


@pytest.mark.parametrize(("name", "text", "value"), ACCEPTED)
def test_a_valid_value_is_normalized(name: str, text: str, value: object) -> None:
    settings = load(**{name: text})

    assert getattr(settings, name.lower()) == value


@pytest.mark.parametrize(("name", "text"), REFUSED)
def test_an_invalid_value_is_reported_in_one_line_with_its_setting(name: str, text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(**{name: text})

    line = str(caught.value)
    assert line.startswith(f"{name} ")
    assert ", expected " in line
    assert "\n" not in line


def test_every_setting_with_a_rule_is_tested_with_an_invalid_value() -> None:
    free_text = {"FAL_MODEL", "MODELS_DIR", "SPOOL_DIR", "HEALTH_FILE"}

    names = {name.upper() for name in Settings.model_fields}

    assert {name for name, _ in REFUSED} == names - free_text


@pytest.mark.parametrize(
    ("environ", "models", "folder"),
    [
        ({}, ("fal-ai/gpt-image-2",), "data/models"),
        ({"FAL_MODEL": "fal-ai/flux-2"}, ("fal-ai/flux-2",), "data/models"),
        ({"FAL_MODELS": "a/b,c/d", "FAL_MODEL": "e/f"}, ("a/b", "c/d"), "data/models"),
        ({"DATABASE_URL": "sqlite+aiosqlite:////srv/easel.db"}, ("fal-ai/gpt-image-2",), "/srv/models"),
        ({"DATABASE_URL": "postgresql+asyncpg://e:s@db/e"}, ("fal-ai/gpt-image-2",), "data/models"),
        ({"MODELS_DIR": "/srv/own"}, ("fal-ai/gpt-image-2",), "/srv/own"),
    ],
)
def test_fal_model_is_the_fallback_and_own_files_are_beside_the_database(
    environ: dict[str, str], models: tuple[str, ...], folder: str
) -> None:
    settings = load(**environ)

    assert (settings.enabled_models, settings.models_folder) == (models, Path(folder))


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        ({}, "https://fal.ai/api/openapi/queue/openapi.json"),
        ({"FAL_SCHEMA_URL": "none"}, None),
        ({"FAL_QUEUE_URL": "http://127.0.0.1:8"}, None),
        (
            {"FAL_QUEUE_URL": "http://127.0.0.1:8", "FAL_SCHEMA_URL": "http://127.0.0.1:9"},
            "http://127.0.0.1:9",
        ),
    ],
)
def test_published_schemas_are_read_from_fal_unless_the_queue_is_overridden(
    environ: dict[str, str], url: str | None
) -> None:
    assert load(**environ).published_schema_url == url


def test_an_error_names_the_value_and_the_expectation() -> None:
    with pytest.raises(SettingsError) as caught:
        load(QUOTA_DAILY_CREDITS="lots")

    assert str(caught.value) == ("QUOTA_DAILY_CREDITS is 'lots', expected a whole number from 1 to 1000000")


def test_several_bad_settings_are_named_in_one_line() -> None:
    with pytest.raises(SettingsError) as caught:
        load(JOBS_RUNNING="0", LOG_FORMAT="xml", ALLOWED_GUILD_IDS="a,b")

    assert [part.split()[0] for part in str(caught.value).split("; ")] == [
        "JOBS_RUNNING",
        "ALLOWED_GUILD_IDS",
        "LOG_FORMAT",
    ]
    assert "\n" not in str(caught.value)


def test_a_very_long_value_is_truncated_in_the_error() -> None:
    with pytest.raises(SettingsError) as caught:
        load(QUOTA_TIMEZONE="x" * 5000)

    assert len(str(caught.value)) < 200


def test_a_newline_around_a_secret_is_removed() -> None:
    settings = load(FAL_KEY="\n id:secret\r\n", DISCORD_TOKEN=" token ")

    assert settings.fal_key == SecretStr("id:secret")
    assert settings.discord_token == SecretStr("token")


@pytest.mark.parametrize("name", ["discord_token", "fal_key"])
def test_a_secret_given_in_code_is_stripped_too(name: str) -> None:
    settings = Settings.model_validate({name: SecretStr("abc\n")})

    assert getattr(settings, name) == SecretStr("abc")


@given(
    secret=st.text(st.characters(min_codepoint=33, max_codepoint=126)).map("#!{}!#".format),
    bad=st.sampled_from([" ", "\n", "\u00e9"]),
)
def test_no_text_about_settings_contains_a_secret(secret: str, bad: str) -> None:
    settings = load(DISCORD_TOKEN=secret, FAL_KEY=secret)
    with pytest.raises(SettingsError) as from_environment:
        load(FAL_KEY=f"{secret}{bad}{secret}", JOBS_RUNNING="0")
    with pytest.raises(ValidationError) as from_code:
        Settings.model_validate({"fal_key": f"{secret}{bad}{secret}"})

    told = [repr(settings), str(settings), str(from_environment.value), str(from_code.value)]
    assert not [text for text in told if secret in text]
    assert from_environment.value.__cause__ is None


def test_no_text_about_settings_contains_a_database_password() -> None:
    good = load(DATABASE_URL="postgresql+asyncpg://easel:hunter2@db/easel")
    with pytest.raises(SettingsError) as caught:
        load(DATABASE_URL="postgresql+psycopg://easel:hunter2@db/easel?password=hunter2")

    assert "hunter2" not in repr(good) + str(good) + str(caught.value)
    assert "postgresql+psycopg://" in str(caught.value)


@pytest.mark.parametrize("url", ["easel:hunter2@db/e", "db/e?password=hunter2", "db/e?sslpassword=hunter2"])
def test_every_password_of_the_database_url_is_a_secret(url: str) -> None:
    assert "hunter2" in load(DATABASE_URL=f"postgresql://{url}").secrets


def test_a_password_in_an_address_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as caught:
        load(FAL_QUEUE_URL="https://me:hunter2@proxy.example.org")

    assert "hunter2" not in str(caught.value)


def test_settings_are_immutable() -> None:
    settings = load()

    with pytest.raises(ValidationError):
        settings.jobs_running = 11


def test_building_settings_in_code_does_not_read_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAL_KEY", "developer:key")

    assert Settings().fal_key is None


def test_a_setting_that_does_not_exist_is_refused_in_code() -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate({"jobs_runing": 3})


def test_require_lists_missing_settings_and_their_sources() -> None:
    settings = load()

    with pytest.raises(SettingsError) as caught:
        settings.require("discord_token", "fal_key", "jobs_running")

    line = str(caught.value)
    assert "DISCORD_TOKEN is not set" in line
    assert "FAL_KEY is not set" in line
    assert "https://discord.com/developers/applications" in line
    assert "https://fal.ai/dashboard/keys" in line
    assert "JOBS_RUNNING" not in line
    assert "\n" not in line


def test_require_accepts_complete_settings() -> None:
    settings = load(DISCORD_TOKEN="t", FAL_KEY="k")

    settings.require("discord_token", "fal_key")


@pytest.mark.parametrize(
    ("url", "overridden"),
    [("https://queue.fal.run", False), ("https://queue.fal.run/", False), ("http://127.0.0.1:1", True)],
)
def test_an_overridden_queue_is_detected(url: str, overridden: bool) -> None:
    assert load(FAL_QUEUE_URL=url).fal_queue_overridden is overridden


def test_mebibytes_are_converted_to_bytes() -> None:
    settings = load(PICTURE_MAX_MIB="3", MESSAGE_MAX_MIB="5")

    assert settings.picture_max_bytes == 3_145_728
    assert settings.message_max_bytes == 5_242_880


def test_shards_of_this_process_need_to_exist() -> None:
    settings = load(SHARD_COUNT="4", SHARD_IDS="0,3")

    assert settings.shard_ids == (0, 3)
    for wrong in ("4", "1,1", "-1"):
        with pytest.raises(SettingsError, match="SHARD_IDS"):
            load(SHARD_COUNT="4", SHARD_IDS=wrong)
