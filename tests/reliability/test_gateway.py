"""The gateway's bad days, and everything that people take away while a picture is drawn."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest

from sandbox.discord.entities import Overwrite
from sandbox.discord.interactions import InteractionState
from sandbox.discord.permissions import Permission
from tests.reliability.arming import armed
from tests.reliability.doom import CALM
from tests.reliability.hurry import release
from tests.reliability.matrix import Cell, Outcome, Step
from tests.reliability.play import play
from tests.reliability.rest import at_rest, happens, hurried
from tests.stories.house import House, open_house

During = Callable[[House, Any], Awaitable[Any]]

# Long enough for something to happen meanwhile; the clock is hurried.
SLOW = {"render_seconds": 30.0}
LONG = {"JOB_DEADLINE_SECONDS": "3600"}
# A token's life and a minute.
PAST_THE_TOKEN = 16 * 60.0


def _while_drawing(*acts: Callable[[House, Any], Any]) -> During:
    """Do ``acts`` once fal draws."""

    async def act(house: House, interaction: Any) -> None:
        await house.box.fal.until(lambda: any(r.stream_reads for r in house.box.fal.requests.values()))
        for one in acts:
            one(house, interaction)

    return act


def _drop(house: House, _interaction: Any) -> None:
    house.box.discord.gateway.drop_all()


def _cut(house: House, _interaction: Any) -> None:
    house.box.discord.gateway.drop_all(None)


def _reconnect(house: House, _interaction: Any) -> None:
    house.box.discord.gateway.reconnect()


def _invalidate(house: House, _interaction: Any) -> None:
    house.box.discord.gateway.invalidate()


def _invalidate_resumable(house: House, _interaction: Any) -> None:
    house.box.discord.gateway.invalidate(resumable=True)


def _kick_bot(house: House, _interaction: Any) -> None:
    house.box.people.guild.remove_bot()


def _delete_guild(house: House, _interaction: Any) -> None:
    house.box.discord.world.delete_guild(house.box.people.guild)


def _delete_channel(house: House, _interaction: Any) -> None:
    house.box.people.guild.delete_channel(house.box.people.studio)


def _delete_reply(house: House, interaction: Any) -> None:
    house.box.discord.world.delete_message(interaction.response)


def _member_leaves(house: House, _interaction: Any) -> None:
    house.box.people.guild.remove_member(house.box.people.alice)


def _close_direct(house: House, _interaction: Any) -> None:
    house.box.people.alice.dms_open = False


def _expire(house: House, _interaction: Any) -> None:
    house.box.clock.advance(PAST_THE_TOKEN)


def _revoke(house: House, _interaction: Any) -> None:
    house.box.faults.arm("discord.interaction.expired-token")


def _deny(right: Permission) -> Callable[[House, Any], None]:
    def deny(house: House, _interaction: Any) -> None:
        people, bot = house.box.people, house.box.discord.world.bot
        overwrite = Overwrite(deny=int(right), is_member=True)
        people.guild.set_overwrite(people.studio, bot, overwrite)

    return deny


async def _nobody_answers(house: House, interaction: Any) -> None:
    house.box.clock.advance(4)
    assert interaction.state is InteractionState.DEAD


def _cell(name: str, step: Step, fault: str, outcome: Outcome, *acts: Callable[[House, Any], Any]) -> Cell:
    return Cell(
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
    Cell(
        name="gateway-missed-command",
        step=_S.RECEIVED,
        fault="Discord never sends the command to the bot",
        outcome=_O.REFUSED,
        arrange=armed("discord.gateway.miss-event", **_EVENT),
        during=_nobody_answers,
        note="Discord itself says that the application did not respond",
    ),
    Cell(
        name="gateway-command-twice",
        step=_S.RECEIVED,
        fault="Discord sends the command twice",
        outcome=_O.DELIVERED,
        arrange=armed("discord.gateway.duplicate-event", **_EVENT),
    ),
    Cell(
        name="gateway-reconnect-after-command",
        step=_S.RECEIVED,
        fault="the gateway asks for a reconnect (op 7) right after the command",
        outcome=_O.DELIVERED,
        arrange=armed("discord.gateway.reconnect", **_EVENT),
    ),
    Cell(
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
    Cell(
        name="told-without-reply",
        step=_S.TOLD,
        outcome=_O.REFUNDED,
        sandbox=SLOW,
        fault="the “thinking…” message is deleted before a failure is told",
        arrange=armed("fal.job.policy-422"),
        during=_while_drawing(_delete_reply),
    ),
    Cell(
        name="told-late",
        step=_S.TOLD,
        outcome=_O.REFUNDED,
        sandbox=SLOW,
        settings=LONG,
        fault="the token expires before a failure is told",
        arrange=armed("fal.job.policy-422"),
        during=_while_drawing(_expire),
    ),
    Cell(
        name="told-channel-deleted",
        step=_S.TOLD,
        outcome=_O.REFUNDED,
        sandbox=SLOW,
        fault="the channel is deleted before a failure is told: a direct message",
        arrange=armed("fal.job.policy-422"),
        during=_while_drawing(_delete_channel),
    ),
)


def _reaction(
    name: str, fault: str, arrange: Callable[[House], Any] = lambda _: None, during: Any = None
) -> Cell:
    return Cell(
        name=name,
        step=Step.REACTION,
        fault=fault,
        outcome=Outcome.DELIVERED,
        arrange=arrange,
        during=during,
        note="for the repeat as for the first request",
    )


async def _again_in_a_moment(house: House, _post: Any) -> None:
    post = house.posts()[0]
    await house.alice.unreact(post, "🔁")
    await house.alice.react(post, "🔁")


async def _new_session(house: House, _post: Any) -> None:
    house.box.discord.gateway.invalidate()


async def _parent_deleted(house: House, _post: Any) -> None:
    await house.box.fal.until(lambda: len(house.box.fal.requests) == 2)
    house.box.discord.world.delete_message(house.posts()[0])


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

CELLS = (*REQUESTS, *REACTIONS, OVERTAKING)


@pytest.fixture(autouse=True)
def _identify_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """discord.py waits five seconds on the machine's clock before it identifies anew."""

    async def at_once(*_: Any, **__: Any) -> None:
        return None

    monkeypatch.setattr(discord.Client, "before_identify_hook", at_once)


