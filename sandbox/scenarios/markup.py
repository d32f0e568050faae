"""Markup renderer: Discord markup as plain lines, with names instead of IDs and no syntax characters.

Supports the markup that the bot uses: mentions, timestamps, links, bold, italics, headings, small print,
quotes, inline code and backslash escapes. Timestamps are in the reader's language, as in Discord's client.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta
from rich.text import Text

__all__ = ["markup_lines", "relative_time"]

_TOKEN = re.compile(
    r"\\(?P<escaped>[\\*_~`|>#\[\]()<-])"
    r"|(?P<bold>\*\*)"
    r"|\*(?P<italic>[^*\n]+)\*"
    r"|<@!?(?P<user>\d+)>"
    r"|<@&(?P<role>\d+)>"
    r"|<#(?P<channel>\d+)>"
    r"|<(?P<url>https?://[^>\s]+)>"
    r"|<t:(?P<time>\d+)(?::(?P<style>[a-zA-Z]))?>"
    r"|\[(?P<label>[^\]\n]+)\]\([^)\s]+\)"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?P<hidden>\u200b)"
)
_SMALL, _QUOTE = "-# ", "> "


def markup_lines(content: str, *, name_of: Callable[[int], str], now: float, locale: str) -> list[Text]:
    """Render ``content`` line by line for a reader with Discord's ``locale``.

    ``name_of`` returns the name of a user, role or channel by ID.
    """
    show = functools.partial(_token, name_of=name_of, now=now, locale=locale)
    return [_line(line, show) for line in content.split("\n")]


def relative_time(at: float, now: float, locale: str) -> str:
    """Describe an instant relative to ``now``: "in 12 hours", "3 minutes ago"."""
    distance = timedelta(seconds=at - now)
    return format_timedelta(distance, threshold=1, add_direction=True, locale=Locale.parse(locale, sep="-"))


def _instant(at: float, style: str, locale: str) -> str:
    """Format an instant in one of Discord's styles."""
    when, language = datetime.fromtimestamp(at, tz=UTC), Locale.parse(locale, sep="-")
    clock = format_time(when, "medium" if style == "T" else "short", locale=language)
    day = format_date(when, {"d": "short", "F": "full"}.get(style, "long"), locale=language)
    shown = {"t": clock, "T": clock, "d": day, "D": day}.get(style, f"{day} {clock}")
    return shown.replace("\u202f", " ")  # narrow spaces are not in every terminal's font


def _line(line: str, show: Callable[[re.Match[str]], tuple[str, str]]) -> Text:
    base = ""
    if line.lstrip().startswith(_SMALL):
        line, base = line.lstrip().removeprefix(_SMALL), "bright_black"
    if line.startswith(_QUOTE):
        line = f"▏{line.removeprefix(_QUOTE)}"
    if heading := re.match(r"#{1,3} ", line):
        line, base = line[heading.end() :], "bold"
    text, bold, position = Text(style=base), "", 0
    for token in _TOKEN.finditer(line):
        text.append(line[position : token.start()], bold)
        position = token.end()
        if token["bold"]:
            bold = "" if bold else "bold"
        else:
            shown, style = show(token)
            text.append(shown, style or bold)
    text.append(line[position:], bold)
    return text


def _token(
    token: re.Match[str], *, name_of: Callable[[int], str], now: float, locale: str
) -> tuple[str, str]:
    """Return the text and style of a token."""
    if number := token["user"] or token["role"] or token["channel"]:
        return f"{'#' if token['channel'] else '@'}{name_of(int(number))}", "bold"
    if token["time"]:
        at, style = float(token["time"]), token["style"]
        relative = style in (None, "R")
        return relative_time(at, now, locale) if relative else _instant(at, style, locale), ""
    if linked := token["label"] or token["url"]:
        return linked, "underline"
    if token["code"]:
        return token["code"], "bold"
    return token["italic"] or token["escaped"] or "", "italic" if token["italic"] else ""
