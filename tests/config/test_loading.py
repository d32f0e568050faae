"""Where settings come from: the environment, the `.env` file, and who wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import SettingsError, load_settings


def env_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "settings.env"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_file_is_read_with_comments_quotes_and_export(tmp_path: Path) -> None:
    path = env_file(
        tmp_path, "# ours\nJOBS_RUNNING=3 # three\nexport LOG_LEVEL='debug'\nFAL_KEY=\"id:${HOME}\"\n"
    )

    settings = load_settings(env_file=path, environ={})

    assert settings.jobs_running == 3
    assert settings.log_level == "DEBUG"
    assert settings.fal_key is not None
    assert settings.fal_key.get_secret_value() == "id:${HOME}"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    path = env_file(tmp_path, "JOBS_RUNNING=3\nJOBS_WAITING=30\n")

    settings = load_settings(env_file=path, environ={"JOBS_RUNNING": "4"})

    assert (settings.jobs_running, settings.jobs_waiting) == (4, 30)


@pytest.mark.parametrize("blank", ["", "   ", "\t\n"])
def test_a_blank_value_means_not_set(tmp_path: Path, blank: str) -> None:
    path = env_file(tmp_path, "JOBS_RUNNING=3\nQUOTA_TIMEZONE=\nFAL_KEY\n")

    settings = load_settings(env_file=path, environ={"JOBS_RUNNING": blank, "JOBS_WAITING": blank})

    assert (settings.jobs_running, settings.jobs_waiting) == (3, 200)
    assert settings.quota_timezone == "UTC"
    assert settings.fal_key is None


def test_the_environment_of_the_process_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBS_RUNNING", "5")

    assert load_settings(env_file=None).jobs_running == 5


def test_dot_env_of_the_working_directory_is_the_default_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = load_settings(environ={}).jobs_running
    Path(".env").write_text("JOBS_RUNNING=6\n", encoding="utf-8")

    after = load_settings(environ={}).jobs_running

    assert (before, after) == (10, 6)


def test_another_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"absent\.env.*cannot be read"):
        load_settings(env_file=tmp_path / "absent.env", environ={})


def test_a_file_that_is_a_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(env_file=tmp_path, environ={})


def test_a_file_that_is_not_text_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "settings.env"
    path.write_bytes(b"FAL_KEY=\xff\xfe\x00")

    with pytest.raises(SettingsError, match="not UTF-8") as caught:
        load_settings(env_file=path, environ={})

    assert "\n" not in str(caught.value)


def test_a_byte_order_mark_does_not_hide_the_first_setting(tmp_path: Path) -> None:
    path = tmp_path / "settings.env"
    path.write_bytes(b"\xef\xbb\xbfJOBS_RUNNING=7\r\n")

    assert load_settings(env_file=path, environ={}).jobs_running == 7


def test_a_line_that_is_no_assignment_is_named_by_its_number(tmp_path: Path) -> None:
    path = env_file(tmp_path, "JOBS_RUNNING=3\n= 4\n")

    with pytest.raises(SettingsError, match="line 2"):
        load_settings(env_file=path, environ={})


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("QUOTA_BOT_DAILY_CREDIT", "QUOTA_BOT_DAILY_CREDITS"), ("discord_token", "DISCORD_TOKEN")],
)
def test_a_misspelled_name_in_the_file_is_not_silently_ignored(
    tmp_path: Path, wrong: str, meant: str
) -> None:
    path = env_file(tmp_path, f"{wrong}=500\n")

    with pytest.raises(SettingsError, match=f"{wrong} is not a setting; did you mean {meant}"):
        load_settings(env_file=path, environ={})


def test_names_that_belong_to_others_are_left_alone(tmp_path: Path) -> None:
    path = env_file(tmp_path, "POSTGRES_PASSWORD=x\nFAL_KEY_ID=y\nPATH=/bin\n")

    settings = load_settings(env_file=path, environ={"QUOTA_BOT_DAILY_CREDIT": "1"})

    assert settings.quota_bot_daily_credits == 5000
