"""Mentions in a message's text, and the users that they notify.

A message shows every mention that allowed_mentions permits. It notifies the same users, except that a role
must be mentionable and @everyone permitted. Without allowed_mentions, a channel message parses all mentions,
an interaction or webhook message only those of users (Discord, "Allowed Mentions Object").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.discord.entities import Channel, Role, User
from sandbox.discord.permissions import Permission
from sandbox.discord.world import World

__all__ = ["ALL_MENTIONS", "USER_MENTIONS", "Mentions", "find_mentions"]

ALL_MENTIONS = frozenset({"users", "roles", "everyone"})
USER_MENTIONS = frozenset({"users"})

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(?:everyone|here)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """The mentions of a message, and the IDs of the users that it notifies."""

    users: tuple[User, ...]
    roles: tuple[Role, ...]
    everyone: bool
    pinged: tuple[int, ...]


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
    """Find the mentions in ``texts`` that ``allowed`` permits (``default`` if it is absent)."""
    text, guild = "\n".join(texts), channel.guild
    parse = default if allowed is None else frozenset(allowed.get("parse") or ())
    user_ids = _ids(_USER, "users", text, parse, allowed or {})
    if replied_to is not None and (allowed or {}).get("replied_user", allowed is None):
        user_ids.add(replied_to.id)
    role_ids = _ids(_ROLE, "roles", text, parse, allowed or {}) if guild else set()
    may_mention_all = bool(channel.permissions_for(author.id) & Permission.MENTION_EVERYONE)
    users = tuple(world.users[number] for number in sorted(user_ids) if number in world.users)
    roles = tuple(guild.roles[number] for number in sorted(role_ids) if guild and number in guild.roles)
    everyone = may_mention_all and guild is not None and "everyone" in parse and bool(_EVERYONE.search(text))
    loud = [role for role in roles if role.mentionable or may_mention_all]
    pinged = _pinged(channel, users, loud, everyone) - {author.id}
    return Mentions(users=users, roles=roles, everyone=everyone, pinged=tuple(sorted(pinged)))


def _ids(
    pattern: re.Pattern[str], kind: str, text: str, parse: frozenset[str], allowed: dict[str, Any]
) -> set[int]:
    ids = {int(found) for found in pattern.findall(text)}
    return ids if kind in parse else ids & {int(listed) for listed in allowed.get(kind) or ()}


def _pinged(channel: Channel, users: Iterable[User], roles: list[Role], everyone: bool) -> set[int]:
    if channel.guild is None:
        return {user.id for user in users} & {user.id for user in channel.recipients}
    members = channel.guild.members
    pinged = {user.id for user in users} & set(members)
    return pinged | {
        member.user.id
        for member in members.values()
        if everyone or any(role in member.roles for role in roles)
    }
