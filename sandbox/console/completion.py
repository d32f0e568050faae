"""Completion of command lines, based on the commands that the bot has registered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prompt_toolkit.completion import CompleteEvent, Completer, Completion, WordCompleter
from prompt_toolkit.document import Document

from sandbox.console.repl_commands import REPL_COMMANDS
from sandbox.console.session import Session
from sandbox.discord.localisation import LOCALES
from sandbox.driver import InputError, ParsedCommand
from sandbox.driver.command_index import subcommands
from sandbox.driver.lookup import button_names, menu_choices

__all__ = ["ConsoleCompleter"]

_BOOLEAN = 5


class ConsoleCompleter(Completer):
    """Completes commands, subcommands, options, choices and the console's own commands."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
        words = dict(self._words(document.text_before_cursor.lstrip()))
        completer = WordCompleter(list(words), ignore_case=True, meta_dict=words, WORD=True)
        return completer.get_completions(document, event)

    def _words(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the words that may follow ``text``, with descriptions."""
        index = self._session.index
        name, space, _ = text.partition(" ")
        if not space:
            yield from ((word, one.description) for word, one in REPL_COMMANDS.items())
            yield from ((f"/{one}", index.shown(part, "description")) for one, part in index.commands.items())
        elif not text.startswith("/"):
            yield from dict.fromkeys(self._arguments(name), "").items()
        else:
            try:
                yield from self._options(index.find(text))
            except InputError:
                deeper = subcommands(index.commands.get(name[1:], {}).get("options") or [])
                yield from ((index.shown(one), index.shown(one, "description")) for one in deeper)

    def _options(self, command: ParsedCommand) -> Iterator[tuple[str, str]]:
        index = self._session.index
        for name, option in command.options.items():
            yield f"{name}:", index.shown(option, "description")
            values = [str(one["value"]) for one in option.get("choices") or []]
            values += ["true", "false"] if option["type"] == _BOOLEAN else []
            yield from ((f"{name}:{value}", "") for value in [*values, *index.objects(option["type"])])

    def _arguments(self, name: str) -> Iterable[str]:
        session, index = self._session, self._session.index
        seen = list(reversed(session.client.visible_messages()))
        known: dict[str, Iterable[str]] = {
            "as": index.all_people,
            "in": [*(f"#{one}" for one in index.all_channels), "@Easel"],
            "lang": sorted(LOCALES),
            "click": button_names(seen),
            "choose": menu_choices(seen),
            "apps": index.apps,
            "fault": session.driver.faults.known,
        }
        return known.get(name, ())
