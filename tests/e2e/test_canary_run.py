"""Canary run: five hundred mixed actions while both services repeat secrets leak none of them."""

from __future__ import annotations

import asyncio
import io
import json
import random
import zipfile
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.db.schema import metadata
from bot.logging import set_up_logging
from bot.ops.backup import back_up
from sandbox.discord import (
    Attachment,
    ClientRefusedError,
    Interaction,
    InteractionFailedError,
    Message,
    UserClient,
)
from sandbox.driver import InputError
from sandbox.driver.lookup import buttons_of
from tests.e2e.canaries import NAME_WORD, Canaries
from tests.e2e.harness import Harness, open_harness
from tests.faults.fast_clock import run_library_on

ACTS = 500
_WAVE = 20
_SETTINGS = {
    "QUOTA_DAILY_CREDITS": "1000",
    "QUOTA_SERVER_DAILY_CREDITS": "none",
    "QUOTA_BOT_DAILY_CREDITS": "none",
    "JOBS_RUNNING_PER_MEMBER": "4",
}
#: Failures with a message from the service, and a few without.
FAULTS = (
    "fal.submit.401",
    "fal.submit.422",
    "fal.submit.429",
    "fal.submit.500",
    "fal.submit.echo",
    "fal.submit.echo-id",
    "fal.submit.garbage",
    "fal.status.404",
    "fal.status.500",
    "fal.status.garbage",
    "fal.result.garbage",
    "fal.result.500",
    "fal.job.completed-with-error",
    "fal.job.completed-error-200",
    "fal.job.policy-400",
    "fal.job.policy-422",
    "fal.job.echo-failure",
    "fal.job.echo-pictures",
    "fal.file.404",
    "fal.file.not-a-picture",
    "fal.file.foreign-host",
    "discord.rest.403",
    "discord.rest.404",
    "discord.rest.400",
    "discord.rest.500",
    "discord.rest.413",
    "discord.gateway.unreadable-event",
    "discord.gateway.duplicate-event",
)
_LOGS = (("DEBUG", "json"), ("DEBUG", "console"), ("INFO", "json"), ("INFO", "console"))

Act = Callable[[], Awaitable[Interaction]]


class _Run:
    def __init__(self, harness: Harness, seed: int) -> None:
        self.harness = harness
        self.dice = random.Random(seed)
        self.acts: Counter[str] = Counter()
        people = [harness.world.create_user(f"member{number}") for number in range(12)]
        for user in people:
            harness.people.guild.add_member(user)
        self.clients = [harness.client(user) for user in people]

    async def wave(self) -> None:
        """Perform twenty actions concurrently, some with a fault, and wait until all have ended."""
        for _ in range(_WAVE):
            if self.dice.random() < 0.4:
                self.harness.faults.arm(self.dice.choice(FAULTS))
            name, act = self._choose()
            with suppress(ClientRefusedError, InputError, InteractionFailedError):
                await act()
            self.acts[name] += 1
        await self._settle(1.0)
        self.harness.faults.clear()
        # Limits for members, cooldowns and the circuit breaker end.
        self.harness.clock.advance(3600)
        await self._settle(5.0)

    async def _settle(self, step: float) -> None:
        """Move the clock until no job has been open for a while."""
        idle = 0
        for _ in range(600):
            await asyncio.sleep(0.01)
            open_jobs = self.harness.app.bot.services.dispatcher.open_jobs
            idle = 0 if open_jobs else idle + 1
            if idle > 20:
                return
            self.harness.clock.advance(step if open_jobs else 0.0)
        raise AssertionError("jobs do not end")

    def _choose(self) -> tuple[str, Act]:
        client, mod = self.dice.choice(self.clients), self.harness.mod
        options = {"prompt": f"a red kite {self.dice.random()}", "quality": "low"}
        member = self.dice.choice(self.clients).user
        acts: list[tuple[str, int, Act]] = [
            ("imagine", 40, lambda: client.slash("imagine", **options)),
            ("imagine privately", 12, lambda: client.slash("imagine", **options, private=True)),
            ("press a button", 25, lambda: self._press(client)),
            ("history", 6, lambda: client.slash("history")),
            ("quota", 5, lambda: client.slash("quota")),
            ("grant", 3, lambda: mod.slash("quota-admin grant", member=member, credits=5)),
            ("audit", 2, lambda: mod.slash("quota-admin audit")),
            ("usage", 2, lambda: mod.slash("quota-admin usage")),
            ("settings", 2, lambda: mod.slash("settings")),
            ("about", 2, lambda: client.slash("about")),
            ("model", 1, lambda: client.slash("model")),
        ]
        name, _, act = self.dice.choices(acts, [weight for _, weight, _ in acts])[0]
        return name, act

    async def _press(self, client: UserClient) -> Interaction:
        """Press any button or open the menu of a recent message that the member sees."""
        messages = [one for one in client.visible_messages()[-30:] if buttons_of(one)]
        if not messages:
            raise InputError("There is no button yet.")
        message = self.dice.choice(messages)
        buttons = buttons_of(message)
        return await client.click(message, self.dice.choice(buttons)["custom_id"])


