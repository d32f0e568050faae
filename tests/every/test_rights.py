"""Who may not do something is told so, and nothing has changed; whatever their client sends."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from bot.logging import set_up_logging
from sandbox.discord.entities import User
from tests.every.acts import ACTS, Act, By, Kind, Thing
from tests.every.stock import Stock, open_stock, refused, says, tables


@pytest.fixture
async def stock(tmp_path: Path) -> Any:
    log = io.StringIO()
    set_up_logging(level="INFO", form="json", stream=log)
    async with open_stock(tmp_path) as opened:
        opened.log = log
        await opened.settle()
        yield opened


async def _refused(stock: Stock, folder: Path, act: Act, user: User, channel: Any = None) -> str:
    """What the act did that it should not have done; nothing, if all is well."""
    who = stock.actor(user, channel)
    note = await stock.note(who)
    before, posts, refusals = tables(folder), _shown(stock), len(refused(stock.log))
    interaction = await act.do(stock, who, on=note, force=True)
    answer = await says(interaction)
    problems = []
    if tables(folder) != before:
        problems.append("changed the database")
    if _shown(stock) != posts:
        problems.append("changed what everybody sees")
    if len(refused(stock.log)) == refusals or not answer.strip():
        problems.append("was not refused")
    if any(m.ephemeral_to is not user for m in interaction.messages if not m.deleted):
        problems.append("was refused in public")
    return ", ".join(problems)


def _shown(stock: Stock) -> list[Any]:
    """Every public post, but for the progress of what is being drawn, which goes on by itself."""
    return [
        (m.id, m.content, [a.filename for a in m.attachments], m.components)
        for m in stock.bots_messages()
        if m.ephemeral_to is None and m is not stock.progress
    ]


def _found(problems: dict[str, str]) -> dict[str, str]:
    return {name: problem for name, problem in problems.items() if problem}


async def test_a_member_cannot_do_what_administrators_do(stock: Stock, tmp_path: Path) -> None:
    acts = [act for act in ACTS if act.by is By.ADMIN]

    problems = {act.name: await _refused(stock, tmp_path, act, stock.people.bob) for act in acts}

    assert _found(problems) == {}


@pytest.mark.parametrize("person", ["bob", "mod"])
async def test_nobody_but_the_operator_can_do_what_the_operator_does(
    stock: Stock, tmp_path: Path, person: str
) -> None:
    acts = [act for act in ACTS if act.by is By.OPERATOR]

    user = getattr(stock.people, person)
    problems = {act.name: await _refused(stock, tmp_path, act, user) for act in acts}

    assert _found(problems) == {}


async def test_a_member_cannot_do_what_is_for_the_owner_of_a_result(stock: Stock, tmp_path: Path) -> None:
    acts = [act for act in ACTS if act.by is By.OWNER]

    problems = {act.name: await _refused(stock, tmp_path, act, stock.people.bob) for act in acts}

    assert _found(problems) == {}


@pytest.mark.parametrize("person", ["alice", "eve"])
async def test_what_belongs_to_one_server_cannot_be_used_from_another(
    stock: Stock, tmp_path: Path, person: str
) -> None:
    """Neither by its owner, who is a member there, nor by somebody who may do everything there."""
    # "Leave it" does nothing, wherever it is clicked.
    acts = [
        act
        for act in ACTS
        if act.thing is not Thing.NONE and act.kind is Kind.CLICK and "keep" not in act.key
    ]

    user, elsewhere = getattr(stock.people, person), stock.people.other_general
    problems = {act.name: await _refused(stock, tmp_path, act, user, elsewhere) for act in acts}

    assert _found(problems) == {}