@pytest.mark.parametrize("cell", REQUESTS, ids=lambda cell: cell.name)
async def test_a_request_survives_the_gateway_and_the_people(tmp_path, cell, monkeypatch):
    await play(tmp_path, cell, monkeypatch)


async def _first_picture(house: House) -> Any:
    post = await house.pictures_of(await house.alice.slash("imagine", prompt="a red kite", count=2))
    await house.until(lambda: post.reactions)
    await house.settled()
    return post


async def _repeated_once(house: House) -> None:
    """Both requests were drawn, each once, and the repeat did not end beside its reply."""
    rows, entries = await at_rest(house), await house.entries()
    assert [row["state"] for row in rows] == ["delivered", "delivered"]
    assert [row["source"] for row in rows] == ["command", "reaction"]
    assert sum(row["charged"] for row in rows) == sum(entry["spend_delta"] for entry in entries) == 24
    assert len(house.box.fal.submits) == 2
    assert house.box.discord.world.messages(house.box.people.studio) == house.posts()


@pytest.mark.parametrize("cell", REACTIONS, ids=lambda cell: cell.name)
async def test_a_reaction_is_one_repeat_whatever_the_gateway_does(tmp_path, cell):
    async with open_house(tmp_path, sandbox={"picture_bytes": 20_000}, **CALM) as house:
        post = await _first_picture(house)
        cell.arrange(house)

        await house.alice.react(post, "🔁")
        if cell.during is not None:
            await cell.during(house, post)

        await house.until(lambda: len([p for p in house.posts() if p is not post]) == 1)
        await house.settled()
        await _repeated_once(house)
        await release(house.box)


async def test_a_reaction_that_overtakes_the_note_of_its_result_counts(tmp_path):
    async with open_house(tmp_path, sandbox={"picture_bytes": 20_000}, **CALM) as house:
        # The look for missed reactions, which comes with every new session, shall be over.
        await house.app.bot.wait_until_ready()
        store = house.app.bot.store
        noted, overtaken = store.finish_delivered, asyncio.Event()

        async def note_late(*args: Any, **values: Any) -> Any:
            await overtaken.wait()
            return await noted(*args, **values)

        store.finish_delivered = note_late
        interaction = await house.alice.slash("imagine", prompt="a red kite", count=2)
        post = await house.pictures_of(interaction)
        looked: list[int] = []
        find = store.find_by_message

        async def find_and_tell(message_id: int) -> Any:
            found = await find(message_id)
            looked.append(message_id)
            return found

        store.find_by_message = find_and_tell
        await house.alice.react(post, "🔁")
        await happens(lambda: looked)
        overtaken.set()

        async with hurried(house.box, 0.05):
            await house.until(lambda: len(house.posts()) == 2)
            await house.settled()
        await _repeated_once(house)
        await release(house.box)
