"""Buttons posted by earlier versions keep working."""

from alembic import command
from alembic.config import Config

import bot.db.migrations
from bot.db.engine import open_database
from bot.db.migrate import HEAD
from sandbox.server import open_sandbox
from tests.e2e.harness import Harness, running_bot

# A result's components as Easel 1.0 posted them.
_FIRST_VERSION = [
    {
        "type": 1,
        "id": 1,
        "components": [
            {
                "type": 2,
                "id": 2,
                "style": 2,
                "label": "Again",
                "emoji": {"name": "🔁"},
                "custom_id": "easel:again:{id}",
                "disabled": False,
            }
        ],
    }
]


async def _back_to_first_version(folder):
    """The database as the first version's tables had it."""
    config = Config()
    config.set_main_option("script_location", str(bot.db.migrations.__path__[0]))

    def down(connection):
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")

    url = f"sqlite+aiosqlite:///{folder / 'easel.db'}"
    async with open_database(url) as database, database.write() as connection:
        await connection.run_sync(down)


async def test_the_first_versions_button_draws_again_after_the_update(tmp_path):
    async with open_sandbox() as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness):
            first = await harness.draw("a red kite")
            generation = (await harness.rows())[0]["id"]
        await _back_to_first_version(tmp_path)
        first.components = _FIRST_VERSION
        first.components[0]["components"][0]["custom_id"] = f"easel:again:{generation}"
        async with running_bot(harness):
            second = await harness.result_of(await harness.alice.click(first, "Again"))
            await harness.wait_idle()

            assert HEAD != "0001"
            assert "another take on [this picture](" in second.content
            parent, child = await harness.rows()
            assert (child["parent_id"], child["prompt"]) == (parent["id"], "a red kite")
            assert [b["label"] for b in second.components[0]["components"]][:4] == [
                "Again",
                "Edit",
                "Higher quality",
                "⋯ More",
            ]


async def test_an_obsolete_button_gets_an_explanation(tmp_path):
    async with open_sandbox() as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness):
            post = await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))
            await harness.wait_idle()
            post.components = _FIRST_VERSION
            post.components[0]["components"][0]["custom_id"] = "easel:forgotten:1"
            click = await harness.alice.click(post, "Again")
            await click.acked()

            assert "This command has changed" in click.response.content
            assert click.response.ephemeral_to is harness.people.alice
            assert len(await harness.rows()) == 1