# Half a minute on an idle machine.
@pytest.mark.timeout(300)
async def test_five_hundred_actions_leak_no_canary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database_url: str
):
    logs = [io.StringIO() for _ in _LOGS]
    async with open_harness(
        tmp_path, sandbox={"picture_bytes": 2000, "stream": True}, DATABASE_URL=database_url, **_SETTINGS
    ) as harness:
        run_library_on(harness.sandbox, monkeypatch)
        secrets = harness.app.settings.secrets
        canaries = Canaries(secrets)
        canaries.install(harness.sandbox, monkeypatch)
        # Discord sends the names again, now with canaries in them.
        harness.discord.gateway.invalidate()
        await harness.until(lambda: len(harness.discord.gateway.sessions) == 1)
        await harness.until(harness.app.bot.is_ready)
        run = _Run(harness, seed=1)
        while run.acts.total() < ACTS:
            level, form = _LOGS[run.acts.total() * len(_LOGS) // ACTS]
            stream = logs[run.acts.total() * len(_LOGS) // ACTS]
            set_up_logging(level=level, form=form, stream=stream, secrets=secrets)
            await run.wave()
        rows = await _rows(harness)
        shown = {
            str(one.id): _shown(one)
            for c in harness.world.channels.values()
            for one in harness.world.messages(c)
        }
        exports = [await _export(harness, client) for client in run.clients[:3]]
        backup = tmp_path / "backup.db"
        if database_url.startswith("sqlite"):
            back_up(database_url, backup)
        stored = _files(tmp_path)

    places = {
        "database": json.dumps(rows, default=str),
        "exports": "".join(exports),
        **{f"log {level} {form}": log.getvalue() for (level, form), log in zip(_LOGS, logs, strict=True)},
        **{f"file {number}": data.decode("latin-1") for number, data in enumerate(stored)},
    }
    leaks = {place: found for place, text in places.items() if (found := canaries.found_in(text))}
    leaks |= {number: found for number, text in shown.items() if (found := canaries.found_in(text))}
    assert leaks == {}, {key: places.get(key, shown.get(key, ""))[:300] for key in leaks}
    # The run was as mixed as intended.
    assert Counter(row["state"] for row in rows["generations"])["delivered"] > 100
    assert len({row["reason"] for row in rows["generations"]}) > 5
    assert run.acts.total() >= ACTS
    assert min(run.acts.values()) > 0
    assert canaries.written > 10_000
    assert len(set(harness.faults.taken)) > len(FAULTS) // 2
    assert all(log.getvalue().strip() for log in logs)
    assert all("prompt" in text for text in exports)


def _files(folder: Path) -> list[bytes]:
    """Database, write-ahead log and backup as bytes: they also contain what was deleted."""
    return [path.read_bytes() for path in folder.glob("*.db*")]


async def _rows(harness: Harness) -> dict[str, list[dict[str, Any]]]:
    async with harness.app.database.read() as connection:
        return {
            table.name: [dict(row) for row in (await connection.execute(select(table))).mappings()]
            for table in metadata.sorted_tables
        }


def _shown(message: Message) -> str:
    files = [(one.filename, _described(one)) for one in message.attachments]
    return json.dumps(
        [message.content, message.edits, message.components, message.embeds, files], default=str
    )


def _described(file: Attachment) -> str:
    """Return the alt text; that of the usage chart may name members, but not with a secret in the name."""
    text = file.description or ""
    return text.replace(NAME_WORD, "") if file.filename == "usage.png" else text


async def _export(harness: Harness, client: UserClient) -> str:
    asked = await client.slash("privacy export")
    await harness.until(lambda: asked.response is not None and asked.response.attachments)
    assert asked.response is not None
    with zipfile.ZipFile(io.BytesIO(asked.response.attachments[0].data)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())
