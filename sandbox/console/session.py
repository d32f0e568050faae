"""Console session: the current user and channel, and the results so far."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from rich.text import Text

from sandbox.console.results import Results
from sandbox.discord import (
    ClientRefusedError,
    Interaction,
    InteractionFailedError,
    InteractionState,
    Message,
    User,
    UserClient,
)
from sandbox.discord.errors import ApiError
from sandbox.driver import CommandIndex, Driver, InputError
from sandbox.driver.lookup import find_button
from sandbox.scenarios.event_log import EventLog
from sandbox.scenarios.image_store import ImageStore
from sandbox.scenarios.message_text import form_lines
from sandbox.server import Sandbox
from sandbox.transcript import Transcript

__all__ = ["Session"]

_IDLE_SECONDS = 300.0
_POLL_SECONDS = 0.05


class Session:
    """Acts as ``user`` in ``driver.channel``; both may be changed at any time.

    ``open_jobs`` returns the number of the bot's unfinished jobs. With ``echo`` (for scripts), every action
    is written to the transcript and waits for the bot's reply; a terminal already shows the typed line.
    """

    def __init__(
        self, sandbox: Sandbox, log: EventLog, images: ImageStore, *, open_jobs: Callable[[], int], echo: bool
    ) -> None:
        self.driver = Driver(sandbox)
        self.log = log
        self.results = Results(sandbox, log, images)
        self.user: User = sandbox.people.alice
        self.form: Interaction | None = None
        self._open_jobs = open_jobs
        self._echo = echo

    @property
    def transcript(self) -> Transcript:
        return self.log.transcript

    @property
    def index(self) -> CommandIndex:
        """The commands, people and channels that the user can name here."""
        return self.driver.commands(self.user)

    @property
    def client(self) -> UserClient:
        return self.driver.client(self.user)

    @property
    def where(self) -> str:
        """The channel as typed: ``#studio``, or ``@Easel`` for the direct message channel."""
        return f"#{self.driver.channel.name}" if self.driver.channel.guild else "@Easel"

    @property
    def prompt(self) -> str:
        return f"{self.user.name} {self.where}> "

    async def act(self, action: Awaitable[object], text: str = "") -> None:
        """Run ``action``; if it is an interaction, wait for the bot's acknowledgment.

        ``text`` is the line to echo. Raises :class:`InputError` if Discord's client would refuse the action.
        """
        try:
            done = await action
        except ClientRefusedError as error:
            raise InputError(f"Discord's own client would not send that: {error}.") from error
        except ApiError as error:
            raise InputError(f"Discord refuses that: {error.body['message']}.") from error
        if text and self._echo:
            self.log.add(self.user.name, text)
        if isinstance(done, Interaction):
            await self._acknowledged(done)

    async def _acknowledged(self, interaction: Interaction) -> None:
        try:
            await interaction.acked()
            if self._echo:
                # The next line of a script may refer to the reply.
                await interaction.done()
        except InteractionFailedError:
            self.transcript.say("The application did not respond.", "red")
        except TimeoutError:
            self.transcript.say("There is no answer yet.", "bright_black")
        self.form = interaction if interaction.modal is not None else None
        if interaction.modal is not None:
            title, *fields = form_lines(interaction.modal, self.driver.world, interaction.user.locale)
            hint = Text("fill NAME:VALUE … sends it; fill alone sends it unchanged", "bright_black")
            self.log.add("Easel", title, [*fields, hint])

    async def wait_idle(self) -> None:
        """Wait until the bot has finished every job and the transcript is complete."""
        try:
            async with asyncio.timeout(_IDLE_SECONDS):
                # Poll, as there is no event for settling a job, which follows its last Discord call.
                while self._open_jobs() or any(map(_is_open, self.driver.discord.interactions)):  # noqa: ASYNC110
                    await asyncio.sleep(_POLL_SECONDS)
        except TimeoutError:
            self.transcript.say(f"Some requests did not end within {_IDLE_SECONDS:.0f} s.", "red")
        await self.log.flush()

    async def offers_now(self, button: str) -> bool:
        """Return whether the newest message is an open job's progress with ``button`` (Cancel)."""
        await self.log.flush()
        seen = self.client.visible_messages()
        return bool(button and self._open_jobs() and seen and _has_button(seen[-1], button))


def _has_button(message: Message, button: str) -> bool:
    try:
        return bool(find_button([message], button))
    except InputError:
        return False


def _is_open(interaction: Interaction) -> bool:
    """Return whether the user is still waiting for a reply."""
    if interaction.callback_type is None:
        return interaction.state is InteractionState.NEW
    response = interaction.response
    return response is not None and response.loading and not response.deleted
