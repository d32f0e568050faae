"""Whole scenarios with the unmodified discord.py."""

from __future__ import annotations

import asyncio
import io

import discord
import httpx
from discord import app_commands

from sandbox.discord import InteractionState
from tests.sandbox.discord.discord_studio import Bot, RunBot, Studio, soon


async def test_a_slash_command_is_deferred_and_gets_four_described_pictures(
    studio: Studio, run_bot: RunBot, png: bytes
) -> None:
    def prepare(bot: Bot) -> None:
        @bot.tree.command()
        async def draw(interaction: discord.Interaction, prompt: str) -> None:
            await interaction.response.defer()
            files = [
                discord.File(io.BytesIO(png), filename=f"{n}.png", description=f"{prompt} {n}")
                for n in range(4)
            ]
            await interaction.edit_original_response(content="Done.", attachments=files)

    await run_bot(prepare)
    interaction = await studio.alice.slash("draw", prompt="a fox")
    await interaction.done()

    message = interaction.response
    assert message is not None
    assert interaction.state is InteractionState.ACKED
    assert message.content == "Done."
    assert [file.description for file in message.attachments] == [f"a fox {n}" for n in range(4)]
    assert {(file.content_type, file.width, file.height) for file in message.attachments} == {
        ("image/png", 48, 32)
    }
    async with httpx.AsyncClient() as web:
        answer = await web.get(message.attachments[0].url)
    assert answer.content == png
    assert answer.headers["Content-Type"] == "image/png"


async def test_options_of_every_kind_arrive_as_discord_objects(studio: Studio, run_bot: RunBot) -> None:
    seen: dict[str, object] = {}

    def prepare(bot: Bot) -> None:
        group = app_commands.Group(name="quota-admin", description="Manage quotas")

        @group.command(name="set")
        async def set_limit(
            interaction: discord.Interaction,
            target: discord.Member | discord.Role,
            limit: app_commands.Range[int, 0, 100],
        ) -> None:
            seen[type(target).__name__] = (target.id, limit)
            await interaction.response.send_message("ok", ephemeral=True)

        bot.tree.add_command(group)

    await run_bot(prepare)
    place = studio.place
    await (await studio.alice.slash("quota-admin set", target=place.bob, limit=5)).acked()
    second = await studio.alice.slash("quota-admin set", target=place.patrons, limit=7)
    await second.acked()

    assert seen == {"Member": (place.bob.id, 5), "Role": (place.patrons.id, 7)}
    assert second.response is not None
    assert second.response in studio.alice.visible_messages()
    assert second.response not in studio.sim.client(place.bob, place.studio).visible_messages()


async def test_a_dynamic_button_a_modal_and_a_select_reach_their_handlers(
    studio: Studio, run_bot: RunBot
) -> None:
    class Form(discord.ui.Modal, title="Change"):
        prompt: discord.ui.TextInput[Form] = discord.ui.TextInput(label="Prompt", custom_id="prompt")

        async def on_submit(self, interaction: discord.Interaction) -> None:
            await interaction.response.edit_message(content=self.prompt.value)

    class Change(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=r"change:(?P<job>\d+)"):
        @classmethod
        async def from_custom_id(
            cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: object
        ) -> Change:
            assert isinstance(item, discord.ui.Button)
            return cls(item)

        async def callback(self, interaction: discord.Interaction) -> None:
            await interaction.response.send_modal(Form())

    class Menu(discord.ui.View):
        @discord.ui.select(
            custom_id="size", options=[discord.SelectOption(label="Big"), discord.SelectOption(label="Small")]
        )
        async def size(self, interaction: discord.Interaction, select: discord.ui.Select[Menu]) -> None:
            await interaction.response.send_message(select.values[0])

    def prepare(bot: Bot) -> None:
        bot.add_dynamic_items(Change)

        @bot.tree.command()
        async def panel(interaction: discord.Interaction) -> None:
            view = discord.ui.View(timeout=None)
            view.add_item(Change(discord.ui.Button(label="Change", custom_id="change:17")))
            await interaction.response.send_message("first", view=view)
            await interaction.followup.send("second", view=Menu())

    await run_bot(prepare)
    shown = await studio.alice.slash("panel")
    await shown.wait(lambda me: me.followups)
    assert shown.response is not None
    opened = await (await studio.alice.click(shown.response, "Change")).acked()
    submitted = await (await studio.alice.submit_modal(opened, {"prompt": "an owl"})).acked()
    chosen = await (await studio.alice.select(shown.followups[0], "size", ["Big"])).acked()

    assert submitted.response is shown.response
    assert shown.response.content == "an owl"
    assert shown.response.edits == ["first"]
    assert chosen.response is not None
    assert chosen.response.content == "Big"


