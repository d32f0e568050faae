"""/operator: status, pause, resume and restart, for the application's owner only."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.i18n import load_texts
from bot.discord.render.status import status_text
from bot.fal.errors import FailureKind
from bot.fal.wire_forms import Difference, DifferenceKind
from bot.jobs.admission import Pause
from bot.jobs.image_sizes import SizeMismatch
from bot.jobs.models import JobState
from bot.ops.maintenance import StatusReport
from bot.ops.wire_report import SchemaState, WireReport
from bot.quota.costs import Cost, CostReport
from sandbox.discord import Interaction
from tests.e2e.harness import Harness, open_harness, running_bot


async def _says(harness: Harness, path: str, **options: object) -> str:
    olivia = harness.client(harness.people.olivia)
    return await _answer(harness, await olivia.slash(path, **options))


async def _answer(harness: Harness, interaction: Interaction) -> str:
    """What the bot says last; the moment of a removed "thinking" does not count."""
    await harness.until(lambda: any(m.content not in ("", "…") for m in interaction.messages))
    return [m.content for m in interaction.messages if m.content not in ("", "…")][-1]


async def test_only_the_owner_of_the_application_is_served(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        interaction = await harness.mod.slash("operator pause", force=True)
        answer = await _answer(harness, interaction)

        assert "Only the bot's operator" in answer
        assert interaction.response is not None
        assert interaction.response.ephemeral_to is harness.mod.user
        await harness.result_of(await harness.alice.slash("imagine", prompt="still drawing"))


async def test_a_former_owner_is_refused_within_ten_minutes(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        assert "Today:" in await _says(harness, "operator status")
        harness.world.operator = harness.people.mod
        harness.clock.advance(601)

        assert "Only the bot's operator" in await _says(harness, "operator status")
        mod = await harness.mod.slash("operator status", force=True)
        assert "Today:" in await _answer(harness, mod)


async def test_status_shows_spending_queue_and_failures_by_kind(tmp_path: Path) -> None:
    async with open_harness(tmp_path, QUOTA_BOT_DAILY_CREDITS="500") as harness:
        await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite", count=2))
        harness.faults.arm("fal.job.policy-422")
        await harness.answer_text(await harness.alice.slash("imagine", prompt="not this"))
        await harness.wait_idle()

        text = await _says(harness, "operator status")

        assert "Today: 12 of 500 credits" in text
        assert "This month: 12 credits" in text
        assert "fal: accepting requests" in text
        assert "Wire form: `playground`, published schema not read" in text
        assert "Open: 0 in the queue, 0 at fal, 0 being posted" in text
        assert "1 delivered, 1 without pictures" in text
        assert "`fal-policy`: 1" in text


async def test_a_pause_refuses_new_requests_and_finishes_those_that_were_accepted(tmp_path: Path) -> None:
    async with open_harness(tmp_path, sandbox={"render_seconds": 30.0}) as harness:
        accepted = await harness.alice.slash("imagine", prompt="accepted before")
        await harness.until(lambda: harness.fal.submits)
        said = await _says(harness, "operator pause", message="new disks until 18:00 @everyone")

        refused = await _answer(harness, await harness.bob.slash("imagine", prompt="too late"))

        assert "1 accepted request" in said
        assert "Easel is paused: “new disks until 18:00 @\u200beveryone”" in refused
        harness.clock.advance(30)
        await harness.result_of(accepted)
        await harness.wait_idle()
        assert len(await harness.rows()) == 1


async def test_a_pause_survives_restarts_until_it_is_ended(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        await _says(harness, "operator pause")
    async with open_harness(tmp_path) as harness:
        refused = await _answer(harness, await harness.alice.slash("imagine", prompt="a red kite"))
        status = await _says(harness, "operator status")
        resumed = await _says(harness, "operator resume")
        again = await _says(harness, "operator resume")
        await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))

        assert refused.startswith("Easel is paused.")
        assert "Paused <t:" in status
        assert resumed == "Requests are accepted again."
        assert "wasn't paused" in again


async def test_a_planned_restart_is_announced_to_members_with_waiting_requests(tmp_path: Path) -> None:
    async with open_harness(tmp_path, sandbox={"render_seconds": 300.0}) as harness:
        waiting = await harness.alice.slash("imagine", prompt="a red kite")
        await harness.until(lambda: waiting.response and "\nDrawing" in waiting.response.content)
        asked = int(harness.clock.now())
        said = await _says(harness, "operator restart", minutes=5)
        answered = int(harness.clock.now())

        await harness.until(lambda: waiting.response and "Easel restarts <t:" in waiting.response.content)

        assert "1 waiting request now shows" in said
        assert waiting.response is not None
        told = int(waiting.response.content.split("Easel restarts <t:")[1].split(":")[0])
        assert asked + 300 <= told <= answered + 300
        harness.clock.advance(300)
        post = await harness.result_of(waiting)
        assert "restarts" not in post.content


async def test_a_completed_restart_is_no_longer_announced(tmp_path: Path) -> None:
    async with open_harness(tmp_path, sandbox={"render_seconds": 300.0}) as harness:
        waiting = await harness.alice.slash("imagine", prompt="a red kite")
        await harness.until(lambda: waiting.response and "\nDrawing" in waiting.response.content)
        await _says(harness, "operator restart", minutes=5)
        await harness.until(lambda: waiting.response and "restarts" in waiting.response.content)
        await harness.stop_bot()
        async with running_bot(harness, PROGRESS_SECONDS="0.05", FAL_POLL_SECONDS="0.1"):
            await harness.until(
                lambda: (
                    waiting.response
                    and "restarts" not in waiting.response.content
                    and "\nDrawing" in waiting.response.content
                )
            )


_LARGEST_COST = Cost(
    requests=10**12, estimated=10**18, billed_requests=10**12 - 1, billed_estimate=1, billed=10**18
)
_AMOUNTS = st.integers(min_value=0, max_value=10**12)


@pytest.mark.parametrize("locale", load_texts().locales)
@given(
    amount=_AMOUNTS,
    open_reason=st.sampled_from([None, FailureKind.BALANCE, FailureKind.CREDENTIALS]),
    failures=st.dictionaries(st.from_regex(r"[a-z-]{1,40}", fullmatch=True), _AMOUNTS, max_size=30),
    message=st.text(max_size=300),
)
def test_the_overview_fits_into_one_message_in_every_language(
    locale: str, amount: int, open_reason: FailureKind | None, failures: dict[str, int], message: str
) -> None:
    overview = StatusReport(
        today=amount,
        daily_cap=amount,
        month=amount,
        renews_at=1_800_000_000,
        open_reason=open_reason,
        open=dict.fromkeys(JobState, amount),
        delivered=amount,
        failures=failures,
        pause=Pause(since=1_800_000_000.0, message=message),
        costs=CostReport(today=Cost(requests=amount), month=_LARGEST_COST),
        balance=Decimal(-(10**9)),
        wire=[
            WireReport(
                endpoint="e" * 100,
                form="f" * 30,
                schema=SchemaState.KNOWN,
                differences=(Difference(kind=DifferenceKind.UNKNOWN_INPUT, key="size"),) * 9,
                mismatches=tuple(
                    SizeMismatch(
                        job_id="0000000000",
                        model="m" * 100,
                        wire_form=None,
                        requested=f"{number}048x2048",
                        drawn=((1024, 768), (768, 1024), (2048, 2048), (1536, 1024)),
                        charged=1,
                        reserved=2,
                        at=0.0,
                    )
                    for number in range(5)
                ),
            )
        ]
        * 9,
    )

    assert len(status_text(load_texts(), overview, locale)) <= 2000
