"""Usage report as text: the table for the chart, and the chart's alt text. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from string import ascii_uppercase

from bot.discord.markdown import ALT_LIMIT, CONTENT_LIMIT, sanitize, shorten
from bot.discord.render.chart import ENDS, QUALITIES, SHOWN_MEMBERS, can_write
from bot.discord.render.messages import Renderer
from bot.quota.usage import LedgerExport, Usage

__all__ = ["chart_words", "export_text", "top_text", "usage_alt", "usage_text"]

# Maximum lines per list, so that a message has room for them.
_MAX_MEMBERS, _MAX_DAYS = 20, 14


def usage_text(render: Renderer, usage: Usage, locale: str) -> str:
    """Render totals, members with their number in the chart, qualities, outcomes and the latest days."""
    say = render.texts
    lines = [_title(render, usage, locale), _outcomes(render, usage, locale)]
    if usage.total:
        lines += _members(usage, SHOWN_MEMBERS)
        lines.append(" · ".join(_qualities(render, usage, locale)))
        lines += _legend(render, locale)
        spent = [(day, sum(parts.values())) for day, parts in usage.by_day]
        table = [f"{day} {credits:>8}" for day, credits in spent if credits][-_MAX_DAYS:]
        lines += [f"**{say('usage-chart-days', locale)}**", "```", *table, "```"]
    return "\n".join(lines)[:CONTENT_LIMIT]


def top_text(render: Renderer, usage: Usage, locale: str) -> str:
    """Rank members by credits, with their share."""
    lines = [_title(render, usage, locale), *_members(usage, _MAX_MEMBERS)]
    if (more := len(usage.by_member) - _MAX_MEMBERS) > 0:
        lines.append(render.texts("usage-more", locale, more=more))
    return shorten("\n".join(lines), CONTENT_LIMIT)


def usage_alt(render: Renderer, usage: Usage, locale: str, names: Sequence[str] = ()) -> str:
    """Render the chart's numbers without empty days, latest first, so that truncation drops the oldest.

    ``names`` are those of the top members; a missing one is shown by its number.
    """
    totals = [(day, sum(parts.values())) for day, parts in reversed(usage.by_day)]
    days = ", ".join(f"{day[5:]}: {total}" for day, total in totals if total)
    known = dict(enumerate(map(sanitize, names), 1))
    members = ", ".join(
        f"{known.get(n) or f'#{n}'}: {credits}"
        for n, (_, credits) in enumerate(usage.by_member[:SHOWN_MEMBERS], 1)
    )
    parts = [
        _title(render, usage, locale).replace("*", ""),
        ", ".join(_qualities(render, usage, locale)),
        members,
        _outcomes(render, usage, locale),
        f"{render.texts('usage-chart-days', locale)}: {days}",
    ]
    return shorten(". ".join(part for part in parts if part), ALT_LIMIT)


def chart_words(render: Renderer, locale: str) -> Mapping[str, str]:
    """Return the chart's labels in the reader's language; letters replace those its font cannot render."""
    words, letters = _own_words(render, locale), _letters(render, locale)
    return {key: letters.get(key, word) for key, word in words.items()}


def _legend(render: Renderer, locale: str) -> list[str]:
    """Explain the letters in the chart, if there are any."""
    words = _own_words(render, locale)
    entries = [f"**{letter}** {words[key]}" for key, letter in _letters(render, locale).items()]
    return [render.texts("usage-chart-legend", locale, legend=" · ".join(entries))] if entries else []


def _letters(render: Renderer, locale: str) -> Mapping[str, str]:
    """Assign a letter to each label that the chart's font cannot render."""
    missing = [key for key, word in _own_words(render, locale).items() if not can_write(word)]
    return dict(zip(missing, ascii_uppercase, strict=False))


def _own_words(render: Renderer, locale: str) -> Mapping[str, str]:
    """Return the labels in the order of the chart."""
    say = render.texts
    return {
        "days": say("usage-chart-days", locale),
        "members": say("usage-chart-members", locale),
        "rest": say("usage-chart-rest", locale),
        "quality": say("usage-chart-quality", locale),
        **{quality: _quality(render, quality, locale) for quality in QUALITIES if quality},
        "ends": say("usage-chart-ends", locale),
        **{end: say(f"usage-end-{end}", locale) for end in ENDS},
    }


def export_text(render: Renderer, file: LedgerExport, locale: str) -> str:
    """Describe the contents of the file and the number of entries that did not fit."""
    say = render.texts
    text = say("ledger-export-done", locale, rows=file.rows, first=file.first, last=file.last)
    if file.left_out:
        text += "\n" + say("ledger-export-left-out", locale, rows=file.left_out, day=file.next_day)
    return text


def _title(render: Renderer, usage: Usage, locale: str) -> str:
    first, last = usage.days[0], usage.days[-1]
    return f"**{render.texts('usage-title', locale, credits=usage.total, first=first, last=last)}**"


def _outcomes(render: Renderer, usage: Usage, locale: str) -> str:
    return render.texts("usage-outcomes", locale, **usage.by_end)


def _members(usage: Usage, most: int) -> list[str]:
    total = usage.total or 1
    return [
        f"#{place} <@{user_id}> {credits} ({round(100 * credits / total)}%)"
        for place, (user_id, credits) in enumerate(usage.by_member[:most], 1)
    ]


def _qualities(render: Renderer, usage: Usage, locale: str) -> Iterable[str]:
    total = usage.total or 1
    for quality, credits in usage.by_quality.items():
        name = _quality(render, quality, locale)
        yield f"{name} {credits} ({round(100 * credits / total)}%)"


def _quality(render: Renderer, quality: str, locale: str) -> str:
    """Return a bar's label; jobs deleted by retention have no quality."""
    if not quality:
        return render.texts("usage-chart-rest", locale)
    key = f"choice-quality-{quality}"
    return render.texts(key, locale) if render.texts.has(key) else quality
