"""Completion: suggests the next word of a command line, as the bot registered its commands."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Mapping

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from sandbox.console.repl_commands import REPL_COMMANDS
from sandbox.console.session import Session
from sandbox.discord import ClientRefusedError, InteractionFailedError
from sandbox.discord.localisation import LOCALES
from sandbox.driver import InputError, ParsedCommand
from sandbox.driver.command_index import subcommands
from sandbox.driver.lookup import button_names, menu_choices
from sandbox.driver.parser import option_names

__all__ = ["ConsoleCompleter"]

_BOOLEAN = 5


class ConsoleCompleter(Completer):
    """Suggests words for the current user and channel of ``session``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        """Nothing: the bot is asked for suggestions asynchronously."""
        return ()

    async def get_completions_async(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002 - prompt_toolkit's signature
    ) -> AsyncGenerator[Completion, None]:
        """The words that begin with the one before the cursor, then those that contain it."""
        async for typed, words in self._words(document.text_before_cursor.lstrip()):
            wanted = typed.casefold()
            begin = [word for word in words if word.casefold().startswith(wanted)]
            contain = [word for word in words if word not in begin and wanted in word.casefold()]
            for word in (*begin, *contain):
                yield Completion(word, -len(typed), display_meta=words[word])

    async def _words(self, text: str) -> AsyncGenerator[tuple[str, Mapping[str, str]], None]:
        """A text to replace, and the words that may replace it with their descriptions."""
        index = self._session.index
        name, space, argument = text.partition(" ")
        if not text.startswith("/"):
            known = {word: one.description for word, one in REPL_COMMANDS.items()}
            yield (argument, self._arguments(name)) if space else (name, known)
        elif not space:
            yield name, {f"/{one}": index.shown(part, "description") for one, part in index.commands.items()}
        else:
            try:
                command = index.find(text)
            except InputError:
                deeper = subcommands(index.commands.get(name[1:], {}).get("options") or [])
                yield argument, {index.shown(one): index.shown(one, "description") for one in deeper}
                return
            async for group in self._options(command):
                yield group

    async def _options(self, command: ParsedCommand) -> AsyncGenerator[tuple[str, Mapping[str, str]], None]:
        """Option names that are not given yet, and the values of the option at the cursor."""
        index, given = self._session.index, option_names(command.rest, command.names)
        current = command.names[given[-1][1]] if given else ""
        value = command.rest[given[-1].end(1) + 1 :].lstrip() if given else ""
        if not value or value.endswith(" ") or " " in value:
            used = {command.names[one[1]] for one in given}
            left = {name: part for name, part in command.options.items() if name not in used}
            word = (value if given else command.rest).rpartition(" ")[2]
            if word or not given or value:
                yield word, {f"{name}:": index.shown(part, "description") for name, part in left.items()}
        option = command.options.get(current, {"type": 0})
        if option.get("autocomplete"):
            yield value, await self._suggestions(command, current, value)
        known = {str(one["value"]): index.shown(one) for one in option.get("choices") or []}
        known |= {"true": "", "false": ""} if option["type"] == _BOOLEAN else {}
        yield value, known | dict.fromkeys(index.objects(option["type"]) or {}, "")

    async def _suggestions(self, command: ParsedCommand, option: str, value: str) -> Mapping[str, str]:
        """The bot's own suggestions."""
        try:
            others = self._session.index.values(command, leave_out=option)
            found = await self._session.client.autocomplete(command.path, option, value, **others)
        except (InputError, ClientRefusedError, InteractionFailedError, TimeoutError):
            return {}
        return {str(choice["value"]): choice["name"] for choice in found}

    def _arguments(self, name: str) -> Mapping[str, str]:
        """The possible arguments of a REPL command."""
        session = self._session
        seen = list(reversed(session.client.visible_messages()))
        known: dict[str, Iterable[str]] = {
            "as": session.index.all_people,
            "in": [*(f"#{one}" for one in session.index.all_channels), "@Easel"],
            "lang": sorted(LOCALES),
            "click": button_names(seen),
            "choose": menu_choices(seen),
            "apps": session.index.apps,
        }
        if name in ("fault", "faults"):
            return session.driver.faults.known
        return dict.fromkeys(known.get(name, ()), "")
