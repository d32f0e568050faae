"""Discord faults of explanations and private refusals."""

import pytest

from tests.e2e.harness import Harness
from tests.faults.case_runner import reads, run_case, said, under_way
from tests.faults.fast_clock import fast_clock
from tests.faults.fault_arming import LONGER, MANY, PASSING, armed, both, passes
from tests.faults.fault_case import FaultCase, Outcome, Step

_EXPLANATION = "PATCH @original json"
_TOKEN_LIFE = 15 * 60
_POLICY = "content policy blocked this prompt"
_SLOWLY = {"render_seconds": 20.0}

# --- explanations ------------------------------------------------------------------------------


def _told(name: str, words: str, fault: str, **params: object) -> FaultCase:
    """An explanation whose edit meets ``fault``; progress before it does not."""

    async def during(harness: Harness, interaction: object) -> None:
        await under_way(harness, interaction)
        harness.faults.arm(fault, route=_EXPLANATION, **params)
        if params.get("times") == MANY and fault == "discord.rest.500":
            async with fast_clock(harness.sandbox):
                await harness.until(
                    lambda: any(r.fault for r in harness.discord.traffic.matching("PATCH @original"))
                )
            harness.clock.advance(_TOKEN_LIFE)

    return FaultCase(
        name=f"explanation-{name}",
        step=Step.NOTIFIED,
        fault=f"the explaining edit: {words}",
        outcome=Outcome.REFUNDED,
        arrange=armed("fal.job.policy-422"),
        during=during,
        sandbox=_SLOWLY,
        says=_POLICY,
    )


async def _reply_deleted(harness: Harness, interaction) -> None:
    await under_way(harness, interaction)
    await harness.client(harness.people.olivia).delete_message(interaction.response)


EXPLAINED = (
    *(_told(name, words, fault, **params) for name, fault, words, params in (*PASSING, *LONGER)),
    _told("403", "refused", "discord.rest.403"),
    _told("413", "refused for its size, each time", "discord.rest.413", times=MANY),
    _told("expired-token", "the token is over", "discord.interaction.expired-token"),
    _told("500-for-ever", "500 until the token is over", "discord.rest.500", times=MANY),
    FaultCase(
        name="explanation-404",
        step=Step.NOTIFIED,
        fault="the explaining edit: the reply has been deleted",
        outcome=Outcome.REFUNDED,
        arrange=armed("fal.job.policy-422"),
        during=_reply_deleted,
        sandbox=_SLOWLY,
        says=_POLICY,
    ),
    FaultCase(
        name="explanation-by-direct-message",
        step=Step.NOTIFIED,
        fault="the explaining edit and the channel are refused",
        outcome=Outcome.REFUNDED,
        arrange=both(
            armed("fal.job.policy-422"),
            armed("discord.interaction.expired-token", route="PATCH @original"),
            armed("discord.rest.403", route="POST /channels messages"),
        ),
        says=_POLICY,
        note="by direct message",
    ),
)


def _nobody_listens(harness: Harness) -> None:
    harness.people.alice.dms_open = False
    harness.faults.arm("fal.job.policy-422")
    harness.faults.arm("discord.interaction.expired-token", route="PATCH @original")
    harness.faults.arm("discord.rest.403", route="POST /channels messages")


UNTOLD = FaultCase(
    name="explanation-impossible",
    step=Step.NOTIFIED,
    fault="reply, channel and direct message are all closed",
    outcome=Outcome.REFUNDED,
    arrange=_nobody_listens,
    note="refunded all the same; the log has a line for the operator",
)

# --- refusals ----------------------------------------------------------------------------------

_TOO_DEAR = "costs 12 credits and you have 1 left"
_POOR = {"QUOTA_DAILY_CREDITS": "1"}


async def _refusal_is_read(harness: Harness, _interaction: object) -> None:
    await reads(harness, _TOO_DEAR)


def _refusals(prefix: str, route: str, what: str, *, closed: bool = True) -> tuple[FaultCase, ...]:
    never = (("403", "discord.rest.403", "refused", {}),) if closed else ()
    return passes(
        f"refusal-{prefix}",
        Step.RECEIVED,
        route,
        what,
        of=(*PASSING, *LONGER, *never),
        outcome=Outcome.REFUSED,
        during=_refusal_is_read,
        settings=_POOR,
        submits=0,
        says=_TOO_DEAR,
    )


REFUSED = (
    *_refusals("edit", "PATCH @original", "a refusal, at ending the thinking"),
    *_refusals("delete", "DELETE @original", "a refusal, at removing the public reply"),
    *_refusals("followup", "POST /webhooks", "a refusal, at its private message", closed=False),
)

CASES = (*EXPLAINED, UNTOLD, *REFUSED)


def _named(case: FaultCase) -> str:
    return case.name


@pytest.mark.parametrize("case", EXPLAINED, ids=_named)
async def test_a_failure_is_explained_once_even_if_sending_the_explanation_fails(tmp_path, monkeypatch, case):
    await run_case(tmp_path, case, monkeypatch)


async def test_a_refund_does_not_depend_on_the_notification(tmp_path, monkeypatch):
    harness = await run_case(tmp_path, UNTOLD, monkeypatch, explanations=0)

    assert not any(_POLICY in message.content for message in said(harness))


@pytest.mark.parametrize("case", REFUSED, ids=_named)
async def test_a_refusal_reaches_the_member_and_stores_nothing(tmp_path, monkeypatch, case):
    harness = await run_case(tmp_path, case, monkeypatch)

    assert harness.fal.submits == []
