"""Discord hears of everything within its three seconds, also while the database answers nobody."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.app import App
from sandbox.discord import InteractionFailedError
from tests.every.acts import ACTS, Kind
from tests.every.stock import PATIENCE, open_stock
from tests.reliability.rest import happens
from tests.stories.slow_database import hold_database

# Of the sandbox's seconds in a real one: what a busy machine takes longer is no delay of the bot.
_SPEED = 0.1


async def _let_go(app: App) -> None:
    """Wait until whoever read for nobody any more has given their connection back."""
    await happens(lambda: app.database.engine.pool.checkedout() == 0)


async def test_everything_is_acknowledged_in_time_while_the_database_is_held(tmp_path: Path) -> None:
    async with open_stock(tmp_path) as stock:
        clock, app = stock.house.box.clock, stock.house.app
        assert app is not None
        notes = {act: await stock.note(act.who(stock)) for act in ACTS if act.kind in {Kind.CLICK, Kind.FORM}}

        with hold_database(app):
            clock.run_at(_SPEED)
            begun = {act: await act.do(stock, act.who(stock), on=notes.get(act)) for act in ACTS}
            clock.advance(1.0)
            late = []
            for act, interaction in begun.items():
                try:
                    await interaction.acked(PATIENCE)
                except InteractionFailedError:
                    late.append(act.name)
            assert late == []
        await _let_go(app)


async def test_suggestions_do_not_wait_for_the_database(tmp_path: Path) -> None:
    async with open_stock(tmp_path) as stock:
        clock, app = stock.house.box.clock, stock.house.app
        assert app is not None
        with hold_database(app) as held:
            clock.run_at(_SPEED)
            suggested = asyncio.create_task(stock.house.alice.autocomplete("imagine", "prompt", ""))
            await happens(lambda: held.waiting)
            clock.advance(2.0)
            assert await suggested
        await _let_go(app)


async def test_what_waited_for_the_database_is_answered_when_it_is_back(tmp_path: Path) -> None:
    async with open_stock(tmp_path) as stock:
        app = stock.house.app
        assert app is not None
        waits = [act for act in ACTS if act.kind is Kind.COMMAND and act.key != "privacy delete"]
        with hold_database(app):
            begun = {act: await act.do(stock, act.who(stock)) for act in waits}
            for interaction in begun.values():
                await interaction.acked(PATIENCE)

        for interaction in begun.values():
            await interaction.wait(
                lambda me: any(not m.loading and m.content != "…" for m in me.messages), PATIENCE
            )
