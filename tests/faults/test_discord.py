"""Discord faults during a job: acknowledgement, progress, delivery, reaction."""

import pytest

from tests.e2e.harness import Harness
from tests.faults.case_runner import run_case, under_way
from tests.faults.fast_clock import fast_clock
from tests.faults.fault_arming import FOREIGN, LONGER, MANY, PASSING, armed, passes
from tests.faults.fault_case import FaultCase, Outcome, Step

_CALLBACK = "POST callback"
_PROGRESS = "PATCH @original json"
_DELIVERY = "PATCH @original multipart"
_REACTION = "PUT reactions"
_TOKEN_LIFE = 15 * 60
# Seconds; Discord takes an acknowledgement for three.
_AFTER_THE_LIMIT = 6.0
_LATE = "The original reply has expired"


async def _unanswered(harness: Harness, interaction) -> None:
    """Let the time for an answer pass, and then some for anything that might still be done."""
    async with fast_clock(harness.sandbox, 0.25):
        await harness.until(lambda: harness.faults.taken)
        end = harness.clock.now() + _AFTER_THE_LIMIT
        await harness.until(lambda: harness.clock.now() > end)
    assert interaction.callback_type is None


def _never_acknowledged(name: str, fault: str, words: str, **params: object) -> FaultCase:
    return FaultCase(
        name=f"callback-{name}",
        step=Step.RECEIVED,
        fault=f"the acknowledgement: {words}",
        outcome=Outcome.REFUSED,
        arrange=armed(fault, route=_CALLBACK, **params),
        during=_unanswered,
        submits=0,
        note="the member reads that the application did not respond",
    )


ACKNOWLEDGED = (
    *passes("callback", Step.RECEIVED, _CALLBACK, "the acknowledgement"),
    *passes("callback", Step.RECEIVED, _CALLBACK, "the acknowledgement", of=(LONGER[0], *FOREIGN)),
)

UNACKNOWLEDGED = (
    _never_acknowledged("403", "discord.rest.403", "refused"),
    _never_acknowledged("413", "discord.rest.413", "refused for its size"),
    _never_acknowledged(
        "429-for-ever", "discord.rest.429-cloudflare", "429 of the firewall in front, each time", times=MANY
    ),
    _never_acknowledged("page-for-ever", "discord.rest.foreign", "403 with a page", status=403, times=MANY),
    _never_acknowledged("500-for-ever", "discord.rest.500", "500 until it is too late", times=MANY),
    _never_acknowledged("reset-for-ever", "discord.rest.reset", "no connection lasts", times=MANY),
    _never_acknowledged("too-slow", "discord.rest.slow", "taken up after three seconds", seconds=4.0),
)

PROGRESS = (
    *passes("progress", Step.SUBMITTED, _PROGRESS, "a progress edit", of=(*PASSING, *LONGER)),
    *passes(
        "progress",
        Step.SUBMITTED,
        _PROGRESS,
        "every progress edit",
        of=(
            ("403", "discord.rest.403", "refused", {"times": MANY}),
            ("413", "discord.rest.413", "refused for its size", {"times": MANY}),
            ("500-for-ever", "discord.rest.500", "500", {"times": MANY}),
            ("reset-for-ever", "discord.rest.reset", "no connection lasts", {"times": MANY}),
        ),
    ),
    FaultCase(
        name="progress-expired-token",
        step=Step.SUBMITTED,
        fault="a progress edit: the token is over",
        outcome=Outcome.ELSEWHERE,
        arrange=armed("discord.interaction.expired-token", route=_PROGRESS),
        says=_LATE,
    ),
)


async def _reply_deleted(harness: Harness, interaction) -> None:
    await under_way(harness, interaction)
    await harness.client(harness.people.olivia).delete_message(interaction.response)


async def _token_dies_after_the_first_try(harness: Harness, _interaction) -> None:
    async with fast_clock(harness.sandbox):
        await harness.until(lambda: any(r.fault for r in harness.discord.traffic.matching("PATCH @original")))
    harness.clock.advance(_TOKEN_LIFE)


DELIVERY = (
    *passes("delivery", Step.POSTING, _DELIVERY, "the delivering edit", of=(*PASSING, *LONGER, *FOREIGN)),
    FaultCase(
        name="delivery-lost-answer-then-the-token-dies",
        step=Step.POSTED,
        fault="the delivering edit is done, its answer is lost, and the token is over before a repeat",
        outcome=Outcome.DELIVERED,
        arrange=armed("discord.rest.lost-answer", route=_DELIVERY),
        during=_token_dies_after_the_first_try,
    ),
)

ELSEWHERE = (
    FaultCase(
        name="delivery-403",
        step=Step.POSTING,
        fault="the delivering edit: refused",
        outcome=Outcome.ELSEWHERE,
        arrange=armed("discord.rest.403", route=_DELIVERY),
    ),
    FaultCase(
        name="delivery-expired-token",
        step=Step.POSTING,
        fault="the delivering edit: the token is over",
        outcome=Outcome.ELSEWHERE,
        arrange=armed("discord.interaction.expired-token", route=_DELIVERY),
        says=_LATE,
    ),
    FaultCase(
        name="delivery-404",
        step=Step.POSTING,
        fault="the delivering edit: the reply has been deleted",
        outcome=Outcome.ELSEWHERE,
        during=_reply_deleted,
        sandbox={"render_seconds": 5.0},
    ),
    FaultCase(
        name="delivery-500-for-ever",
        step=Step.POSTING,
        fault="the delivering edit: 500 until the token is over",
        outcome=Outcome.ELSEWHERE,
        arrange=armed("discord.rest.500", route=_DELIVERY, times=MANY),
        during=_token_dies_after_the_first_try,
        says=_LATE,
    ),
)

REACTIONS = (
    *passes("reaction", Step.REACTION, _REACTION, "the repeat reaction", of=(*PASSING, *LONGER)),
    *passes(
        "reaction",
        Step.REACTION,
        _REACTION,
        "the repeat reaction",
        of=(
            ("403", "discord.rest.403", "not allowed", {}),
            ("413", "discord.rest.413", "refused for its size", {}),
        ),
    ),
)

CASES = (*ACKNOWLEDGED, *UNACKNOWLEDGED, *PROGRESS, *DELIVERY, *ELSEWHERE, *REACTIONS)


def _named(case: FaultCase) -> str:
    return case.name


@pytest.mark.parametrize("case", (*ACKNOWLEDGED, *PROGRESS, *DELIVERY, *REACTIONS), ids=_named)
async def test_the_result_is_the_last_edit_of_the_reply(tmp_path, monkeypatch, case):
    harness = await run_case(tmp_path, case, monkeypatch)

    (post,) = harness.results()
    assert f"** by <@{harness.people.alice.id}>" in post.content
    if case.outcome is Outcome.DELIVERED:
        assert post is harness.discord.interactions[0].response


@pytest.mark.parametrize("case", UNACKNOWLEDGED, ids=_named)
async def test_an_unacknowledged_request_is_not_submitted(tmp_path, monkeypatch, case):
    harness = await run_case(tmp_path, case, monkeypatch)

    assert harness.fal.submits == []


@pytest.mark.parametrize("case", ELSEWHERE, ids=_named)
async def test_a_result_without_its_reply_is_a_message_that_pings_its_owner(tmp_path, monkeypatch, case):
    harness = await run_case(tmp_path, case, monkeypatch)

    (post,) = harness.results()
    assert post is not harness.discord.interactions[0].response
    assert post.pinged == [harness.people.alice.id]
