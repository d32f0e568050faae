"""hikari connects too: the simulator does not depend on one library's behavior."""

from __future__ import annotations

import asyncio
import base64

import hikari

from sandbox.clock import SandboxClock
from sandbox.discord import DiscordSimulator, create_default_world
from sandbox.faults import Faults
from tests.openapi_check import OpenApiCheck

APPLICATION_ID = 1_200_000_000_000_000_000
# hikari reads the application's id out of the token, as Discord issues it.
TOKEN = base64.b64encode(str(APPLICATION_ID).encode()).decode() + ".sandbox.token"


async def test_hikari_connects_registers_a_command_and_responds(description: OpenApiCheck | None) -> None:
    async with DiscordSimulator(
        clock=SandboxClock(),
        faults=Faults(),
        token=TOKEN,
        application_id=APPLICATION_ID,
        validate=description,
    ) as sim:
        place = create_default_world(sim.world)
        bot = hikari.GatewayBot(
            TOKEN,
            banner=None,
            intents=hikari.Intents.GUILDS,
            rest_url=sim.api_url,
            suppress_optimization_warning=True,
            logs=None,
        )

        @bot.listen()
        async def answer(event: hikari.InteractionCreateEvent) -> None:
            interaction = event.interaction
            assert isinstance(interaction, hikari.CommandInteraction)
            await interaction.create_initial_response(hikari.ResponseType.DEFERRED_MESSAGE_CREATE)
            await interaction.edit_initial_response("done", attachment=hikari.Bytes(b"text", "a.txt"))

        await bot.start(check_for_updates=False)
        try:
            application = await bot.rest.fetch_application()
            await bot.rest.set_application_commands(
                application, [bot.rest.slash_command_builder("draw", "Draw")]
            )
            interaction = await sim.client(place.alice, place.studio).slash("draw")
            await asyncio.wait_for(interaction.done(), 10)
            message = await bot.rest.create_message(place.studio.id, "hello")
            await message.add_reaction("🔁")
        finally:
            await bot.close()

        assert interaction.response is not None
        assert interaction.response.content == "done"
        assert [file.filename for file in interaction.response.attachments] == ["a.txt"]
        assert sim.world.messages(place.studio)[-1].reactions
        assert [violation.problem for violation in sim.traffic.violations] == []
