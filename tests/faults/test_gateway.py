"""Gateway faults, and objects deleted while a picture is rendered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest

from sandbox.discord.entities import Overwrite
from sandbox.discord.interactions import InteractionState
from sandbox.discord.permissions import Permission
from tests.e2e.harness import CALM, Harness, open_harness
from tests.faults.case_runner import run_case
from tests.faults.fast_clock import fast_clock, wake_sleepers
from tests.faults.fault_arming import armed
from tests.faults.fault_case import FaultCase, Outcome, Step
from tests.faults.waiting import wait_for, wait_settled

During = Callable[[Harness, Any], Awaitable[Any]]

# Long enough for something to happen meanwhile; the clock is fast_clock.
SLOW = {"render_seconds": 30.0}
LONG = {"JOB_DEADLINE_SECONDS": "3600"}
# A token's life and a minute.
PAST_THE_TOKEN = 16 * 60.0


def _while_drawing(*acts: Callable[[Harness, Any], Any]) -> During:
    """Do ``acts`` once fal draws."""

    async def act(harness: Harness, interaction: Any) -> None:
        await harness.fal.until(lambda: any(r.stream_reads for r in harness.fal.requests.values()))
        for one in acts:
            one(harness, interaction)

    return act


def _drop(harness: Harness, _interaction: Any) -> None:
    harness.discord.gateway.drop_all()


def _cut(harness: Harness, _interaction: Any) -> None:
    harness.discord.gateway.drop_all(None)


def _reconnect(harness: Harness, _interaction: Any) -> None:
    harness.discord.gateway.reconnect()


def _invalidate(harness: Harness, _interaction: Any) -> None:
    harness.discord.gateway.invalidate()


def _invalidate_resumable(harness: Harness, _interaction: Any) -> None:
    harness.discord.gateway.invalidate(resumable=True)


def _kick_bot(harness: Harness, _interaction: Any) -> None:
    harness.people.guild.remove_bot()


def _delete_guild(harness: Harness, _interaction: Any) -> None:
    harness.world.delete_guild(harness.people.guild)


def _delete_channel(harness: Harness, _interaction: Any) -> None:
    harness.people.guild.delete_channel(harness.people.studio)


def _delete_reply(harness: Harness, interaction: Any) -> None:
    harness.world.delete_message(interaction.response)


def _member_leaves(harness: Harness, _interaction: Any) -> None:
    harness.people.guild.remove_member(harness.people.alice)


def _close_direct(harness: Harness, _interaction: Any) -> None:
    harness.people.alice.dms_open = False


def _expire(harness: Harness, _interaction: Any) -> None:
    harness.clock.advance(PAST_THE_TOKEN)


def _revoke(harness: Harness, _interaction: Any) -> None:
    harness.faults.arm("discord.interaction.expired-token")


def _deny(right: Permission) -> Callable[[Harness, Any], None]:
    def deny(harness: Harness, _interaction: Any) -> None:
        people, bot = harness.people, harness.world.bot
        overwrite = Overwrite(deny=int(right), is_member=True)
        people.guild.set_overwrite(people.studio, bot, overwrite)

    return deny


async def _nobody_answers(harness: Harness, interaction: Any) -> None:
    harness.clock.advance(4)
    assert interaction.state is InteractionState.DEAD


def _cell(
    name: str, step: Step, fault: str, outcome: Outcome, *acts: Callable[[Harness, Any], Any]
) -> FaultCase:
    return FaultCase(
        name=name,
        step=step,
        fault=fault,
        outcome=outcome,
        during=_while_drawing(*acts),
        sandbox=SLOW,
        settings=LONG,
    )


_EVENT = {"event": "INTERACTION_CREATE"}
_S, _O = Step, Outcome

REQUESTS = (
    FaultCase(
        name="gateway-missed-command",
        step=_S.RECEIVED,
        fault="Discord never sends the command to the bot",
        outcome=_O.REFUSED,
        arrange=armed("discord.gateway.miss-event", **_EVENT),
        during=_nobody_answers,
        note="Discord itself says that the application did not respond",
    ),
    FaultCase(
        name="gateway-command-twice",
        step=_S.RECEIVED,
        fault="Discord sends the command twice",
        outcome=_O.DELIVERED,
        arrange=armed("discord.gateway.duplicate-event", **_EVENT),
    ),
    FaultCase(
        name="gateway-reconnect-after-command",
        step=_S.RECEIVED,
        fault="the gateway asks for a reconnect (op 7) right after the command",
        outcome=_O.DELIVERED,
        arrange=armed("discord.gateway.reconnect", **_EVENT),
    ),
    FaultCase(
        name="gateway-invalid-after-command",
        step=_S.RECEIVED,
        fault="the session becomes invalid (op 9) right after the command",
        outcome=_O.DELIVERED,
        arrange=armed("discord.gateway.invalid-session", **_EVENT),
    ),
    _cell("gateway-dropped", _S.STATUS, "the gateway closes with 4000", _O.DELIVERED, _drop),
    _cell("gateway-cut", _S.STATUS, "the gateway's connection is cut without a word", _O.DELIVERED, _cut),
    _cell("gateway-op-7", _S.STATUS, "the gateway asks for a reconnect (op 7)", _O.DELIVERED, _reconnect),
    _cell("gateway-op-9", _S.STATUS, "the session becomes invalid (op 9)", _O.DELIVERED, _invalidate),
    _cell(
        "gateway-op-9-resumable",
        _S.STATUS,
        "the session becomes invalid but may be resumed (op 9)",
        _O.DELIVERED,
        _invalidate_resumable,
    ),
    _cell("member-leaves", _S.STATUS, "the member leaves the server", _O.DELIVERED, _member_leaves),
    _cell("bot-kicked", _S.STATUS, "the bot is removed from the server", _O.DELIVERED, _kick_bot),
    _cell(
        "bot-kicked-and-late",
        _S.POSTING,
        "the bot is removed from the server and the token has expired",
        _O.ELSEWHERE,
        _kick_bot,
        _expire,
    ),
    _cell(
        "bot-kicked-late-no-direct",
        _S.POSTING,
        "the bot is removed, the token has expired, and the member takes no direct messages",
        _O.UNDELIVERABLE,
        _kick_bot,
        _expire,
        _close_direct,
    ),
    _cell(
        "server-deleted",
        _S.POSTING,
        "the server is deleted and the token has expired",
        _O.ELSEWHERE,
        _delete_guild,
        _expire,
    ),
    _cell("channel-deleted", _S.POSTING, "the channel is deleted", _O.ELSEWHERE, _delete_channel),
    _cell(
        "channel-deleted-no-direct",
        _S.POSTING,
        "the channel is deleted and the member takes no direct messages",
        _O.UNDELIVERABLE,
        _delete_channel,
        _close_direct,
    ),
    _cell(
        "thinking-deleted",
        _S.POSTING,
        "the member deletes the “thinking…” message",
        _O.ELSEWHERE,
        _delete_reply,
    ),
    _cell(
        "thinking-deleted-no-direct",
        _S.POSTING,
        "the “thinking…” message is deleted and the member takes no direct messages",
        _O.ELSEWHERE,
        _delete_reply,
        _close_direct,
    ),
    _cell(
        "view-lost",
        _S.POSTING,
        "the bot may not see the channel any more",
        _O.DELIVERED,
        _deny(Permission.VIEW_CHANNEL),
    ),
    _cell(
        "view-lost-and-late",
        _S.POSTING,
        "the bot may not see the channel, and the token has expired",
        _O.ELSEWHERE,
        _deny(Permission.VIEW_CHANNEL),
        _expire,
    ),
    _cell(
        "send-lost-and-late",
        _S.POSTING,
        "the bot may not write in the channel, and the token has expired",
        _O.ELSEWHERE,
        _deny(Permission.SEND_MESSAGES),
        _expire,
    ),
    _cell(
        "attach-lost-and-late",
        _S.POSTING,
        "the bot may not attach files, and the token has expired",
        _O.ELSEWHERE,
        _deny(Permission.ATTACH_FILES),
        _expire,
    ),
    _cell(
        "send-lost-late-no-direct",
        _S.POSTING,
        "the bot may not write in the channel, the token has expired, direct messages are closed",
        _O.UNDELIVERABLE,
        _deny(Permission.SEND_MESSAGES),
        _expire,
        _close_direct,
    ),
    _cell("token-expired", _S.POSTING, "the token expires while fal draws", _O.ELSEWHERE, _expire),
    _cell("token-dead", _S.POSTING, "Discord ends the token before its time", _O.ELSEWHERE, _revoke),
    FaultCase(
        name="told-without-reply",
        step=_S.NOTIFIED,
        outcome=_O.REFUNDED,
        sandbox=SLOW,
        fault="the “thinking…” message is deleted before a failure is told",
        arrange=armed("fal.job.policy-422"),
        during=_while_drawing(_delete_reply),
    ),
    FaultCase(
        name="told-late",
        step=_S.NOTIFIED,
        outcome=_O.REFUNDED,
        sandbox=SLOW,
        settings=LONG,
        fault="the token expires before a failure is told",
        arrange=armed("fal.job.policy-422"),
        during=_while_drawing(_expire),
    ),
    FaultCase(
        name="told-channel-deleted",
        step=_S.NOTIFIED,
        outcome=_O.REFUNDED,
        sandbox=SLOW,
        fault="the channel is deleted before a failure is told: a direct message",
        arrange=armed("fal.job.policy-422"),
        during=_while_drawing(_delete_channel),
    ),
)


def _reaction(
    name: str, fault: str, arrange: Callable[[Harness], Any] = lambda _: None, during: Any = None
) -> FaultCase:
    return FaultCase(
        name=name,
        step=Step.REACTION,
        fault=fault,
        outcome=Outcome.DELIVERED,
        arrange=arrange,
        during=during,
        note="for the repeat as for the first request",
    )


async def _again_in_a_moment(harness: Harness, _post: Any) -> None:
    post = harness.results()[0]
    await harness.alice.unreact(post, "🔁")
    await harness.alice.react(post, "🔁")


async def _new_session(harness: Harness, _post: Any) -> None:
    harness.discord.gateway.invalidate()


async def _parent_deleted(harness: Harness, _post: Any) -> None:
    await harness.fal.until(lambda: len(harness.fal.requests) == 2)
    harness.world.delete_message(harness.results()[0])


_ADDED = {"event": "MESSAGE_REACTION_ADD"}

REACTIONS = (
    _reaction(
        "reaction-twice",
        "Discord sends the reaction twice",
        armed("discord.gateway.duplicate-event", **_ADDED),
    ),
    _reaction(
        "reaction-again", "the member takes the reaction off and adds it again", during=_again_in_a_moment
    ),
    _reaction(
        "reaction-missed",
        "Discord never sends the reaction; it is found at the next new session",
        armed("discord.gateway.miss-event", **_ADDED),
        _new_session,
    ),
    _reaction(
        "reaction-dropped",
        "the gateway drops instead of sending the reaction",
        armed("discord.gateway.drop", **_ADDED),
    ),
    _reaction("reaction-parent-deleted", "the repeated message is deleted meanwhile", during=_parent_deleted),
)
OVERTAKING = _reaction("reaction-overtakes", "the reaction comes before the result's message id is written")

CASES = (*REQUESTS, *REACTIONS, OVERTAKING)


@pytest.fixture(autouse=True)
def _identify_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """discord.py waits five seconds on the machine's clock before it identifies anew."""

    async def at_once(*_: Any, **__: Any) -> None:
        return None

    monkeypatch.setattr(discord.Client, "before_identify_hook", at_once)


