"""Shutdown: changes that wait for the database are answered first."""

from __future__ import annotations

import pytest

from sandbox.server import open_sandbox
from tests.e2e.blocked_database import block_database
from tests.e2e.harness import CALM, Harness, running_bot
from tests.faults.waiting import wait_for

pytestmark = pytest.mark.usefixtures("either_wire_form")


async def test_a_pending_administrative_change_is_answered_before_a_stop(tmp_path):
    async with open_sandbox() as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness, **CALM) as app:
            await harness.content_of(await harness.mod.slash("quota"))
            with block_database(app):
                grant = await harness.mod.slash("quota-admin grant", member=box.people.alice, credits=10)
                await grant.acked()
                app.stop()
                await wait_for(lambda: app.bot.services.jobs._admission._closed)
        assert grant.response.content
