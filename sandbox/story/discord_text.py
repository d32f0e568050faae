"""Message text as a person reads it in Discord: names instead of ids, no escapes, no marks.

Covers what the bot writes: mentions, timestamps, links, bold, small print and backslashes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from rich.text import Text

__all__ = ["ago", "discord_text"]

_TOKEN = re.compile(
    r"\\(?P<escaped>[\\*_~`|>#\[\]()<-])"
    r"|(?P<bold>\*\*)"
    r"|\*(?P<italic>[^*\n]+)\*"
    r"|<@!?(?P<user>\d+)>"
    r"|<@&(?P<role>\d+)>"
    r"|<#(?P<channel>\d+)>"
    r"|<(?P<address>https?://[^>\s]+)>"
    r"|<t:(?P<time>\d+)(?::(?P<style>[a-zA-Z]))?>"
    r"|\[(?P<label>[^\]\n]+)\]\([^)\s]+\)"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?P<hidden>\u200b)"
)
_SMALL = "-# "
_QUOTED = "> "
_STYLES = {"t": "%H:%M", "T": "%H:%M:%S", "d": "%d/%m/%Y", "D": "%d %B %Y", "F": "%A, %d %B %Y %H:%M"}
_UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))


def discord_text(content: str, *, name_of: Callable[[int], str], now: float) -> list[Text]:
    """One text a line of ``content``; ``name_of`` names users and roles, ``now`` is epoch seconds."""
    return [_line(line, name_of, now) for line in content.split("\n")]


def ago(at: float, now: float) -> str:
    """An instant in words, relative to ``now``: "in 12 hours", "3 minutes ago"."""
    distance = abs(at - now)
    size, unit = next(((s, u) for s, u in _UNITS if distance >= s), _UNITS[-1])
    number = round(distance / size)
    words = f"{number} {unit}{'' if number == 1 else 's'}"
    return f"in {words}" if at >= now else f"{words} ago"


def _instant(at: float, style: str) -> str:
    """An instant as Discord's client shows it to somebody who lives by UTC."""
    return datetime.fromtimestamp(at, tz=UTC).strftime(_STYLES.get(style, "%d %B %Y %H:%M")).lstrip("0")


def _line(line: str, name_of: Callable[[int], str], now: float) -> Text:
    base = ""
    if line.lstrip().startswith(_SMALL):
        line, base = line.lstrip().removeprefix(_SMALL), "bright_black"
    if line.startswith(_QUOTED):
        line = f"▏{line.removeprefix(_QUOTED)}"
    if heading := re.match(r"#{1,3} ", line):
        line, base = line[heading.end() :], "bold"
    text, bold, read = Text(style=base), False, 0
    for found in _TOKEN.finditer(line):
        text.append(line[read : found.start()], "bold" if bold else "")
        read = found.end()
        if found["bold"]:
            bold = not bold
            continue
        shown, style = _shown(found, name_of, now)
        text.append(shown, style or ("bold" if bold else ""))
    text.append(line[read:], "bold" if bold else "")
    return text


def _shown(found: re.Match[str], name_of: Callable[[int], str], now: float) -> tuple[str, str]:
    """What stands for one token, and its style."""
    if number := found["user"] or found["role"] or found["channel"]:
        return f"{'#' if found['channel'] else '@'}{name_of(int(number))}", "bold"
    if found["time"]:
        at = float(found["time"])
        return (_instant(at, found["style"]) if found["style"] not in (None, "R") else ago(at, now)), ""
    if shown := found["label"] or found["address"]:
        return shown, "underline"
    if found["code"]:
        return found["code"], "bold"
    return found["italic"] or found["escaped"] or "", "italic" if found["italic"] else ""
