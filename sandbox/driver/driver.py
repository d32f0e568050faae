"""Driver: acts as any user of the simulated Discord and waits for the bot's replies."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from typing import Any

from sandbox.discord import (
    Attachment,
    Channel,
    Interaction,
    Message,
    User,
    UserClient,
)
from sandbox.discord.rules.components import ComponentType, walk
from sandbox.driver.command_index import CommandIndex, upload_file
from sandbox.driver.lookup import find_button, find_menu, read_fields
from sandbox.driver.parser import InputError
from sandbox.fal import FalRequest
from sandbox.server import Sandbox

__all__ = ["Driver"]

_POLL_SECONDS = 0.05
# The bot's content for a deferred reply that it is about to delete.
_PLACEHOLDER = "…"


class Driver:
    """Acts in ``channel`` (by default #studio) and waits up to ``timeout`` real seconds.

    Actions return the interaction as soon as it is sent; ``await interaction.done()`` waits for the
    reply. Buttons, menus and fields are found by their visible text; :class:`InputError` is raised if
    none matches.
    """

    def __init__(self, sandbox: Sandbox, *, channel: Channel | None = None, timeout: float = 30.0) -> None:
        self.sandbox = sandbox
        self.clock, self.faults = sandbox.clock, sandbox.faults
        self.discord, self.world = sandbox.discord, sandbox.discord.world
        self.fal, self.people = sandbox.fal, sandbox.people
        self.channel = channel or sandbox.people.studio
        self.timeout = timeout

    # Actions

    def client(self, user: User, channel: Channel | None = None) -> UserClient:
        """Return ``user``'s client in a channel, for actions with IDs and raw values."""
        return self.discord.client(user, channel or self.channel)

    def commands(self, user: User, channel: Channel | None = None) -> CommandIndex:
        """Return the commands and objects that ``user`` can name in a channel."""
        return CommandIndex(discord=self.discord, channel=channel or self.channel, locale=user.locale)

    async def command(self, user: User, text: str, *, channel: Channel | None = None) -> Interaction:
        """Run a slash command as typed: ``/imagine prompt:a red fox count:2``."""
        path, options = self.commands(user, channel).parse(text)
        return await self.client(user, channel).run(path, options)

    async def click(self, user: User, message: Message, button: str) -> Interaction:
        """Press a button under ``message``."""
        _, found = find_button([message], button)
        return await self.client(user, message.channel).click(message, found["custom_id"])

    async def choose(self, user: User, message: Message, choice: str) -> Interaction:
        """Choose from a select menu of ``message``; separate several choices by commas."""
        _, menu, values = find_menu([message], choice, self.commands(user, message.channel))
        return await self.client(user, message.channel).select(message, menu["custom_id"], values)

    async def fill(self, user: User, opened: Interaction, text: str) -> Interaction:
        """Submit the form that ``opened`` shows; fields omitted from ``text`` keep their values.

        The value of a file upload is a comma-separated list of paths.
        """
        if opened.modal is None:
            raise InputError("No form is open.")
        client = self.client(user, opened.channel)
        values: dict[str, str | list[str] | list[Attachment]] = dict(read_fields(opened.modal, text))
        for field in walk(opened.modal["components"]):
            if field.get("type") == ComponentType.FILE_UPLOAD and field["custom_id"] in values:
                name, paths = field["custom_id"], values[field["custom_id"]]
                values[name] = [upload_file(self.discord, opened.channel, name, str(path)) for path in paths]
        return await client.submit_modal(opened, values)

    # Waiting

    async def until(self, condition: Callable[[], Any], what: str = "", timeout: float | None = None) -> None:
        """Wait until ``condition()`` is true, checking it after every change in Discord and every 50 ms.

        Raises :class:`TimeoutError` with ``what``, a description of the condition.
        """
        limit = self.timeout if timeout is None else timeout
        end = time.monotonic() + limit
        while not condition():
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"{what or 'the awaited change'}: not within {limit:.0f} s")
            with contextlib.suppress(TimeoutError):
                await self.discord.until(condition, min(left, _POLL_SECONDS))

    async def answer_of(self, interaction: Interaction) -> Message:
        """Wait for a reply to ``interaction`` with content and return the newest one."""
        await self.until(lambda: _readable(interaction), f"an answer to {interaction.user.name}")
        return _readable(interaction)[-1]

    async def result_of(self, interaction: Interaction) -> Message:
        """Wait for the reply with the pictures."""

        def done() -> object:
            return interaction.response is not None and interaction.response.attachments

        await self.until(done, f"the pictures for {interaction.user.name}")
        assert interaction.response is not None  # noqa: S101 - just awaited
        return interaction.response

    # State

    def results(self, *channels: Channel) -> list[Message]:
        """Return the messages with pictures in ``channels`` (by default this one), oldest first."""
        found = [
            message for channel in channels or (self.channel,) for message in self.world.messages(channel)
        ]
        return sorted((message for message in found if message.attachments), key=lambda one: one.id)

    def requests_for(self, prompt: str) -> list[FalRequest]:
        """Return the requests with that prompt accepted by fal, oldest first."""
        return [one for one in self.fal.requests.values() if one.arguments.get("prompt") == prompt]


def _readable(interaction: Interaction) -> list[Message]:
    return [
        one
        for one in interaction.messages
        if not one.loading
        and not one.deleted
        and one.content != _PLACEHOLDER
        and (one.content or one.components or one.attachments)
    ]
