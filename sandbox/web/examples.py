"""Example results: two finished requests in ``#studio``, so that a visitor does not start in an empty channel."""

from __future__ import annotations

from sandbox.server import Sandbox

__all__ = ["post_examples"]

_TIMEOUT_SECONDS = 20.0


async def post_examples(sandbox: Sandbox) -> None:
    """Run two requests of other members through the bot, and wait until both are finished."""
    people = sandbox.people
    examples = (
        (people.mod, {"prompt": "a lighthouse in a storm, gouache", "quality": "low", "size": "1536x1024"}),
        (
            people.bob,
            {"prompt": "a red fox asleep in autumn leaves, watercolor", "quality": "low", "count": 4},
        ),
    )
    for user, options in examples:
        client = sandbox.discord.client(user, people.studio)
        interaction = await client.run("imagine", options)

        def finished(asked: int = interaction.id) -> bool:
            return any(
                message.reactions
                and message.interaction_metadata
                and message.interaction_metadata.id == asked
                for message in sandbox.discord.world.messages(people.studio)
            )

        await sandbox.discord.until(finished, timeout=_TIMEOUT_SECONDS)