@pytest.mark.parametrize("case", REQUESTS, ids=lambda case: case.name)
async def test_a_request_survives_gateway_faults_and_deletions(tmp_path, case, monkeypatch):
    await run_case(tmp_path, case, monkeypatch)


async def _first_picture(harness: Harness) -> Any:
    post = await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite", count=2))
    await harness.until(lambda: post.reactions)
    await harness.wait_idle()
    return post


async def _repeated_once(harness: Harness) -> None:
    """Both requests were drawn, each once, and the repeat did not end beside its reply."""
    rows, entries = await wait_settled(harness), await harness.entries()
    assert [row["state"] for row in rows] == ["delivered", "delivered"]
    assert [row["source"] for row in rows] == ["command", "reaction"]
    assert sum(row["charged"] for row in rows) == sum(entry["spend_delta"] for entry in entries) == 24
    assert len(harness.fal.submits) == 2
    assert harness.world.messages(harness.people.studio) == harness.results()


@pytest.mark.parametrize("case", REACTIONS, ids=lambda case: case.name)
async def test_a_reaction_causes_one_repeat_in_every_gateway_fault(tmp_path, case):
    async with open_harness(tmp_path, sandbox={"picture_bytes": 20_000}, **CALM) as harness:
        post = await _first_picture(harness)
        case.arrange(harness)

        await harness.alice.react(post, "🔁")
        if case.during is not None:
            await case.during(harness, post)

        await harness.until(lambda: len([p for p in harness.results() if p is not post]) == 1)
        await harness.wait_idle()
        await _repeated_once(harness)
        await wake_sleepers(harness.sandbox)


async def test_a_reaction_before_its_result_is_recorded_counts(tmp_path):
    async with open_harness(tmp_path, sandbox={"picture_bytes": 20_000}, **CALM) as harness:
        # Wait until the search for missed reactions, which starts with every new session, is over.
        await harness.app.bot.wait_until_ready()
        store = harness.app.services.job_store
        noted, overtaken = store.finish_delivered, asyncio.Event()

        async def note_late(*args: Any, **values: Any) -> Any:
            await overtaken.wait()
            return await noted(*args, **values)

        store.finish_delivered = note_late
        interaction = await harness.alice.slash("imagine", prompt="a red kite", count=2)
        post = await harness.result_of(interaction)
        looked: list[int] = []
        find = store.find_by_message

        async def find_and_tell(message_id: int) -> Any:
            found = await find(message_id)
            looked.append(message_id)
            return found

        store.find_by_message = find_and_tell
        await harness.alice.react(post, "🔁")
        await wait_for(lambda: looked)
        overtaken.set()

        async with fast_clock(harness.sandbox, 0.05):
            await harness.until(lambda: len(harness.results()) == 2)
            await harness.wait_idle()
        await _repeated_once(harness)
        await wake_sleepers(harness.sandbox)
