"""Job progress as text: queue position, then a bar relative to the usual duration. Pure.

The percentage beside the bar makes it accessible to screen readers. Instants are Discord timestamps,
which the client updates between edits.
"""

from __future__ import annotations

from bot.discord.i18n import Texts
from bot.discord.markdown import quote
from bot.discord.render.messages import timestamp
from bot.jobs.models import Job
from bot.jobs.progress import DurationEstimate, ProgressStage, StageKind

__all__ = ["BLOCKS", "bar", "percent", "progress_text"]

#: Blocks per bar.
BLOCKS = 10
_FULL, _EMPTY = "▰", "▱"
# Finer steps would suggest more precision than the estimate has.
_PERCENT_STEP = 5
_LOG_LIMIT = 100
# Stages in which a requested cancellation is shown instead of the stage.
_CANCELLABLE = frozenset(
    {
        *(StageKind.WAITING, StageKind.UPLOADING, StageKind.SUBMITTING),
        *(StageKind.BUSY, StageKind.QUEUED, StageKind.DRAWING),
    }
)


def bar(share: float) -> str:
    """Render ``share`` (0 to 1) as blocks, rounded down."""
    filled = min(max(int(share * BLOCKS), 0), BLOCKS - 1)
    return _FULL * filled + _EMPTY * (BLOCKS - filled)


def percent(share: float) -> int:
    """Convert ``share`` (0 to 1) to percent, rounded down and at most 99."""
    steps = 100 // _PERCENT_STEP
    return min(max(int(share * steps), 0), steps - 1) * _PERCENT_STEP


def progress_text(texts: Texts, job: Job, stage: ProgressStage) -> str:
    """Describe the current stage in a few short lines."""
    if stage.cancelling and stage.kind in _CANCELLABLE:
        line = texts("progress-cancelling", job.locale)
    else:
        line = _stage_text(texts, job, stage)
    if stage.restart_at is None:
        return line
    return f"{line}\n{texts('progress-restart', job.locale, at=timestamp(stage.restart_at))}"


def _stage_text(texts: Texts, job: Job, stage: ProgressStage) -> str:
    locale = job.locale
    match stage.kind:
        case StageKind.WAITING:
            return texts("progress-waiting", locale, ahead=stage.ahead)
        case StageKind.UPLOADING | StageKind.SUBMITTING | StageKind.BUSY | StageKind.UNREADABLE:
            return texts(f"progress-{stage.kind}", locale, count=len(job.references))
        case StageKind.QUEUED:
            return texts("progress-queued", locale, ahead=stage.ahead)
        case StageKind.FETCHING | StageKind.DELAYED:
            return texts(f"progress-{stage.kind}", locale, count=job.count)
        case StageKind.HELD:
            return texts("progress-held", locale, id=job.id)
        case StageKind.DRAWING:
            return _drawing(texts, locale, stage)


def _drawing(texts: Texts, locale: str, stage: ProgressStage) -> str:
    if stage.since is None:
        lines = [texts("progress-drawing", locale)]
    else:
        lines = [texts("progress-drawing-since", locale, since=timestamp(stage.since))]
    if stage.estimate is not None and stage.estimate.is_reliable:
        lines.append(_against(texts, locale, stage.elapsed, stage.estimate))
    if stage.log_line:
        lines.append(f"-# {quote(stage.log_line, _LOG_LIMIT)}")
    return "\n".join(lines)


def _against(texts: Texts, locale: str, elapsed: float, usual: DurationEstimate) -> str:
    """Render the bar, the percentage and the usual duration."""
    share = usual.fraction_elapsed(elapsed)
    said = (
        texts("progress-longer", locale)
        if usual.is_exceeded(elapsed)
        else texts("progress-share", locale, percent=percent(share))
    )
    median, low, high = (max(1, round(seconds)) for seconds in (usual.median, usual.low, usual.high))
    if low == high:
        measure = texts("progress-usual", locale, usual=median)
    else:
        measure = texts("progress-usual-spread", locale, usual=median, low=low, high=high)
    return f"{bar(share)} {said} · {measure}"
