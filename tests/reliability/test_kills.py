"""SIGKILL before, during and after every step; then the bot starts again and keeps its promises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import pytest

from sandbox.discord.entities import Overwrite
from sandbox.discord.permissions import Permission
from sandbox.discord.record import GatewayEvent, RestExchange
from sandbox.server import open_sandbox
from tests.reliability.doom import CALM, Doom, DoomedBot, doomed_bot
from tests.reliability.matrix import Cell, Outcome, Step, judge
from tests.reliability.rest import at_rest, hurried
from tests.stories.house import House, running_bot

SANDBOX = {"picture_bytes": 20_000}
# Longer than any slow fault, shorter than a token's life, in seconds.
AWAY = 40.0
# Longer than Discord remembers a nonce, in seconds.
LONG_AWAY = 600.0

JOBS = "bot.storage.jobs:JobStore."
COURIER = "cogs.delivery:DiscordCourier."
FAL = "bot.generation.fal_queue:FalQueue."


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """How the process of a cell ends: at a call of its own, or at an exchange with Discord.

    With neither, ``cell.during`` waits for the moment, and the kill follows.
    """

    cell: Cell
    doom: Doom | None = None
    exchange: Callable[[RestExchange], bool] | None = None
    # How fast the clock runs around the kill of a repeat, in seconds a look.
    pace: float = 0.0
    # How long the bot is away after it, in seconds.
    away: float = AWAY


def _at(
    name: str,
    step: Step,
    at: str,
    when: Literal["before", "after"],
    outcome: Outcome,
    fault: str,
    *,
    call: int = 1,
    **more: Any,
) -> Kill:
    cell = Cell(name=f"kill-{name}", step=step, fault=f"killed {fault}", outcome=outcome, **more)
    return Kill(cell=cell, doom=Doom(at=at, when=when, call=call))


def _once(
    name: str,
    step: Step,
    exchange: Callable[[RestExchange], bool],
    outcome: Outcome,
    fault: str,
    *,
    away: float = AWAY,
    **more: Any,
) -> Kill:
    cell = Cell(name=f"kill-{name}", step=step, fault=f"killed {fault}", outcome=outcome, **more)
    return Kill(cell=cell, exchange=exchange, away=away)


def _while(name: str, step: Step, during: Any, outcome: Outcome, fault: str, **more: Any) -> Kill:
    cell = Cell(
        name=f"kill-{name}", step=step, fault=f"killed {fault}", outcome=outcome, during=during, **more
    )
    return Kill(cell=cell)


# --- moments and places -------------------------------------------------------------------


def _taken(fault: str) -> Any:
    """Wait until the armed fault has struck: the request is on its way, the answer is not."""

    async def wait(house: House, _interaction: Any) -> None:
        await house.box.fal.until(lambda: fault in house.box.faults.taken)

    return wait


def _arm(*faults: str, **params: Any) -> Callable[[House], None]:
    def arrange(house: House) -> None:
        for fault in faults:
            house.box.faults.arm(fault, **params)

    return arrange


async def _drawing(house: House, _interaction: Any) -> None:
    await house.box.fal.until(lambda: any(r.stream_reads or r.status_reads for r in _requests(house)))


async def _upload_on_its_way(house: House, _interaction: Any) -> None:
    """The edit with the pictures has reached Discord and waits there."""
    await house.box.fal.until(lambda: any(e.host == "files" for e in house.box.fal.exchanges))
    house.box.faults.arm("discord.rest.slow", route="PATCH @original", seconds=AWAY / 2)
    await house.box.fal.until(lambda: "discord.rest.slow" in house.box.faults.taken)


async def _reply_when_drawing(house: House, _interaction: Any) -> None:
    """Hold the reply to a reaction back until fal draws, so that the request id is in the row."""
    house.box.faults.arm("discord.rest.slow", route="POST /messages", seconds=AWAY)
    await house.alice.react(house.posts()[0], "🔁")
    await house.box.fal.until(lambda: any(r.stream_reads for r in _requests(house)[1:]))
    await house.until(lambda: "discord.rest.slow" in house.box.faults.taken)
    house.box.clock.advance(AWAY)


def _requests(house: House) -> list[Any]:
    return list(house.box.fal.requests.values())


def _posts_to(method: str, words: str) -> Callable[[RestExchange], bool]:
    return lambda e: e.method == method and words in e.path and bool(e.files) and e.status == 200


def _says(text: str) -> Callable[[RestExchange], bool]:
    return lambda e: isinstance(e.json, dict) and text in str(e.json.get("content"))


def _is(method: str, words: str) -> Callable[[RestExchange], bool]:
    return lambda e: e.method == method and words in e.route_template


def _expire(house: House) -> None:
    """The token is dead from its first use; Discord alone knows."""
    house.box.faults.arm("discord.interaction.expired-token")


def _expire_and_close(house: House) -> None:
    """The token is dead, and the bot does not see the channel."""
    _expire(house)
    people = house.box.people
    unseen = Overwrite(deny=int(Permission.VIEW_CHANNEL), is_member=True)
    people.guild.set_overwrite(people.studio, house.box.discord.world.bot, unseen)


_POLICY = _arm("fal.job.policy-422")
_POOR = {"QUOTA_DAILY_CREDITS": "1"}
_D, _R, _X, _E = Outcome.DELIVERED, Outcome.REFUNDED, Outcome.REFUSED, Outcome.ELSEWHERE
_S = Step

KILLS: tuple[Kill, ...] = (
    # received
    _at(
        "before-acknowledging", _S.RECEIVED, "cogs.imagine:acknowledge", "before", _X, "before acknowledging"
    ),
    _once(
        "while-acknowledging",
        _S.RECEIVED,
        _is("POST", "callback"),
        _X,
        "while the acknowledgement is answered",
    ),
    _at("after-acknowledging", _S.RECEIVED, "cogs.imagine:acknowledge", "after", _X, "after acknowledging"),
    _at(
        "before-refusing",
        _S.RECEIVED,
        "cogs.imagine:refuse_deferred",
        "before",
        _X,
        "before the refusal is told",
        settings=_POOR,
    ),
    _once(
        "while-refusing",
        _S.RECEIVED,
        _is("DELETE", "@original"),
        _X,
        "between removing “thinking…” and the private refusal",
        settings=_POOR,
    ),
    _at(
        "after-refusing",
        _S.RECEIVED,
        "cogs.imagine:refuse_deferred",
        "after",
        _X,
        "after the refusal is told",
        settings=_POOR,
    ),
    # reserved
    _at("before-placing", _S.RESERVED, JOBS + "place", "before", _X, "before the request is stored"),
    _at(
        "half-placed",
        _S.RESERVED,
        "bot.quota.ledger:reserve",
        "after",
        _X,
        "after the credits are reserved, before the row is written",
    ),
    _at(
        "placed-uncommitted",
        _S.RESERVED,
        "bot.storage.jobs:_fetch",
        "after",
        _X,
        "before the transaction that stores the request commits",
    ),
    _at("after-placing", _S.RESERVED, JOBS + "place", "after", _D, "after the request is stored"),
    _at("before-progress", _S.RESERVED, COURIER + "progress", "before", _D, "before the first progress edit"),
    # submitting
    _at("before-claiming", _S.SUBMITTING, JOBS + "claim", "before", _D, "before *submitting* is written"),
    _at(
        "claim-uncommitted",
        _S.SUBMITTING,
        "bot.storage.jobs:_move",
        "after",
        _D,
        "before *submitting* commits",
    ),
    _at(
        "after-claiming",
        _S.SUBMITTING,
        JOBS + "claim",
        "after",
        _R,
        "after *submitting* is written",
        submits=0,
    ),
    _at("before-submit", _S.SUBMITTING, FAL + "submit", "before", _R, "before the submit leaves", submits=0),
    _while(
        "during-submit",
        _S.SUBMITTING,
        _taken("fal.submit.slow"),
        _R,
        "after fal took the submit, before its answer",
        arrange=_arm("fal.submit.slow"),
    ),
    _at("after-submit", _S.SUBMITTING, FAL + "submit", "after", _R, "after the answer to the submit"),
    _at(
        "before-recording-submit",
        _S.SUBMITTING,
        JOBS + "record_submitted",
        "before",
        _R,
        "before the request id is written",
    ),
    _at(
        "submit-uncommitted",
        _S.SUBMITTING,
        "bot.storage.jobs:_move",
        "after",
        _R,
        "before the request id commits",
        call=2,
    ),
    # submitted, followed
    _at(
        "after-recording-submit",
        _S.SUBMITTED,
        JOBS + "record_submitted",
        "after",
        _D,
        "after the request id is written",
    ),
    _while(
        "in-fal-queue",
        _S.STATUS,
        _drawing,
        _D,
        "while the request waits at fal",
        sandbox={"queue_seconds": 20.0},
    ),
    _while(
        "during-stream",
        _S.STATUS,
        _drawing,
        _D,
        "while the status stream is open",
        sandbox={"render_seconds": 20.0},
    ),
    _while(
        "during-polls",
        _S.STATUS,
        _drawing,
        _D,
        "while the status is polled",
        sandbox={"render_seconds": 20.0, "stream": False},
    ),
    _at("before-result", _S.RESULT, FAL + "result", "before", _D, "before the result is read"),
    _while(
        "during-result",
        _S.RESULT,
        _taken("fal.result.slow"),
        _D,
        "while the result is read",
        arrange=_arm("fal.result.slow"),
    ),
    _at("after-result", _S.RESULT, FAL + "result", "after", _D, "after the result is read"),
    _at(
        "before-recording-result",
        _S.RESULT,
        JOBS + "record_rendered",
        "before",
        _D,
        "before the addresses are written",
    ),
    _at(
        "result-uncommitted",
        _S.RESULT,
        "bot.storage.jobs:_move",
        "after",
        _D,
        "before the addresses commit",
        call=3,
    ),
    _at(
        "after-recording-result",
        _S.RESULT,
        JOBS + "record_rendered",
        "after",
        _D,
        "after the addresses are written",
    ),
    # pictures
    _at(
        "before-fetching",
        _S.FETCHED,
        "bot.generation.posting:PictureFetcher.fetch_all",
        "before",
        _D,
        "before the files are fetched",
    ),
    _while(
        "during-fetching",
        _S.FETCHED,
        _taken("fal.file.slow"),
        _D,
        "while a file comes in",
        arrange=_arm("fal.file.slow"),
    ),
    _at(
        "after-fetching",
        _S.FETCHED,
        "bot.generation.posting:PictureFetcher.fetch_all",
        "after",
        _D,
        "after the files are fetched",
    ),
    _at(
        "before-fitting",
        _S.FITTED,
        "bot.generation.posting:fit",
        "before",
        _D,
        "before the pictures are fitted",
    ),
    _at(
        "after-fitting", _S.FITTED, "bot.generation.posting:fit", "after", _D, "after the pictures are fitted"
    ),
    # posting by the interaction's reply
    _at("before-posting", _S.POSTING, COURIER + "deliver", "before", _D, "before the pictures are posted"),
    _while(
        "upload-lands-late",
        _S.POSTING,
        _upload_on_its_way,
        _D,
        "while the edit is on its way, which lands later",
    ),
    _once(
        "while-posting",
        _S.POSTING,
        _posts_to("PATCH", "@original"),
        _D,
        "after Discord posted, before its answer",
    ),
    _at("after-posting", _S.POSTED, COURIER + "deliver", "after", _D, "after the pictures are posted"),
    _at(
        "before-noting",
        _S.POSTED,
        JOBS + "finish_delivered",
        "before",
        _D,
        "before the message id is written",
    ),
    _at(
        "noted-uncommitted",
        _S.POSTED,
        "bot.storage.jobs:_move",
        "after",
        _D,
        "before the message id commits",
        call=4,
    ),
    # posting by other ways
    _at(
        "before-channel-route",
        _S.POSTING,
        JOBS + "record_posting",
        "before",
        _E,
        "before the way to the channel is noted; the token has expired",
        arrange=_expire,
    ),
    _at(
        "after-channel-route",
        _S.POSTING,
        JOBS + "record_posting",
        "after",
        _E,
        "after the way to the channel is noted; the token has expired",
        arrange=_expire,
    ),
    _once(
        "while-posting-in-channel",
        _S.POSTING,
        _posts_to("POST", "/channels/"),
        _E,
        "after Discord took the channel message, before its answer; the token has expired",
        arrange=_expire,
    ),
    _at(
        "after-posting-in-channel",
        _S.POSTED,
        COURIER + "deliver",
        "after",
        _E,
        "after the channel message; the token has expired",
        arrange=_expire,
    ),
    _at(
        "before-direct-route",
        _S.POSTING,
        JOBS + "record_posting",
        "before",
        _E,
        "before the way to a direct message is noted; the channel is closed",
        arrange=_expire_and_close,
        call=2,
    ),
    _once(
        "while-opening-direct",
        _S.POSTING,
        _is("POST", "/users/@me/channels"),
        _E,
        "while the direct channel is opened; the channel is closed",
        arrange=_expire_and_close,
    ),
    _once(
        "while-posting-direct",
        _S.POSTING,
        _posts_to("POST", "/channels/"),
        _E,
        "after Discord took the direct message, before its answer; the channel is closed",
        arrange=_expire_and_close,
    ),
    _at(
        "after-posting-direct",
        _S.POSTED,
        COURIER + "deliver",
        "after",
        _E,
        "after the direct message; the channel is closed",
        arrange=_expire_and_close,
    ),
    _once(
        "while-posting-in-channel-long-away",
        _S.POSTING,
        _posts_to("POST", "/channels/"),
        _E,
        "after Discord took the channel message; it is started again when Discord has forgotten the nonce",
        arrange=_expire,
        away=LONG_AWAY,
    ),
    _once(
        "while-posting-direct-long-away",
        _S.POSTING,
        _posts_to("POST", "/channels/"),
        _E,
        "after Discord took the direct message; it is started again when Discord has forgotten the nonce",
        arrange=_expire_and_close,
        away=LONG_AWAY,
    ),
    # settled
    _at(
        "settle-uncommitted",
        _S.SETTLED,
        "bot.quota.ledger:settle",
        "after",
        _D,
        "after the credits are settled, before that commits",
    ),
    _at(
        "after-noting", _S.SETTLED, JOBS + "finish_delivered", "after", _D, "after the message id is written"
    ),
    _once(
        "while-offering-repeat", _S.SETTLED, _is("PUT", "/reactions/"), _D, "while the bot adds its own 🔁"
    ),
    _at(
        "after-offering-repeat",
        _S.SETTLED,
        COURIER + "offer_repeat",
        "after",
        _D,
        "after the bot added its 🔁",
    ),
    # failed
    _at(
        "before-refunding",
        _S.TOLD,
        JOBS + "finish_unfulfilled",
        "before",
        _R,
        "before a failure is written",
        arrange=_POLICY,
    ),
    _at(
        "refund-uncommitted",
        _S.TOLD,
        "bot.quota.ledger:refund",
        "after",
        _R,
        "before a refund commits",
        arrange=_POLICY,
    ),
    _at(
        "after-refunding",
        _S.TOLD,
        JOBS + "finish_unfulfilled",
        "after",
        _R,
        "after a failure and its refund are written",
        arrange=_POLICY,
    ),
    _at(
        "before-telling",
        _S.TOLD,
        COURIER + "explain",
        "before",
        _R,
        "before the member is told",
        arrange=_POLICY,
    ),
    _once(
        "while-telling",
        _S.TOLD,
        _says("back with you"),
        _R,
        "after Discord took the explanation, before its answer",
        arrange=_POLICY,
    ),
    _at(
        "after-telling",
        _S.TOLD,
        COURIER + "explain",
        "after",
        _R,
        "after the member is told",
        arrange=_POLICY,
    ),
    _at(
        "before-told",
        _S.TOLD,
        JOBS + "record_told",
        "before",
        _R,
        "before *told* is written",
        arrange=_POLICY,
    ),
    _at("after-told", _S.TOLD, JOBS + "record_told", "after", _R, "after *told* is written", arrange=_POLICY),
)


async def _react(house: House, _interaction: Any) -> None:
    await house.alice.react(house.posts()[0], "🔁")


def _repeat(
    name: str, fault: str, doom: Doom | None = None, exchange: Any = None, during: Any = _react
) -> Kill:
    cell = Cell(
        name=f"kill-repeat-{name}",
        step=Step.REACTION,
        fault=f"killed {fault}",
        outcome=Outcome.DELIVERED,
        during=during,
        sandbox={} if during is _react else {"render_seconds": 60.0},
        note="for the repeat as for the first request",
    )
    return Kill(cell=cell, doom=doom, exchange=exchange, pace=0.5 if during is _react else 0.0)


REPEAT_KILLS: tuple[Kill, ...] = (
    _repeat("before-placing", "before a reaction is stored: it is noticed on start", Doom(at=JOBS + "place")),
    _repeat(
        "note-uncommitted",
        "before a reaction's transaction commits",
        Doom(at="bot.storage.jobs:note_reaction", when="after"),
    ),
    _repeat("after-placing", "after a reaction is stored", Doom(at=JOBS + "place", when="after")),
    _repeat(
        "while-replying",
        "after Discord took the reply to a reaction, before its answer",
        exchange=lambda e: e.method == "POST" and e.route_template.endswith("/messages"),
        during=_reply_when_drawing,
    ),
    _repeat(
        "before-noting-reply",
        "before that reply's id is written",
        Doom(at=JOBS + "record_reply"),
        during=_reply_when_drawing,
    ),
    _repeat(
        "after-noting-reply",
        "after that reply's id is written",
        Doom(at=JOBS + "record_reply", when="after"),
        during=_reply_when_drawing,
    ),
    _repeat(
        "while-posting",
        "after Discord took the repeat's pictures, before its answer",
        exchange=lambda e: "/messages" in e.route_template and bool(e.files),
    ),
    _repeat("before-noting", "before the repeat's message id is written", Doom(at=JOBS + "finish_delivered")),
)

CELLS = tuple(kill.cell for kill in (*KILLS, *REPEAT_KILLS))


@contextmanager
def _struck_at(
    house: House, bot: DoomedBot, exchange: Callable[[RestExchange], bool] | None
) -> Iterator[None]:
    """Kill the bot the moment Discord has done what ``exchange`` asked for, before it answers."""

    def look(entry: RestExchange | GatewayEvent) -> None:
        if exchange is not None and isinstance(entry, RestExchange) and exchange(entry):
            bot.strike()

    unsubscribe = house.box.discord.record.subscribe(look)
    try:
        yield
    finally:
        unsubscribe()


def _explanations(house: House) -> list[str]:
    world = house.box.discord.world
    said = [m.content for channel in world.channels.values() for m in world.messages(channel)]
    return [text for text in said if "back with you" in text]


@pytest.mark.parametrize("kill", KILLS, ids=lambda kill: kill.cell.name)
async def test_a_killed_bot_keeps_its_promise_after_the_next_start(tmp_path, kill):
    cell = kill.cell
    async with open_sandbox(**{**SANDBOX, **cell.sandbox}) as box:
        house = House(box=box, folder=tmp_path)
        cell.arrange(house)
        async with doomed_bot(box, tmp_path, kill.doom, **cell.settings) as bot:
            with _struck_at(house, bot, kill.exchange):
                interaction = await house.alice.slash("imagine", prompt="a tin soldier", count=cell.count)
                if cell.during is not None:
                    await cell.during(house, interaction)
                    bot.strike()
                status = await bot.ended()
        box.faults.clear()
        box.clock.advance(kill.away)

        async with running_bot(house, **{**CALM, **cell.settings}):
            await at_rest(house)
            await judge(house, cell)

        assert status == -9, bot.log.read_text()
        assert len(_explanations(house)) == (cell.outcome is Outcome.REFUNDED)
        if cell.outcome is Outcome.DELIVERED:
            assert house.posts() == [interaction.response]
        if cell.outcome is Outcome.REFUNDED:
            assert interaction.response is not None
            assert _explanations(house) == [interaction.response.content]


@pytest.mark.parametrize("kill", REPEAT_KILLS, ids=lambda kill: kill.cell.name)
async def test_a_repeat_asked_for_by_reaction_survives_a_kill(tmp_path, kill):
    async with open_sandbox(**{**SANDBOX, **kill.cell.sandbox}) as box:
        house = House(box=box, folder=tmp_path)
        async with running_bot(house, **CALM), hurried(box):
            first = await house.pictures_of(await house.alice.slash("imagine", prompt="again", count=2))
            await house.until(lambda: first.reactions)
            await house.settled()
        async with doomed_bot(box, tmp_path, kill.doom) as bot, hurried(box, kill.pace):
            with _struck_at(house, bot, kill.exchange):
                await kill.cell.during(house, None)
                status = await bot.ended()
        box.clock.advance(AWAY)

        async with running_bot(house, **CALM), hurried(box, kill.pace):
            await house.until(lambda: len(house.posts()) == 2)
            rows = await at_rest(house)
            entries = await house.entries()

        assert status == -9, bot.log.read_text()
        assert len(house.posts()) == 2
        assert [len(post.attachments) for post in house.posts()] == [2, 2]
        assert house.box.discord.world.messages(box.people.studio) == house.posts()
        assert [row["state"] for row in rows] == ["delivered", "delivered"]
        assert [row["source"] for row in rows] == ["command", "reaction"]
        assert sum(entry["spend_delta"] for entry in entries) == sum(row["charged"] for row in rows) == 24
        assert len([submit for submit in box.fal.submits if submit.accepted]) == 2
