"""Slow database: every interaction is acknowledged within three seconds while the database is blocked."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.app import App
from sandbox.discord import InteractionFailedError
from tests.conformance.actions import ACTIONS, Kind
from tests.conformance.populated_guild import PATIENCE, open_populated_guild
from tests.e2e.blocked_database import block_database
from tests.faults.waiting import wait_for

# Of the sandbox's seconds in a real one: what a busy machine takes longer is no delay of the bot.
_SPEED = 0.1


async def _let_go(app: App) -> None:
    """Wait until abandoned reads have returned their connections."""
    await wait_for(lambda: app.database.engine.pool.checkedout() == 0)


async def test_every_interaction_is_acknowledged_in_time_while_the_database_is_blocked(
    tmp_path: Path,
) -> None:
    async with open_populated_guild(tmp_path) as guild:
        clock, app = guild.harness.clock, guild.harness.app
        assert app is not None
        notes = {
            action: await guild.note(action.who(guild))
            for action in ACTIONS
            if action.kind in {Kind.CLICK, Kind.FORM}
        }

        with block_database(app):
            clock.run_at(_SPEED)
            begun = {
                action: await action.do(guild, action.who(guild), on=notes.get(action)) for action in ACTIONS
            }
            clock.advance(1.0)
            late = []
            for action, interaction in begun.items():
                try:
                    await interaction.acked(PATIENCE)
                except InteractionFailedError:
                    late.append(action.name)
            assert late == []
        await _let_go(app)


async def test_suggestions_do_not_wait_for_the_database(tmp_path: Path) -> None:
    async with open_populated_guild(tmp_path) as guild:
        clock, app = guild.harness.clock, guild.harness.app
        assert app is not None
        with block_database(app) as held:
            clock.run_at(_SPEED)
            suggested = asyncio.create_task(guild.harness.alice.autocomplete("imagine", "prompt", ""))
            await wait_for(lambda: held.waiting)
            clock.advance(2.0)
            assert await suggested
        await _let_go(app)


async def test_requests_waiting_for_the_database_get_a_reply_once_it_is_available(tmp_path: Path) -> None:
    async with open_populated_guild(tmp_path) as guild:
        app = guild.harness.app
        assert app is not None
        waits = [
            action for action in ACTIONS if action.kind is Kind.COMMAND and action.key != "privacy delete"
        ]
        with block_database(app):
            begun = {action: await action.do(guild, action.who(guild)) for action in waits}
            for interaction in begun.values():
                await interaction.acked(PATIENCE)

        for interaction in begun.values():
            await interaction.wait(
                lambda me: any(not m.loading and m.content != "…" for m in me.messages), PATIENCE
            )
