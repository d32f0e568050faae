"""Operator errors: a wrong setting is one line and exit status 2, without a traceback."""

import io
from pathlib import Path

import pytest

from bot.logging import set_up_logging
from sandbox.server import open_sandbox
from tests.cli_commands import easel
from tests.e2e.harness import open_harness

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("DISCORD_TOKEN", ""),
        ("FAL_KEY", ""),
        ("QUOTA_DAILY_CREDITS", "plenty"),
        ("QUOTA_TIMEZONE", "Mars/Olympus"),
        ("FAL_MODEL", "fal-ai/does-not-exist"),
        ("DATABASE_URL", "mysql://somewhere/easel"),
        ("DATABASE_URL", "sqlite+aiosqlite:////proc/nowhere/easel.db"),
        ("DATABASE_URL", "postgresql+asyncpg://easel:hunter2@127.0.0.1:1/easel"),
        ("DISCORD_API_URL", "not an address"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
async def test_a_wrong_setting_is_one_line_that_names_it_and_status_2(tmp_path, setting, value):
    # A token of its own: two bots with one token keep each other out, also in tests side by side.
    good = {
        "DISCORD_TOKEN": f"t-{tmp_path.name}",
        "FAL_KEY": "a:b",
        "DISCORD_API_URL": "http://127.0.0.1:1/api/v10",
    }
    ended = await easel(tmp_path, {**good, setting: value}, "run")

    errors = [line for line in ended.stderr.splitlines() if line.startswith("easel:")]
    assert ended.returncode == 2
    assert len(errors) == 1
    assert setting in errors[0]
    assert "Traceback" not in ended.stderr + ended.stdout
    assert "hunter2" not in ended.stderr + ended.stdout


async def test_a_wrong_discord_token_is_one_line_and_status_2(tmp_path):
    async with open_sandbox() as box:
        environment = {**box.environment(tmp_path), "DISCORD_TOKEN": "wrong"}
        ended = await easel(tmp_path, environment, "run")

        assert ended.returncode == 2
        assert "easel: DISCORD_TOKEN: Discord does not accept this token" in ended.stderr
        assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("command", ["run", "sync"])
async def test_a_discord_that_cannot_be_reached_is_one_line_and_status_2(tmp_path, command):
    environment = {
        "DISCORD_TOKEN": f"t-{tmp_path.name}",
        "FAL_KEY": "a:b",
        "DISCORD_API_URL": "http://127.0.0.1:1/api/v10",
    }
    ended = await easel(tmp_path, environment, command)

    assert ended.returncode == 2
    assert "easel: DISCORD_API_URL: Discord cannot be reached at http://127.0.0.1:1/api/v10" in ended.stderr
    assert "Traceback" not in ended.stderr


async def test_sync_prints_the_number_of_commands_it_wrote(tmp_path):
    async with open_sandbox() as box:
        # Another type of command is written along, and is not counted.
        entry_point = {"type": 4, "name": "launch", "description": "Open the activity", "handler": 2}
        box.discord.commands.upsert(None, entry_point)
        ended = await easel(tmp_path, box.environment(tmp_path), "sync")
        own = [command for command in box.discord.commands.all(None) if command["type"] != 4]

    assert ended.returncode == 0, ended.stderr
    assert own
    assert ended.stdout == f"{len(own)} commands registered.\n"


async def test_doctor_passes_a_valid_setup_and_names_a_bad_key(tmp_path):
    async with open_sandbox() as box:
        good = await easel(tmp_path, box.environment(tmp_path), "doctor")
        environment = {**box.environment(tmp_path), "FAL_KEY": "wrong:key"}
        bad = await easel(tmp_path, environment, "doctor")

        assert good.returncode == 0, good.stdout
        assert bad.returncode == 1
        assert "FAIL  fal        FAL_KEY" in bad.stdout


@pytest.mark.parametrize(
    ("fault", "said", "logged"),
    [
        ("fal.submit.401", "rejected its key. The operator has been notified", "check the key"),
        (
            "fal.submit.403-balance",
            "refusing its account. The operator has been notified",
            "fal refuses the account",
        ),
    ],
)
async def test_an_account_problem_at_fal_alerts_the_operator_and_charges_no_member(
    tmp_path, fault, said, logged
):
    log = io.StringIO()
    set_up_logging(level="INFO", form="console", stream=log)
    async with open_harness(tmp_path) as harness:
        harness.faults.arm(fault)
        answer = await harness.answer_text(await harness.alice.slash("imagine", prompt="a red kite"))
        await harness.wait_idle()

        assert said in answer
        assert logged in "".join(line for line in log.getvalue().splitlines() if "[error" in line)


async def test_neither_prompt_nor_secret_appears_in_the_log(tmp_path):
    log = io.StringIO()
    set_up_logging(level="INFO", form="json", stream=log)
    async with open_harness(tmp_path) as harness:
        await harness.result_of(await harness.alice.slash("imagine", prompt="a zebra in the moonlight"))
        refused = await harness.alice.slash("imagine", prompt="forbidden-422 zebra")
        await harness.answer_text(refused)
        await harness.wait_idle()

    logged = log.getvalue()
    assert "job created" in logged
    for secret in ("zebra", harness.discord.token, *harness.fal.key.split(":"), refused.token):
        assert secret not in logged
