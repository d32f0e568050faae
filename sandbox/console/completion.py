"""Completion, driven by what the bot registered: commands, options, choices, autocomplete."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Iterator
from typing import Any

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from sandbox.console.errors import ConsoleError
from sandbox.console.looking import button_names
from sandbox.console.registered import Form, find_form, read_options, subcommands
from sandbox.console.session import Session
from sandbox.console.typed import Cursor, cursor_in, quoted
from sandbox.console.words import WORDS
from sandbox.discord import ClientRefusedError, InteractionFailedError
from sandbox.discord.localisation import LOCALES
from sandbox.web.serializers import can_see

__all__ = ["ConsoleCompleter"]

_BOOLEAN, _USER, _CHANNEL, _ROLE, _MENTIONABLE = 5, 6, 7, 8, 9


class ConsoleCompleter(Completer):
    """Suggests what can be typed next, as ``session`` stands."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        """Nothing: suggestions may have to be asked of the bot, which takes an ``await``."""
        return ()

    async def get_completions_async(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002 - prompt_toolkit's signature
    ) -> AsyncGenerator[Completion, None]:
        """Suggestions for the text before the cursor."""
        text = document.text_before_cursor.lstrip()
        if not text.startswith("/"):
            for completion in self._words(text):
                yield completion
            return
        for completion in self._paths(text):
            yield completion
        try:
            form, rest = find_form(text, self._session.place)
        except ConsoleError:
            return
        if not text.removeprefix("/").startswith(f"{form.path} "):
            return
        cursor = cursor_in(rest, form.names)
        for completion in self._options(form, cursor):
            yield completion
        async for completion in self._values(form, cursor, rest):
            yield completion

    def _words(self, text: str) -> Iterator[Completion]:
        name, space, rest = text.partition(" ")
        if not space:
            yield from _matching(name, {word: one.means for word, one in WORDS.items()})
            return
        place, faults = self._session.place, self._session.box.faults
        match name:
            case "as":
                yield from _matching(rest, dict.fromkeys(place.everybody, ""))
            case "in":
                here = [
                    f"#{name}" for name, one in place.everywhere.items() if can_see(one, self._session.who)
                ]
                yield from _matching(rest, dict.fromkeys([*here, "@Easel"], ""))
            case "lang":
                yield from _matching(rest, dict.fromkeys(sorted(LOCALES), ""))
            case "react":
                yield from _matching(rest, {"🔁": "again"})
            case "click":
                seen = reversed(self._session.actor.visible_messages())
                yield from _matching(rest, dict.fromkeys(button_names(seen) or ["Again"], ""))
            case "choose":
                yield from _matching(rest, self._session.choices)
            case "apps":
                yield from _matching(rest, dict.fromkeys(place.menus, ""))
            case "fault" | "faults":
                yield from _matching(rest, faults.known)

    def _paths(self, text: str) -> Iterator[Completion]:
        """Commands, and the subcommands of a command that is complete."""
        name, space, rest = text.removeprefix("/").partition(" ")
        commands = {one["name"]: one for one in self._session.place.commands}
        if not space:
            yield from _matching(f"/{name}", {f"/{one}": commands[one]["description"] for one in commands})
        elif name in commands and " " not in rest:
            deeper = subcommands(commands[name].get("options") or [])
            yield from _matching(rest, {one["name"]: one["description"] for one in deeper})

    @staticmethod
    def _options(form: Form, cursor: Cursor) -> Iterator[Completion]:
        """Options that are not there yet, at the beginning of a word."""
        given = {*cursor.before, cursor.option}
        left = {f"{one['name']}:": one["description"] for one in form.options if one["name"] not in given}
        word = cursor.value.rpartition(" ")[2]
        if word or cursor.option is None or cursor.value.endswith(" "):
            yield from _matching(word, left)

    async def _values(self, form: Form, cursor: Cursor, rest: str) -> AsyncGenerator[Completion, None]:
        option = next((one for one in form.options if one["name"] == cursor.option), None)
        if option is None:
            return
        if option.get("autocomplete"):
            for choice in await self._ask(form, cursor, rest):
                value = str(choice["value"])
                yield Completion(quoted(value), -len(cursor.value), display=choice["name"])
            return
        for completion in _matching(cursor.value, self._known_values(option)):
            yield completion

    def _known_values(self, option: dict[str, Any]) -> dict[str, str]:
        place, kind = self._session.place, option["type"]
        if choices := option.get("choices"):
            return {str(choice["value"]): choice["name"] for choice in choices}
        values: dict[str, str] = {}
        if kind == _BOOLEAN:
            values = {"true": "", "false": ""}
        if kind in (_USER, _MENTIONABLE):
            values |= {f"@{name}": "member" for name in place.people}
        if kind in (_ROLE, _MENTIONABLE):
            values |= {f"@{name}": "role" for name in place.roles}
        if kind == _CHANNEL:
            values |= {f"#{name}": "" for name in place.channels}
        return values

    async def _ask(self, form: Form, cursor: Cursor, rest: str) -> list[dict[str, Any]]:
        """The bot's own suggestions, as Discord would ask for them."""
        try:
            others = read_options(form, rest, self._session.place, leave_out=cursor.option or "")
            return await self._session.actor.autocomplete(
                form.path, cursor.option or "", cursor.value, **others
            )
        except (ConsoleError, ClientRefusedError, InteractionFailedError, TimeoutError):
            return []


def _matching(typed: str, known: dict[str, str] | Any) -> Iterator[Completion]:
    """Those of ``known`` that begin with what was typed, or hold it; with their meaning beside them."""
    wanted = typed.casefold()
    begin = [name for name in known if name.casefold().startswith(wanted)]
    hold = [name for name in known if name not in begin and wanted and wanted in name.casefold()]
    for name in (*begin, *hold):
        yield Completion(name, -len(typed), display_meta=known[name])
