"""Sources of the settings: the environment, the `.env` file, and their precedence."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import Settings, SettingsError, load_settings


@pytest.fixture
def environ(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The environment of the process, without a single setting."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


pytestmark = pytest.mark.usefixtures("environ")


def env_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "settings.env"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_file_is_read_with_comments_quotes_and_export(tmp_path: Path) -> None:
    path = env_file(
        tmp_path, "# ours\nJOBS_RUNNING=3 # three\nexport LOG_LEVEL='debug'\nFAL_KEY=\"id:$HOME\"\n"
    )

    settings = load_settings(env_file=path)

    assert settings.jobs_running == 3
    assert settings.log_level == "DEBUG"
    assert settings.fal_key is not None
    assert settings.fal_key.get_secret_value() == "id:$HOME"


def test_the_environment_takes_precedence_over_the_file(tmp_path: Path, environ: pytest.MonkeyPatch) -> None:
    path = env_file(tmp_path, "JOBS_RUNNING=3\nJOBS_WAITING=30\n")
    environ.setenv("JOBS_RUNNING", "4")

    settings = load_settings(env_file=path)

    assert (settings.jobs_running, settings.jobs_waiting) == (4, 30)


@pytest.mark.parametrize("blank", ["", "   ", "\t\n"])
def test_a_blank_value_means_not_set(tmp_path: Path, environ: pytest.MonkeyPatch, blank: str) -> None:
    path = env_file(tmp_path, "JOBS_RUNNING=3\nQUOTA_TIMEZONE=\nFAL_KEY\n")
    environ.setenv("JOBS_RUNNING", blank)
    environ.setenv("JOBS_WAITING", blank)

    settings = load_settings(env_file=path)

    assert (settings.jobs_running, settings.jobs_waiting) == (3, 200)
    assert settings.quota_timezone == "UTC"
    assert settings.fal_key is None


@pytest.mark.parametrize("name", ["JOBS_RUNNING", "jobs_running"])
def test_without_a_file_only_the_environment_is_read(
    tmp_path: Path, environ: pytest.MonkeyPatch, name: str
) -> None:
    environ.chdir(tmp_path)
    env_file(tmp_path, "JOBS_WAITING=30\n").rename(tmp_path / ".env")
    environ.setenv(name, "5")

    settings = load_settings(env_file=None)

    assert (settings.jobs_running, settings.jobs_waiting) == (5, 200)


@pytest.mark.parametrize("value", ['"id:key"', "'id:key'", ' "id:key" '])
def test_quotes_that_docker_leaves_around_a_value_are_removed(
    environ: pytest.MonkeyPatch, value: str
) -> None:
    environ.setenv("FAL_KEY", value)
    environ.setenv("ALLOWED_GUILD_IDS", '"1, 2"')
    environ.setenv("JOBS_RUNNING", "'3'")

    settings = load_settings(env_file=None)

    assert settings.fal_key is not None
    assert settings.fal_key.get_secret_value() == "id:key"
    assert (settings.allowed_guild_ids, settings.jobs_running) == ((1, 2), 3)


def test_a_single_quotation_mark_is_part_of_the_value(environ: pytest.MonkeyPatch) -> None:
    environ.setenv("FAL_KEY", "id:\"key'")
    environ.setenv("DISCORD_TOKEN", "'")

    settings = load_settings(env_file=None)

    assert settings.fal_key is not None
    assert settings.fal_key.get_secret_value() == "id:\"key'"
    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == "'"


def test_dot_env_of_the_working_directory_is_the_default_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = load_settings().jobs_running
    Path(".env").write_text("JOBS_RUNNING=6\n", encoding="utf-8")

    after = load_settings().jobs_running

    assert (before, after) == (10, 6)


def test_another_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"absent\.env: cannot read"):
        load_settings(env_file=tmp_path / "absent.env")


def test_a_file_that_is_a_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot read the settings file"):
        load_settings(env_file=tmp_path)


def test_a_file_that_is_not_text_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "settings.env"
    path.write_bytes(b"FAL_KEY=\xff\xfe\x00")

    with pytest.raises(SettingsError, match="not UTF-8") as caught:
        load_settings(env_file=path)

    assert "\n" not in str(caught.value)


def test_a_byte_order_mark_does_not_hide_the_first_setting(tmp_path: Path) -> None:
    path = tmp_path / "settings.env"
    path.write_bytes(b"\xef\xbb\xbfJOBS_RUNNING=7\r\n")

    assert load_settings(env_file=path).jobs_running == 7


def test_a_line_without_an_assignment_is_reported_with_its_number(tmp_path: Path) -> None:
    path = env_file(tmp_path, "JOBS_RUNNING=3\n= 4\n")

    with pytest.raises(SettingsError, match="line 2"):
        load_settings(env_file=path)


def test_a_variable_reference_is_refused(tmp_path: Path) -> None:
    path = env_file(tmp_path, "JOBS_RUNNING=3\nFAL_KEY=id:${HOME}\n")

    with pytest.raises(SettingsError, match=r"line 2: \$\{\.\.\.\} is not supported") as caught:
        load_settings(env_file=path)

    assert "HOME" not in str(caught.value)


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("QUOTA_BOT_DAILY_CREDIT", "QUOTA_BOT_DAILY_CREDITS"), ("discord_tokn", "DISCORD_TOKEN")],
)
def test_a_misspelled_name_in_the_file_is_not_silently_ignored(
    tmp_path: Path, wrong: str, meant: str
) -> None:
    path = env_file(tmp_path, f"{wrong}=500\n")

    with pytest.raises(SettingsError, match=f"{wrong} is not a setting; did you mean {meant}"):
        load_settings(env_file=path)


def test_unrelated_names_are_ignored(tmp_path: Path, environ: pytest.MonkeyPatch) -> None:
    path = env_file(tmp_path, "POSTGRES_PASSWORD=x\nFAL_KEY_ID=y\nPATH=/bin\n")
    environ.setenv("QUOTA_BOT_DAILY_CREDIT", "1")

    settings = load_settings(env_file=path)

    assert settings.quota_bot_daily_credits == 500
