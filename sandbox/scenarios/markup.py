"""Markup renderer: Discord markup as plain lines, with names instead of IDs and no syntax characters.

Supports the markup that the bot uses: mentions, timestamps, links, bold, italics, headings, small print,
quotes, inline code and backslash escapes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

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
_TIME_STYLES = {"t": "%H:%M", "T": "%H:%M:%S", "d": "%d/%m/%Y", "D": "%d %B %Y", "F": "%A, %d %B %Y %H:%M"}
_UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))


def markup_lines(content: str, *, name_of: Callable[[int], str], now: float) -> list[Text]:
    """Render ``content`` line by line; ``name_of`` returns the name of a user, role or channel by ID."""
    return [_line(line, name_of, now) for line in content.split("\n")]


def relative_time(at: float, now: float) -> str:
    """Describe an instant relative to ``now``: "in 12 hours", "3 minutes ago"."""
    distance = abs(at - now)
    size, unit = next(((size, unit) for size, unit in _UNITS if distance >= size), _UNITS[-1])
    number = round(distance / size)
    words = f"{number} {unit}{'' if number == 1 else 's'}"
    return f"in {words}" if at >= now else f"{words} ago"


def _line(line: str, name_of: Callable[[int], str], now: float) -> Text:
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
            shown, style = _token(token, name_of, now)
            text.append(shown, style or bold)
    text.append(line[position:], bold)
    return text


def _token(token: re.Match[str], name_of: Callable[[int], str], now: float) -> tuple[str, str]:
    """Return the text and style of a token."""
    if number := token["user"] or token["role"] or token["channel"]:
        return f"{'#' if token['channel'] else '@'}{name_of(int(number))}", "bold"
    if token["time"]:
        at, style = float(token["time"]), token["style"]
        if style in (None, "R"):
            return relative_time(at, now), ""
        instant = datetime.fromtimestamp(at, tz=UTC).strftime(_TIME_STYLES.get(style, "%d %B %Y %H:%M"))
        return instant.lstrip("0"), ""
    if linked := token["label"] or token["url"]:
        return linked, "underline"
    if token["code"]:
        return token["code"], "bold"
    return token["italic"] or token["escaped"] or "", "italic" if token["italic"] else ""
