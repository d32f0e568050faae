"""Discord events: logs logins, acknowledgments, messages with their edits, and reactions."""

from __future__ import annotations

from typing import Any

from rich.text import Text

from sandbox.discord import (
    Change,
    DiscordSimulator,
    GatewayEvent,
    Message,
    MessageFlag,
    Reaction,
    RestExchange,
)
from sandbox.discord.interactions import ACK_SECONDS
from sandbox.scenarios.event_log import EventLog
from sandbox.scenarios.message_text import audience, message_lines

__all__ = ["observe_discord"]

_DEFERRED = 5
# The bot's content for a deferred reply that it is about to delete.
_PLACEHOLDER = "…"


def observe_discord(discord: DiscordSimulator, log: EventLog) -> None:
    """Record all actions of the bot and users in ``discord`` in ``log`` from now on."""
    observer = _DiscordObserver(discord, log)
    discord.world.watch(observer.on_change)
    discord.traffic.subscribe(observer.on_traffic)


class _DiscordObserver:
    def __init__(self, discord: DiscordSimulator, log: EventLog) -> None:
        self._discord = discord
        self._log = log
        # Only the pictures of the first result are described individually.
        self._described = False
        self._deadline_mentioned = False

    def on_change(self, change: Change) -> None:
        bot = self._discord.world.bot
        subject = change.subject
        if isinstance(subject, Message) and subject.author is bot:
            self._message(change.verb, subject)
        elif isinstance(subject, Reaction) and change.verb == "create" and subject.user and subject.emoji:
            verb = "puts" if subject.user is bot else "reacts with"
            owner = _requester(subject.message)
            where = f"under {owner}'s pictures" if owner else "under a message"
            self._log.add(subject.user.name, f"{verb} {subject.emoji.name} {where}")

    def on_traffic(self, entry: RestExchange | GatewayEvent) -> None:
        if isinstance(entry, GatewayEvent):
            if entry.name == "READY":
                self._log.add("Discord", f"{entry.data['user']['username']} is online", at=entry.at)
        elif entry.status < 300 and entry.route_template.endswith("/callback"):
            self._acknowledged(entry)
        elif entry.status < 300 and entry.method == "PUT" and entry.route_template.endswith("/commands"):
            names = ", ".join(map(_command_name, entry.json))
            self._log.add("Discord", f"has the bot's commands now: {names}", at=entry.finished_at)

    def _acknowledged(self, exchange: RestExchange) -> None:
        body: dict[str, Any] = exchange.json
        if body["type"] != _DEFERRED:
            return
        number = exchange.path.split("/")[-3]
        interaction = next(one for one in self._discord.interactions if str(one.id) == number)
        private = body.get("data", {}).get("flags", 0) & MessageFlag.EPHEMERAL
        user = interaction.user.name
        prefix = (f"(only {user} sees this) ", "bright_yellow") if private else (f"→ {user}: ", "")
        took = f"{(interaction.acked_at or 0.0) * 1000:.0f} ms"
        if not self._deadline_mentioned:
            took += f"; Discord waits {ACK_SECONDS * 1000:,.0f} ms at most"
            self._deadline_mentioned = True
        after = (f"  (acknowledged after {took})", "bright_black")
        text = Text.assemble(prefix, ("is thinking…", "italic"), after)
        self._log.add("Easel", text, at=exchange.finished_at)

    def _message(self, verb: str, message: Message) -> None:
        if verb == "delete":
            text = f"→ {_requester(message)}: takes the public reply away"
            self._log.add("Easel", Text(text, "bright_black"))
        elif not message.loading and message.content != _PLACEHOLDER:
            in_full = bool(message.attachments) and not self._described
            self._described = self._described or in_full
            first, *others = message_lines(message, self._discord.world, in_full=in_full)
            # Progress has a button and no pictures.
            progress = message.id if message.components and not message.attachments else None
            self._log.add("Easel", Text.assemble(_addressee(message), first), others, state_of=progress)


def _addressee(message: Message) -> tuple[str, str]:
    """Return a prefix that names the reader of a private message or the user replied to."""
    if readers := audience(message):
        return f"({readers}) ", "bright_yellow"
    user = _requester(message)
    if message.attachments or not user or message.content.startswith("<@"):
        return "", ""
    return f"→ {user}: ", ""


def _command_name(command: dict[str, Any]) -> str:
    """Return a command as users see it; Apps menu entries have no slash."""
    return f"/{command['name']}" if command.get("type", 1) == 1 else f"“{command['name']}”"


def _requester(message: Message) -> str:
    """Return the user whose request a message answers; for a repeat by reaction, the original requester."""
    metadata = message.interaction_metadata
    if metadata is None and message.reference is not None:
        return _requester(message.reference)
    return metadata.user.name if metadata is not None else ""
