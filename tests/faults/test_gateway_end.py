"""How a gateway session ends: final close codes, unreadable events and the session start limit.

A final close is one line and exit status 2; an unreadable event is skipped, logged and forgotten.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.discord.gateway import CLOSE_ERRORS, INDISPENSABLE
from bot.logging import set_up_logging
from sandbox.bot_process import running_process
from sandbox.server import open_sandbox
from tests.cli_commands import easel, error_line
from tests.e2e.harness import Harness, open_harness

GARBAGE: tuple[Any, ...] = ({}, None, [], "text", 7, {"id": "x"}, {"guild_id": "x", "user": 1})
SECRET = "a-word-of-a-stranger"


@pytest.mark.parametrize("code", sorted(CLOSE_ERRORS))
async def test_a_final_close_code_at_the_start_is_one_line_and_status_2(tmp_path, code):
    async with open_sandbox() as box:
        box.faults.arm("discord.gateway.refuse-identify", code=code)
        line = error_line(await easel(tmp_path, box.environment(tmp_path), "run"))

    assert CLOSE_ERRORS[code] in line
    assert str(code) in line


@pytest.mark.parametrize("code", sorted(CLOSE_ERRORS))
async def test_a_final_close_code_while_running_is_one_line_and_status_2(tmp_path, code):
    async with open_sandbox() as box, running_process(box, tmp_path) as process:
        await box.discord.gateway.wait_identified()
        box.discord.gateway.drop_all(code)
        assert await process.wait() == 2
        log = process.log.read_text(encoding="utf-8")

    assert "Traceback" not in log
    assert sum(line.startswith("easel:") for line in log.splitlines()) == 1
    assert CLOSE_ERRORS[code] in log


async def test_commands_that_arrive_with_a_final_close_leave_no_traceback(tmp_path):
    async with open_sandbox() as box, running_process(box, tmp_path) as process:
        harness = Harness(box, tmp_path)
        await box.discord.gateway.wait_identified()
        await harness.until(lambda: box.discord.commands.find("imagine", 1, None))
        for number in range(4):
            await harness.alice.slash("imagine", prompt=f"kite {number}")
        box.discord.gateway.drop_all(4011)
        assert await process.wait() == 2
        log = process.log.read_text(encoding="utf-8")

    assert "Traceback" not in log
    assert "incident" not in log
    assert "cannot be read" not in log


async def test_the_start_does_not_use_reserved_session_starts(tmp_path):
    async with open_sandbox() as box:
        box.faults.arm("discord.gateway.few-starts", remaining=50)
        line = error_line(await easel(tmp_path, box.environment(tmp_path), "run"))

        assert "only 50 session starts are left" in line
        assert box.discord.gateway.session_limit()["remaining"] == 1000, "the bot identified"


async def test_a_new_session_does_not_use_reserved_session_starts(tmp_path):
    async with open_sandbox() as box:
        # At the start there is one more than the reserve; afterwards there is not.
        box.faults.arm("discord.gateway.few-starts", times=1, remaining=51)
        box.faults.arm("discord.gateway.few-starts", times=1, remaining=50)
        async with running_process(box, tmp_path) as process:
            await box.discord.gateway.wait_identified()
            box.discord.gateway.invalidate()
            assert await process.wait() == 2
            log = process.log.read_text(encoding="utf-8")

        assert box.discord.gateway.session_limit()["remaining"] == 999, "the bot identified again"
    assert "Traceback" not in log
    assert "only 50 session starts are left" in log


async def test_mutated_events_of_every_kind_are_skipped_and_logged_once_a_minute(tmp_path):
    log = io.StringIO()
    async with open_harness(tmp_path) as harness:
        set_up_logging(level="DEBUG", form="json", stream=log)
        await _cause_events(harness)
        kinds = sorted(set(harness.app.bot._connection.parsers) - INDISPENSABLE)
        seen = {event.name: event.data for event in harness.discord.traffic.events}
        (session,) = harness.discord.gateway.sessions
        for kind in kinds:
            for data in (*GARBAGE, *_mutations(seen.get(kind, {}))):
                session.push(kind, data)
        # Some mutations are readable, such as one that removes the guild.
        session.push("GUILD_CREATE", seen["GUILD_CREATE"])
        await harness.draw("a red kite")

        assert harness.discord.gateway.sessions == [session], "the bot had to connect again"
        lines = [json.loads(line) for line in log.getvalue().splitlines()]
    skipped = [line["gateway_event"] for line in lines if line["event"].startswith("gateway event skipped")]
    assert len(skipped) == len(set(skipped)), "more than one line a minute"
    assert {"INTERACTION_CREATE", "GUILD_CREATE", "MESSAGE_CREATE", "MESSAGE_REACTION_ADD"} <= set(skipped)
    assert [line for line in lines if SECRET in str(line)] == []
    assert {line["event"] for line in lines if "exception" in line} <= {
        "command failed",
        "event handler failed",
    }


async def test_a_guild_with_unreadable_parts_can_still_be_used(tmp_path):
    async with open_harness(tmp_path) as harness:
        guild = harness.people.guild
        (session,) = harness.discord.gateway.sessions
        (whole,) = [
            e.data
            for e in harness.discord.traffic.events
            if e.name == "GUILD_CREATE" and e.data["id"] == str(guild.id)
        ]
        for data in _mutations(whole):
            if isinstance(data, dict) and data.get("id") == str(guild.id):
                session.push("GUILD_CREATE", data)
                session.push("GUILD_ROLE_CREATE", {"guild_id": str(guild.id), "role": {"id": "1"}})
        await harness.draw("a red kite")
        session.push(
            "GUILD_CREATE", whole | {key: [*whole[key], None, {"id": "1"}] for key in ("roles", "channels")}
        )
        await harness.draw("a red kite")

        found = harness.app.bot.get_guild(guild.id)
        assert found is not None
        assert len(found.channels) == len(whole["channels"])


@pytest.mark.parametrize(
    "frame", ["not json", "[]", "7", '{"op": 0}', '{"op": 0, "t": [], "d": {}}', "{}", "null"]
)
async def test_an_unreadable_frame_is_skipped(tmp_path, frame):
    async with open_harness(tmp_path) as harness:
        (session,) = harness.discord.gateway.sessions
        session.connection.send_text(frame)
        await harness.draw("a red kite")

        assert harness.discord.gateway.sessions == [session]


@pytest.mark.parametrize("missing", ["session_id", "resume_gateway_url", "user", "guilds"])
async def test_a_session_with_an_unreadable_ready_is_restarted(tmp_path, monkeypatch, missing):
    from sandbox.discord.gateway.session import Session

    push, broken = Session.push, []

    def push_once_without(self, name, data, *, send=True):
        if name == "READY" and not broken:
            broken.append(self)
            data = {key: value for key, value in data.items() if key != missing}
        push(self, name, data, send=send)

    monkeypatch.setattr(Session, "push", push_once_without)
    async with open_harness(tmp_path) as harness:
        await harness.until(harness.app.bot.is_ready)
        await harness.draw("a red kite")

        assert broken
        assert harness.discord.gateway.session_limit()["remaining"] == 998


async def _cause_events(harness: Harness) -> None:
    """Let Discord send an event of each kind that the simulator knows."""
    people, guild = harness.people, harness.people.guild
    message = await harness.draw("a red kite")
    await harness.bob.react(message, "🔁")
    await harness.bob.unreact(message, "🔁")
    await harness.bob.send("hello")
    role = guild.create_role("painters")
    guild.update_role(role, 8)
    thread = guild.create_thread(people.studio, "a thread", people.alice)
    guild.delete_channel(thread)
    guild.delete_channel(guild.create_channel("gone"))
    guild.set_roles(harness.world.bot, [role])
    await harness.wait_idle()


def _mutations(data: Any) -> Iterator[Any]:
    """Yield ``data`` with one part left out or replaced, at every depth."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield {name: one for name, one in data.items() if name != key}
            for wrong in (None, SECRET, [SECRET], {"id": SECRET}):
                yield data | {key: wrong}
            for changed in _mutations(value):
                yield data | {key: changed}
    elif isinstance(data, list) and data:
        for changed in _mutations(data[0]):
            yield [changed, *data[1:]]
        yield [SECRET, None, *data]


async def test_a_connection_that_does_not_close_in_time_is_aborted(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.app._CLOSE_SECONDS", 0.0)
    async with open_harness(tmp_path) as harness:
        http = harness.app.bot.http
        await harness.draw()

    assert http.connector.closed
