"""Watches the small Discord: acknowledgements, messages and their edits, reactions, logins."""

from __future__ import annotations

from typing import Any

from rich.text import Text

from sandbox.discord import DiscordSimulator, GatewayEvent, Message, MessageFlag, RestExchange
from sandbox.discord.changes import Change, MessageChange, ReactionChange
from sandbox.discord.interactions import ACK_SECONDS
from sandbox.story.message_view import audience, message_lines
from sandbox.story.scribe import Scribe

__all__ = ["watch_discord"]

_DEFERRED = 5
# What stands in a reply for the moment before it is taken away.
_NOTHING_YET = "…"


def watch_discord(discord: DiscordSimulator, scribe: Scribe) -> None:
    """Note what the bot does in ``discord`` from now on, for as long as it runs."""
    watch = _DiscordWatch(discord, scribe)
    discord.world.watch(watch.on_change)
    discord.traffic.subscribe(watch.on_entry)


class _DiscordWatch:
    def __init__(self, discord: DiscordSimulator, scribe: Scribe) -> None:
        self._discord = discord
        self._scribe = scribe
        # The first result is shown picture by picture, the others in a line.
        self._shown_in_full = False
        self._deadline_told = False

    def on_change(self, change: Change) -> None:
        bot = self._discord.world.bot
        if isinstance(change, MessageChange) and change.message.author is bot:
            self._message(change.verb, change.message)
        elif isinstance(change, ReactionChange) and change.verb == "create":
            verb = "puts" if change.user is bot else "reacts with"
            owner = _asked_by(change.message)
            where = f"under {owner}'s pictures" if owner else "under a message"
            self._note(change.user.name, Text(f"{verb} {change.emoji.name} {where}"))

    def on_entry(self, entry: RestExchange | GatewayEvent) -> None:
        if isinstance(entry, GatewayEvent):
            if entry.name == "READY":
                user = entry.data["user"]["username"]
                self._scribe.note(entry.at, "Discord", f"{user} is online")
            return
        if entry.status >= 300:
            return
        if entry.route_template.endswith("/commands") and entry.method == "PUT":
            names = ", ".join(map(_called, entry.json))
            self._scribe.note(entry.finished_at, "Discord", f"has the bot's commands now: {names}")
        elif entry.route_template.endswith("/callback"):
            self._acknowledged(entry)

    def _acknowledged(self, exchange: RestExchange) -> None:
        body: dict[str, Any] = exchange.json
        if body["type"] != _DEFERRED:
            return
        number = exchange.path.split("/")[-3]
        interaction = next(one for one in self._discord.interactions if str(one.id) == number)
        private = body.get("data", {}).get("flags", 0) & MessageFlag.EPHEMERAL
        who = f"(only {interaction.user.name} sees this) " if private else f"→ {interaction.user.name}: "
        text = Text.assemble((who, "bright_yellow" if private else ""), ("is thinking…", "italic"))
        took = f"{(interaction.acked_at or 0.0) * 1000:.0f} ms"
        if not self._deadline_told:
            took += f"; Discord waits {ACK_SECONDS * 1000:,.0f} ms at most"
            self._deadline_told = True
        text.append(f"  (acknowledged after {took})", "bright_black")
        self._scribe.note(exchange.finished_at, "Easel", text)

    def _message(self, verb: str, message: Message) -> None:
        if verb == "delete":
            self._note("Easel", Text(f"→ {_asked_by(message)}: takes the public reply away", "bright_black"))
            return
        if message.loading or message.content == _NOTHING_YET:
            return
        lines = message_lines(message, self._discord.world, in_full=self._in_full(message))
        self._note("Easel", self._addressed(message, lines[0]), lines[1:])

    def _in_full(self, message: Message) -> bool:
        if not message.attachments or self._shown_in_full:
            return False
        self._shown_in_full = True
        return True

    def _addressed(self, message: Message, first: Text) -> Text:
        """The first line, with a mark of whom it answers or who alone sees it."""
        if who := audience(message):
            return Text.assemble((f"({who}) ", "bright_yellow"), first)
        asked_by = _asked_by(message)
        if message.attachments or not asked_by or message.content.startswith("<@"):
            return first
        return Text.assemble(f"→ {asked_by}: ", first)

    def _note(self, actor: str, text: Text, details: list[Text] | None = None) -> None:
        self._scribe.note(self._discord.world.clock.now(), actor, text, details or ())


def _called(command: dict[str, Any]) -> str:
    """A command as people speak of it; an entry of the Apps menu has no slash."""
    name = str(command["name"])
    return f"/{name}" if command.get("type", 1) == 1 else f"“{name}”"


def _asked_by(message: Message) -> str:
    """Whose request a message answers; for a repeat by reaction, whose result it refers to."""
    metadata = message.interaction_metadata
    if metadata is None and message.reference is not None:
        return _asked_by(message.reference)
    return metadata.user.name if metadata is not None else ""
