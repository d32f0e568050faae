"""Clickable mentions of slash commands: ``</name:id>``, or ``</name subcommand:id>``. Pure.

Texts name a command as code, such as ``/quota``, in the reader's language. That is also what is shown
until the IDs are known, which Discord assigns at registration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

__all__ = ["CommandMentions"]

# A code block, which is left unchanged, or a command in code.
_CODE = re.compile(r"```.*?```|`/([^`\n]+)`", re.DOTALL)
# Option types of a command's subcommands and groups of subcommands.
_SUBCOMMANDS = frozenset({1, 2})


class CommandMentions:
    """Mentions of the registered commands.

    ``payloads``: the slash commands as registered, with their translated names. ``ids``: ID by name.
    """

    def __init__(
        self, payloads: Iterable[Mapping[str, Any]] = (), ids: Mapping[str, int] | None = None
    ) -> None:
        ids = ids or {}
        #: Mention by language (empty: English) and command.
        self._mentions: dict[tuple[str, str], str] = {}
        for payload in payloads:
            if (number := ids.get(payload["name"])) is None:
                continue
            for path, names in _paths(payload):
                for locale, name in names.items():
                    self._mentions.setdefault((locale, name), f"</{path}:{number}>")

    def link(self, text: str, locale: str) -> str:
        """Replace the commands in ``text`` that are written as code by their mentions."""
        return _CODE.sub(lambda match: self._linked(match, locale), text)

    def _linked(self, match: re.Match[str], locale: str) -> str:
        path = match[1] or ""
        return self._mentions.get((locale, path)) or self._mentions.get(("", path)) or match[0]


def _paths(payload: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each executable command below ``payload`` with its names by language.

    A command with subcommands cannot be executed itself.
    """
    names = {"": payload["name"], **(payload.get("name_localizations") or {})}
    below = [option for option in payload.get("options") or () if option.get("type") in _SUBCOMMANDS]
    if not below:
        yield payload["name"], names
    for option in below:
        for path, own in _paths(option):
            locales = names.keys() | own.keys()
            full = {code: f"{names.get(code, names[''])} {own.get(code, own[''])}" for code in locales}
            yield f"{payload['name']} {path}", full
