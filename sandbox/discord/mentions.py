"""Who is mentioned by a text, and who is notified by it.

A message *shows* every mention that allowed_mentions lets through; it *notifies* the
same people, except that a role must be mentionable and @everyone permitted.
Without allowed_mentions a channel send parses everything, an interaction or webhook
message users only (Discord, "Allowed Mentions Object").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.discord.entities import Channel, Role, User
from sandbox.discord.permissions import Permission, permissions_in
from sandbox.discord.world import World

__all__ = ["ALL_MENTIONS", "USER_MENTIONS", "Mentions", "find_mentions"]

ALL_MENTIONS = frozenset({"users", "roles", "everyone"})
USER_MENTIONS = frozenset({"users"})

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(?:everyone|here)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """What a message mentions, and the ids of those it notifies."""

    users: tuple[User, ...] = ()
    roles: tuple[Role, ...] = ()
    everyone: bool = False
    pinged: tuple[int, ...] = ()


def find_mentions(
    world: World,
    *,
    channel: Channel,
    author: User,
    texts: Iterable[str],
    allowed: dict[str, Any] | None,
    default: frozenset[str],
    replied_to: User | None = None,
) -> Mentions:
    """The mentions of ``texts`` that pass ``allowed`` (or ``default`` when it is absent)."""
    text = "\n".join(texts)
    parse = default if allowed is None else frozenset(allowed.get("parse") or ())
    user_ids = {int(found) for found in _USER.findall(text)}
    role_ids = {int(found) for found in _ROLE.findall(text)}
    if "users" not in parse:
        user_ids &= {int(listed) for listed in (allowed or {}).get("users") or ()}
    if "roles" not in parse:
        role_ids &= {int(listed) for listed in (allowed or {}).get("roles") or ()}
    if replied_to is not None and (allowed or {}).get("replied_user", allowed is None):
        user_ids.add(replied_to.id)
    guild = channel.guild
    rights = permissions_in(channel, author.id)
    users = tuple(world.users[number] for number in sorted(user_ids) if number in world.users)
    roles = tuple(guild.roles[number] for number in sorted(role_ids) if guild and number in guild.roles)
    everyone = (
        guild is not None
        and "everyone" in parse
        and _EVERYONE.search(text) is not None
        and bool(rights & Permission.MENTION_EVERYONE)
    )
    loud = [role for role in roles if role.mentionable or rights & Permission.MENTION_EVERYONE]
    return Mentions(
        users=users, roles=roles, everyone=everyone, pinged=_pinged(channel, author, users, loud, everyone)
    )


def _pinged(
    channel: Channel, author: User, users: Iterable[User], roles: list[Role], everyone: bool
) -> tuple[int, ...]:
    guild = channel.guild
    present = {user.id for user in channel.recipients} if guild is None else set(guild.members)
    pinged = {user.id for user in users} & present
    if guild is not None:
        for member in guild.members.values():
            if everyone or any(role in member.roles for role in roles):
                pinged.add(member.user.id)
    return tuple(sorted(pinged - {author.id}))
