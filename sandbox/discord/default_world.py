"""Default world for tests, the console and the web page.

One guild in which the bot has all permissions, with a channel for each permission it may lack, and a second
guild so that no code can rely on there being only one.
"""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.discord.entities import Channel, Guild, Overwrite, Role, User
from sandbox.discord.permissions import Permission
from sandbox.discord.world import World

__all__ = ["DefaultWorld", "create_default_world"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultWorld:
    """The entities created by :func:`create_default_world`."""

    guild: Guild
    other_guild: Guild
    olivia: User
    mod: User
    alice: User
    bob: User
    eve: User
    staff: Role
    patrons: Role
    studio: Channel
    gallery: Channel
    quiet: Channel
    after_dark: Channel
    other_general: Channel


def create_default_world(world: World) -> DefaultWorld:
    """Add two guilds, five users and five channels; olivia also operates the bot.

    In ``#gallery`` the bot lacks View Channel, in ``#quiet`` Add Reactions and Attach Files; ``#after-dark``
    is age-restricted.
    """
    olivia, mod, alice, bob, eve = (
        world.create_user(name) for name in ("olivia", "mod", "alice", "bob", "eve")
    )
    world.operator = olivia
    guild = world.create_guild("Easel Studio", olivia)
    staff = guild.create_role("Staff", Permission.MANAGE_GUILD)
    patrons = guild.create_role("Patrons")
    guild.add_member(mod, [staff])
    guild.add_member(alice)
    guild.add_member(bob)
    unseen = Overwrite(deny=int(Permission.VIEW_CHANNEL), is_member=True)
    muted = Overwrite(deny=int(Permission.ADD_REACTIONS | Permission.ATTACH_FILES), is_member=True)
    other = world.create_guild("Other Server", eve)
    other.add_member(alice)
    return DefaultWorld(
        guild=guild,
        other_guild=other,
        olivia=olivia,
        mod=mod,
        alice=alice,
        bob=bob,
        eve=eve,
        staff=staff,
        patrons=patrons,
        studio=guild.create_channel("studio"),
        gallery=guild.create_channel("gallery", {world.bot: unseen}),
        quiet=guild.create_channel("quiet", {world.bot: muted}),
        after_dark=guild.create_channel("after-dark", nsfw=True),
        other_general=other.create_channel("general"),
    )
