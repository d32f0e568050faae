"""Mutated responses from Discord: fields missing, null, of another type, duplicated or reordered."""

from __future__ import annotations

import io
import os
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.command_sync import _by_name, comparable_payload
from bot.discord.errors import is_discords_error, stated_wait
from bot.logging import set_up_logging
from sandbox.server import open_sandbox
from tests.e2e.harness import CALM, Harness, running_bot
from tests.faults.fast_clock import fast_clock, idle_clock, run_library_on, wake_sleepers
from tests.faults.waiting import wait_for, wait_settled

SMALL = {"picture_bytes": 20_000, "rate_limits": False}
_COMMANDS = "/applications/{application_id}/commands"
# Requests for each route, and the seed of the first mutation; set the variables to look further.
_JOBS = int(os.environ.get("EASEL_MUTATIONS", "12"))
_FIRST = int(os.environ.get("EASEL_MUTATION_SEED", "100"))
_WRONG = (None, "x", 7, -1, 1.5, True, [], ["x"], {}, {"id": "x"}, "9" * 30)


def mutations(body: Any) -> Iterator[Any]:
    """Yield ``body`` with one part dropped, nulled, of another type, doubled or moved, at every depth."""
    if isinstance(body, dict):
        for key, value in body.items():
            yield {name: one for name, one in body.items() if name != key}
            yield from (body | {key: wrong} for wrong in _WRONG)
            yield from (body | {key: changed} for changed in mutations(value))
        yield dict(reversed(body.items()))
    elif isinstance(body, list) and body:
        yield from ([changed, *body[1:]] for changed in mutations(body[0]))
        yield [*body, *body]
        yield body[::-1]
        yield [None, *body]
    yield from (wrong for wrong in _WRONG if wrong is not True)


def _mutation(number: int) -> Any:
    """A reproducible choice among the mutations of whatever body comes."""

    def mutate(body: Any) -> Any:
        found = list(mutations(body))
        return random.Random(number).choice(found)

    return mutate


ROUTES = {
    "acknowledgement": "POST callback",
    "delivery": "PATCH @original multipart",
    "progress": "PATCH @original json",
    "reaction": "PUT reactions",
}


@pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES)
async def test_no_response_loses_a_picture(tmp_path, monkeypatch, route):
    lines = io.StringIO()
    set_up_logging(level="INFO", form="console", stream=lines)
    async with open_sandbox(**SMALL) as box:
        run_library_on(box, monkeypatch)
        harness = Harness(box, tmp_path)
        async with running_bot(harness, **CALM, QUOTA_DAILY_CREDITS="9000", QUOTA_BOT_DAILY_CREDITS="none"):
            for number in range(_FIRST, _FIRST + _JOBS):
                harness.faults.arm("discord.rest.mutated", route=route, mutate=_mutation(number))
                interaction = await harness.alice.slash("imagine", prompt=f"kite {number}")
                async with fast_clock(box, 0.01):
                    await wait_for(lambda i=interaction: i.callback_type is not None)
                async with idle_clock(box):
                    await wait_for(lambda n=number: len(harness.fal.submits) == n + 1 - _FIRST)
                    await wait_settled(harness)
            rows, posts = await harness.rows(), harness.results()
            await wake_sleepers(box)

    assert [row["state"] for row in rows] == ["delivered"] * _JOBS
    assert len(posts) == _JOBS
    assert [row["delivered_count"] for row in rows] == [1] * _JOBS
    assert {row["message_id"] for row in rows} == {post.id for post in posts}
    assert "Traceback" not in lines.getvalue()


@pytest.mark.parametrize("route", ["GET /users/@me", "GET /oauth2", "GET /gateway/bot", f"GET {_COMMANDS}"])
async def test_no_response_to_the_login_ends_the_bot(tmp_path, monkeypatch, route):
    lines = io.StringIO()
    set_up_logging(level="INFO", form="console", stream=lines)
    async with open_sandbox(**SMALL) as box:
        run_library_on(box, monkeypatch)
        harness = Harness(box, tmp_path)
        for number in range(6):
            harness.faults.arm("discord.rest.mutated", route=route, mutate=_mutation(number))
        async with idle_clock(box), running_bot(harness, **CALM):
            await box.discord.until(lambda: len(box.discord.commands.all(None)) > 5)
            await wake_sleepers(box)

    assert "Traceback" not in lines.getvalue()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("code", "message", "type", "name", "options", "choices", "contexts", "value")),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(_JSON)
def test_no_reader_raises(body):
    is_discords_error(403, body)
    stated_wait(body)
    if isinstance(body, dict):
        comparable_payload(body)
        _by_name([body])