async def test_autocomplete_returns_the_bots_suggestions(studio: Studio, run_bot: RunBot) -> None:
    def prepare(bot: Bot) -> None:
        @bot.tree.command()
        async def draw(interaction: discord.Interaction, style: str) -> None:
            await interaction.response.send_message(style)

        @draw.autocomplete("style")
        async def styles(_: discord.Interaction, text: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=f"{text} paint", value=text)]

    await run_bot(prepare)
    choices = await studio.alice.autocomplete("draw", "style", "oil")

    assert [(choice["name"], choice["value"]) for choice in choices] == [("oil paint", "oil")]


async def test_context_menus_include_their_target(studio: Studio, run_bot: RunBot) -> None:
    seen: list[object] = []

    def prepare(bot: Bot) -> None:
        @bot.tree.context_menu(name="Draw this")
        async def draw_this(interaction: discord.Interaction, message: discord.Message) -> None:
            seen.append(message.content)
            await interaction.response.send_message("ok")

        @bot.tree.context_menu(name="Their quota")
        async def quota(interaction: discord.Interaction, member: discord.Member) -> None:
            seen.append(member.id)
            await interaction.response.send_message("ok")

    await run_bot(prepare)
    message = await studio.alice.send("a castle at dusk")
    await (await studio.alice.context_menu("Draw this", message)).acked()
    await (await studio.alice.context_menu("Their quota", studio.place.bob)).acked()

    assert seen == ["a castle at dusk", studio.place.bob.id]


async def test_a_reaction_reaches_the_bot_with_its_member_and_the_messages_author(
    studio: Studio, run_bot: RunBot
) -> None:
    seen: asyncio.Queue[discord.RawReactionActionEvent] = asyncio.Queue()

    def prepare(bot: Bot) -> None:
        @bot.event
        async def on_raw_reaction_add(payload: discord.RawReactionActionEvent) -> None:
            await seen.put(payload)

    bot = await run_bot(prepare)
    channel = await bot.fetch_channel(studio.place.studio.id)
    assert isinstance(channel, discord.TextChannel)
    sent = await channel.send("a picture")
    await sent.add_reaction("🔁")
    message = studio.sim.world.messages(studio.place.studio)[-1]
    await studio.alice.react(message, "🔁")
    own, theirs = await soon(seen), await soon(seen)

    assert bot.user is not None
    assert own.user_id == bot.user.id
    assert theirs.user_id == studio.place.alice.id
    assert theirs.member is not None
    assert theirs.message_author_id == bot.user.id
    assert str(theirs.emoji) == "🔁"


async def test_a_connected_client_sees_that_the_bot_joins_a_server(studio: Studio, run_bot: RunBot) -> None:
    joined: asyncio.Queue[str] = asyncio.Queue()

    def prepare(bot: Bot) -> None:
        @bot.event
        async def on_guild_join(guild: discord.Guild) -> None:
            await joined.put(f"+{guild.name}")

        @bot.event
        async def on_guild_remove(guild: discord.Guild) -> None:
            await joined.put(f"-{guild.name}")

    bot = await run_bot(prepare)
    await bot.wait_until_ready()
    guild = studio.sim.world.create_guild("New", studio.place.eve)
    guild.remove_bot()

    assert [await soon(joined), await soon(joined)] == ["+New", "-New"]


async def test_a_direct_message_can_be_closed(studio: Studio, run_bot: RunBot) -> None:
    bot = await run_bot(lambda bot: None)
    user = await bot.fetch_user(studio.place.alice.id)
    await user.send("hello")
    studio.place.alice.dms_open = False
    try:
        await user.send("again")
    except discord.Forbidden as error:
        refused = error.code
    else:
        refused = 0

    channel = studio.sim.world.open_dm(studio.place.alice)
    assert [message.content for message in studio.sim.world.messages(channel)] == ["hello"]
    assert refused == 50007
