"""What was on the screen before a restart can be used after it."""

from __future__ import annotations

import io
from pathlib import Path

from bot.logging import set_up_logging
from sandbox.discord import Interaction, Message
from tests.every.acts import ACTS, Act, Kind
from tests.every.stock import PATIENCE, Stock, failed, open_stock, refused, says

_CONTROLS = [act for act in ACTS if act.kind in {Kind.CLICK, Kind.FORM}]

_OPENERS = ("easel:edit:", "easel:start:", "easel:ideas:", "easel:settings:words")


async def test_every_control_from_before_a_restart_works_after_it(tmp_path: Path) -> None:
    log, notes = io.StringIO(), dict[Act, Message]()
    set_up_logging(level="INFO", form="json", stream=log)

    async def before(stock: Stock) -> None:
        for act in _CONTROLS:
            notes[act] = await stock.note(act.who(stock))

    async with open_stock(tmp_path, before_restart=before) as stock:
        for act in _CONTROLS:
            answer = await says(await act.do(stock, act.who(stock), on=notes[act]))
            assert answer.strip(), act.name
            await stock.settle()

    assert failed(log) == []
    assert refused(log) == []


async def test_every_form_that_is_open_while_the_bot_restarts_can_be_sent(tmp_path: Path) -> None:
    log, opened = io.StringIO(), dict[str, Interaction]()
    set_up_logging(level="INFO", form="json", stream=log)

    async def before(stock: Stock) -> None:
        for act in _CONTROLS:
            if act.key.startswith(_OPENERS) and act.kind is Kind.CLICK:
                interaction = await act.do(stock, act.who(stock))
                await interaction.acked(PATIENCE)
                if interaction.modal is not None:
                    opened[interaction.modal["custom_id"].split(":")[1]] = interaction

    async with open_stock(tmp_path, before_restart=before) as stock:
        forms = {act.key.split(":")[1] for act in _CONTROLS if act.kind is Kind.FORM}
        assert set(opened) == forms
        for interaction in opened.values():
            who = stock.actor(interaction.user)
            assert (await says(await who.submit_modal(interaction, {}))).strip()
            await stock.settle()

    assert failed(log) == []
