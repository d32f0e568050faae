"""Guide driver: types, clicks and chooses, and adds the outcome to the current picture."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import App
from bot.discord.i18n import load_texts
from sandbox.discord import Interaction, Message, User
from sandbox.driver import Driver
from sandbox.embedded_bot import embedded_bot
from sandbox.fal import RequestState
from sandbox.scenarios.guide.camera import Camera, open_camera
from sandbox.server import Sandbox, open_sandbox

__all__ = ["GuideDriver", "Shot", "open_guide"]

_TEXTS = load_texts()
_RENDER_SECONDS = 31.0
_SETTLE_SECONDS = 0.05
_TIMEOUT_SECONDS = 30.0
_SETTINGS = {
    "PROGRESS_SECONDS": "0.05",
    "FAL_POLL_SECONDS": "0.1",
    "RETENTION_DAYS": "90",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A picture of the guide: its file name and alt text."""

    name: str
    alt: str


class GuideDriver(Driver):
    """Acts in the sandbox and takes screenshots; without a ``camera``, it only acts.

    ``commands_played`` and ``shots`` list the commands and pictures so far.
    """

    def __init__(self, sandbox: Sandbox, app: App, camera: Camera | None, folder: Path | None) -> None:
        super().__init__(sandbox, timeout=_TIMEOUT_SECONDS)
        self.shots: list[Shot] = []
        self.commands_played: set[str] = set()
        self._app = app
        self._camera = camera
        self._folder = folder

    # Pictures

    def shot(self, name: str, alt: str) -> None:
        """Finish the current picture and begin a new one."""
        self.finish_shot()
        self.shots.append(Shot(name=name, alt=alt))

    def finish_shot(self) -> None:
        """Write the current picture."""
        if self._camera is not None and self._folder is not None and self.shots:
            self._camera.save(self._folder / f"{self.shots[-1].name}.webp")

    async def show(self, message: Message) -> None:
        """Add ``message`` to the picture, as its reader currently sees it."""
        metadata = message.interaction_metadata
        viewer = message.ephemeral_to or (metadata.user if metadata else self.people.alice)
        if self._camera is not None:
            await self._camera.message(message, viewer)

    async def show_suggestions(self, user: User, text: str) -> None:
        """Add the suggestions for the last option of a typed command to the picture."""
        if self._camera is not None:
            await self._camera.suggestions(text, user, self.channel)

    # Actions

    async def run(self, user: User, text: str, *, shown: bool = False) -> Interaction:
        """Run a slash command and wait for the first reply; ``shown`` adds the command to the picture."""
        self.commands_played.add(f"/{self.commands(user).find(text).path}")
        if shown and self._camera is not None:
            await self._camera.command(text, user, self.channel)
        return await (await self.command(user, text)).done(_TIMEOUT_SECONDS)

    async def run_and_show(self, user: User, text: str) -> Message:
        """Run a slash command and add its reply to the picture."""
        answer = await self.settled_answer(await self.run(user, text))
        await self.show(answer)
        return answer

    async def press(self, user: User, message: Message, key: str) -> Interaction:
        """Press the button labeled with the text ``key`` and wait for the first reply."""
        clicked = await self.click(user, message, _TEXTS(key, user.locale))
        return await clicked.done(_TIMEOUT_SECONDS)

    async def press_and_show(self, user: User, message: Message, key: str) -> Message:
        """Press a button and add its reply to the picture."""
        answer = await self.settled_answer(await self.press(user, message, key))
        await self.show(answer)
        return answer

    async def choose_in(self, user: User, message: Message, choice: str) -> Interaction:
        """Choose from a menu and wait for the first reply."""
        return await (await self.choose(user, message, choice)).done(_TIMEOUT_SECONDS)

    async def use_app(self, user: User, message: Message, key: str) -> Interaction:
        """Choose the entry labeled with the text ``key`` in a message's Apps menu."""
        name = _TEXTS(key, user.locale)
        self.commands_played.add(name)
        chosen = await self.client(user, message.channel).context_menu(name, message)
        return await chosen.done(_TIMEOUT_SECONDS)

    async def submit(self, user: User, opened: Interaction, text: str) -> Interaction:
        """Add the open form to the picture and submit it, filled in with ``text``."""
        form: dict[str, Any] = opened.modal or {}
        if self._camera is not None:
            await self._camera.form(form, user, self.channel)
        return await (await self.fill(user, opened, text)).done(_TIMEOUT_SECONDS)

    # Waiting

    async def edited(self, message: Message, edits: int) -> None:
        """Wait until ``message`` has been edited more than ``edits`` times."""
        await self.until(lambda: len(message.edits) > edits)

    async def settled_answer(self, interaction: Interaction) -> Message:
        """Return the newest reply, after a short wait for further ones."""
        await self.answer_of(interaction)
        await asyncio.sleep(_SETTLE_SECONDS)
        return await self.answer_of(interaction)

    async def drawn(self, interaction: Interaction) -> Message:
        """Wait for the requested pictures, advancing the clock while fal renders."""
        message = await self.answer_of(interaction)
        while not message.attachments:
            if message.deleted or message.content.startswith(interaction.user.mention):
                raise RuntimeError(f"nothing was drawn: {[one.content for one in interaction.messages]}")
            if any(one.state is RequestState.IN_PROGRESS for one in self.fal.requests.values()):
                self.clock.advance(_RENDER_SECONDS / 4)
            await asyncio.sleep(_SETTLE_SECONDS)
        await self.wait_idle()
        return message

    async def wait_idle(self) -> None:
        """Wait until the bot has settled every job."""
        while self._app.bot.services.dispatcher.open_jobs:  # noqa: ASYNC110 - there is no event for it
            await asyncio.sleep(_SETTLE_SECONDS)

    async def picture(self, user: User, text: str) -> Message:
        """Request pictures that a scene starts with."""
        return await self.drawn(await self.run(user, text))


@asynccontextmanager
async def open_guide(
    state: Path, folder: Path | None, *, picture_bytes: int | None = None
) -> AsyncIterator[GuideDriver]:
    """Open a sandbox with the bot online; if ``folder`` is given, also open a camera that saves to it.

    ``picture_bytes`` selects plain pictures of about that size, which are quick to draw.
    """
    async with (
        open_sandbox(
            render_seconds=_RENDER_SECONDS, cancel_stops=True, rate_limits=False, picture_bytes=picture_bytes
        ) as sandbox,
        embedded_bot(sandbox, sandbox.settings(state, **_SETTINGS)) as bot,
        open_camera(sandbox, bot.app) if folder is not None else nullcontext() as camera,
    ):
        yield GuideDriver(sandbox, bot.app, camera, folder)
