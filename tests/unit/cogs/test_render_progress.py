"""Progress texts in every language, and limits of the bar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.i18n import load_texts
from bot.discord.render.progress import BLOCKS, bar, percent, progress_text
from bot.jobs.models import Job, JobState
from bot.jobs.progress import DurationEstimate, ProgressStage, StageKind, estimate_duration
from tests.unit.cogs.jobs import job_of

_TEXTS = load_texts()
_USUAL = DurationEstimate(median=31, low=25, high=40, sample=25)
_LOCALES = ("en-US", "de", "fr", "es-ES", "pt-BR", "ja", "zh-CN")
_BEGAN = 1_700_000_000.0
_CONTENT_LIMIT = 2000

seconds = st.floats(min_value=0, max_value=1e7, allow_nan=False)


def _job(locale: str = "en-US", count: int = 2) -> Job:
    return job_of(state=JobState.SUBMITTED, created_at=_BEGAN, locale=locale, count=count)


def _drawing(
    elapsed: float, usual: DurationEstimate | None = _USUAL, log_line: str | None = None
) -> ProgressStage:
    return ProgressStage(
        kind=StageKind.DRAWING, since=_BEGAN, elapsed=elapsed, estimate=usual, log_line=log_line
    )


@pytest.mark.parametrize(
    ("stage", "text"),
    [
        (ProgressStage(kind=StageKind.WAITING, ahead=0), "You're next in the queue."),
        (ProgressStage(kind=StageKind.WAITING, ahead=1), "In the queue: 1 request ahead of yours."),
        (ProgressStage(kind=StageKind.WAITING, ahead=1200), "In the queue: 1,200 requests ahead of yours."),
        (ProgressStage(kind=StageKind.SUBMITTING), "Sending your request…"),
        (ProgressStage(kind=StageKind.QUEUED, ahead=0), "Waiting for the image service: you're next."),
        (
            ProgressStage(kind=StageKind.QUEUED, ahead=1),
            "Waiting for the image service: 1 request ahead of yours.",
        ),
        (
            ProgressStage(kind=StageKind.QUEUED, ahead=8000),
            "Waiting for the image service: 8,000 requests ahead of yours.",
        ),
        (ProgressStage(kind=StageKind.FETCHING), "Almost done: downloading your pictures…"),
        (
            _drawing(18),
            "Drawing… started <t:1700000000:R>\n▰▰▰▰▱▱▱▱▱▱ 45% · usually 25–40 s",
        ),
        (
            _drawing(90, log_line="Painting 80%"),
            "Drawing… started <t:1700000000:R>\n"
            "▰▰▰▰▰▰▰▰▰▱ taking longer than usual · usually 25–40 s\n"
            "-# “Painting 80%”",
        ),
        (
            _drawing(4, DurationEstimate(median=8, low=8, high=8, sample=9)),
            "Drawing… started <t:1700000000:R>\n▰▰▰▰▰▱▱▱▱▱ 50% · usually 8 s",
        ),
    ],
)
def test_every_progress_stage_has_a_text(stage: ProgressStage, text: str) -> None:
    assert progress_text(_TEXTS, _job(), stage) == text


@pytest.mark.parametrize("usual", [None, estimate_duration([8.0]), estimate_duration([5.0, 90.0, 5.0, 7.0])])
def test_without_enough_history_there_is_no_bar(usual: DurationEstimate | None) -> None:
    text = progress_text(_TEXTS, _job(), _drawing(18, usual))

    assert "▰" not in text
    assert "▱" not in text
    assert "%" not in text
    assert f"<t:{int(_BEGAN)}:R>" in text


@pytest.mark.parametrize("locale", _LOCALES)
@pytest.mark.parametrize("kind", StageKind)
def test_every_stage_fits_in_every_language_for_the_largest_values(locale: str, kind: StageKind) -> None:
    large = DurationEstimate(median=1e9, low=1e8, high=1e10, sample=25)
    stage = ProgressStage(
        kind=kind, ahead=10**12, since=4e9, estimate=large, elapsed=1e11, log_line="*_`~|>[](<@1>)" * 300
    )

    text = progress_text(_TEXTS, _job(locale, count=4), stage)

    assert 0 < len(text) <= _CONTENT_LIMIT
    assert _TEXTS.has(f"progress-{kind}", locale)
    assert "<@1>" not in text


@given(shares=st.tuples(*[st.floats(min_value=-5, max_value=5, allow_nan=False)] * 2))
def test_a_bar_has_its_length_never_falls_and_is_never_full(shares: tuple[float, float]) -> None:
    less, more = sorted(shares)

    assert len(bar(less)) == len(bar(more)) == BLOCKS
    assert bar(less).count("▰") <= bar(more).count("▰") < BLOCKS
    assert 0 <= percent(less) <= percent(more) < 100
    assert bar(more) == bar(more).replace("▱▰", "?")


@given(spans=st.lists(seconds, min_size=1, max_size=30), times=st.tuples(seconds, seconds))
def test_the_share_of_the_usual_time_never_falls_and_never_reaches_the_end(
    spans: list[float], times: tuple[float, float]
) -> None:
    usual = estimate_duration(spans)
    assert usual is not None
    early, late = sorted(times)

    assert min(spans) - 1e-6 <= usual.low <= usual.median <= usual.high <= max(spans) + 1e-6
    assert 0 <= usual.fraction_elapsed(early) <= usual.fraction_elapsed(late) < 1
    assert bar(usual.fraction_elapsed(late)).count("▰") < BLOCKS


def test_fals_log_line_is_quoted_below_the_progress() -> None:
    stage = ProgressStage(kind=StageKind.DRAWING, log_line="step 3\n@everyone **done**")

    line = progress_text(_TEXTS, _job(), stage)

    assert line.splitlines()[-1:] == ["-# “step 3 @\u200beveryone \\*\\*done\\*\\*”"]
