"""Discord unavailable at start: the bot waits, logs one line, and serves as soon as possible."""

from __future__ import annotations

import asyncio
import io
import socket

import pytest

from bot.app import open_app
from bot.errors import StartupError
from bot.logging import set_up_logging
from sandbox.server import Sandbox, open_sandbox
from tests.e2e.harness import CALM, Harness, running_bot
from tests.faults.fast_clock import fast_clock, idle_clock, run_library_on, wake_sleepers
from tests.faults.fault_arming import FOREIGN, LONGER

SMALL = {"picture_bytes": 20_000}
TROUBLES = {
    name: (fault, params)
    for name, fault, _, params in (
        *FOREIGN,
        *LONGER,
        ("503", "discord.rest.503", "", {"times": 3}),
        ("429-an-hour", "discord.rest.429", "", {"retry_after": 3600}),
    )
}
LOGIN_ROUTES = ("GET /users/@me", "GET /oauth2/applications/@me", "GET /gateway/bot")
COMMANDS = "/applications/{application_id}/commands"
# Each trouble on one of the routes, in turn.
LOGIN_CASES = [(LOGIN_ROUTES[number % 3], name) for number, name in enumerate(TROUBLES)]


@pytest.fixture
def log_lines():
    lines = io.StringIO()
    set_up_logging(level="INFO", form="console", stream=lines)
    return lines


@pytest.mark.parametrize(("route", "trouble"), LOGIN_CASES)
async def test_login_waits_until_discord_is_available(tmp_path, monkeypatch, log_lines, route, trouble):
    fault, params = TROUBLES[trouble]
    async with open_sandbox(**SMALL) as box:
        run_library_on(box, monkeypatch)
        box.faults.arm(fault, **{"times": 2, **params, "route": route})
        harness = Harness(box, tmp_path)
        async with idle_clock(box), running_bot(harness, **CALM):
            await harness.draw("a red kite")
            await wake_sleepers(box)

    text = log_lines.getvalue()
    assert "Traceback" not in text
    assert "Unclosed" not in text


async def test_each_postponed_login_logs_one_line(tmp_path, log_lines):
    async with open_sandbox(**SMALL) as box:
        box.faults.arm("discord.rest.foreign", status=403, times=3, route="GET /users/@me")
        async with fast_clock(box, 1.0), running_bot(Harness(box, tmp_path), **CALM):
            await wake_sleepers(box)

    lines = [line for line in log_lines.getvalue().splitlines() if "[warning" in line]
    assert len([line for line in lines if "login postponed" in line]) == 3


async def test_a_network_that_is_not_up_yet_is_waited_for(tmp_path, monkeypatch, log_lines):
    resolve, failures = socket.getaddrinfo, iter([socket.gaierror(socket.EAI_AGAIN, "not yet")] * 2)

    def unavailable_at_first(host, *args, **options):
        if host == "localhost" and (failure := next(failures, None)) is not None:
            raise failure
        return resolve(host, *args, **options)

    async with open_sandbox(**SMALL) as box:
        url = box.discord.api_url.replace("127.0.0.1", "localhost")
        monkeypatch.setattr("bot.app.DISCORD_API_URL", url)
        monkeypatch.setattr(socket, "getaddrinfo", unavailable_at_first)
        harness = Harness(box, tmp_path)
        async with idle_clock(box), running_bot(harness, **CALM, DISCORD_API_URL=url):
            await harness.draw("a red kite")
            await wake_sleepers(box)

    text = log_lines.getvalue()
    assert text.count("login postponed") == 2
    assert "Traceback" not in text
    assert "Unclosed" not in text


async def test_only_discords_own_refusal_ends_the_bot(tmp_path):
    async with open_sandbox(**SMALL) as box:
        box.faults.arm("discord.rest.foreign", status=401, route="GET /users/@me")
        settings = box.settings(tmp_path, **CALM, DISCORD_TOKEN="wrong")
        async with fast_clock(box, 1.0), open_app(settings, clock=box.clock) as app:
            with pytest.raises(StartupError, match="DISCORD_TOKEN: Discord does not accept this token"):
                await app.run()

        assert len(box.discord.traffic.matching("GET /users/@me")) == 2


@pytest.mark.parametrize(
    ("method", "trouble"), [("GET", "page-403"), ("GET", "503"), ("PUT", "429-an-hour"), ("PUT", "429-bare")]
)
async def test_command_registration_never_delays_the_gateway(tmp_path, log_lines, method, trouble):
    fault, params = TROUBLES[trouble]
    async with open_sandbox(**SMALL) as box:
        await _register(box, tmp_path)
        outdated = box.discord.commands.all(None)[0]
        box.discord.commands.edit(None, int(outdated["id"]), {"description": "outdated"})
        box.faults.arm(fault, **{**params, "times": 2, "route": f"{method} {COMMANDS}"})
        harness = Harness(box, tmp_path)
        async with running_bot(harness, **CALM):
            # The clock stands still: nothing was waited for.
            await harness.draw("a red kite")
            assert _description(box, outdated) == "outdated"

            async with fast_clock(box, 20.0):
                await box.discord.until(lambda: _description(box, outdated) != "outdated")
            await wake_sleepers(box)

    assert "command registration postponed" in log_lines.getvalue()
    assert "Traceback" not in log_lines.getvalue()


async def test_a_refused_registration_is_reported_and_not_retried(tmp_path, log_lines):
    async with open_sandbox(**SMALL) as box:
        box.faults.arm("discord.rest.error", status=400, code=30034, times=9, route=f"PUT {COMMANDS}")
        harness = Harness(box, tmp_path)
        async with running_bot(harness, **CALM), fast_clock(box, 60.0):
            await asyncio.sleep(0.2)
            await wake_sleepers(box)

        assert len(box.discord.traffic.matching(f"PUT {COMMANDS}")) == 1
    assert "command registration refused" in log_lines.getvalue()


async def test_foreign_commands_are_kept(tmp_path):
    entry_point = {"type": 4, "name": "launch", "description": "Open the activity", "handler": 2}
    async with open_sandbox(**SMALL) as box:
        own, _ = box.discord.commands.upsert(None, entry_point)
        local, _ = box.discord.commands.upsert(box.people.guild.id, {"name": "local", "description": "Other"})
        await _register(box, tmp_path)
        registered = box.discord.commands.all(None)
        writes = len(box.discord.traffic.matching(f"PUT {COMMANDS}"))
        await _register(box, tmp_path)

    assert box.discord.commands.all(box.people.guild.id) == [local]
    kept = next(command for command in registered if command["type"] == 4)
    assert (kept["id"], kept["name"], kept["handler"]) == (own["id"], "launch", 2)
    assert "imagine" in {command["name"] for command in registered}
    # They are the same after a restart, so nothing is written again.
    assert len(box.discord.traffic.matching(f"PUT {COMMANDS}")) == writes == 1


async def _register(box: Sandbox, folder) -> None:
    async with running_bot(Harness(box, folder), **CALM):
        pass


def _description(box: Sandbox, command: dict) -> str:
    return box.discord.commands.get(None, int(command["id"]))["description"]
