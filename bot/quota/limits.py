"""Daily limits: the rule that determines a member's allowance. Pure.

Order of precedence: the member's own limit, the highest limit of their roles, the guild's default, the
operator's default.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Allowance", "GuildLimits", "LimitRule", "resolve_allowance"]


class LimitRule(StrEnum):
    """The rule that an allowance comes from."""

    MEMBER = "member"
    ROLE = "role"
    SERVER = "default"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildLimits:
    """A guild's limits that can apply to one member, in credits per day."""

    member: int | None = None
    roles: Mapping[int, int] = field(default_factory=dict)
    default: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """A daily allowance of ``credits`` set by ``rule``; ``role_id`` is set for a role's limit."""

    credits: int
    rule: LimitRule
    role_id: int | None = None


def resolve_allowance(limits: GuildLimits, role_ids: Iterable[int], operator_default: int) -> Allowance:
    """Return the allowance of a member with these roles."""
    if limits.member is not None:
        return Allowance(credits=limits.member, rule=LimitRule.MEMBER)
    held = [(limits.roles[role], role) for role in set(role_ids) if role in limits.roles]
    if held:
        credits, role_id = max(held)
        return Allowance(credits=credits, rule=LimitRule.ROLE, role_id=role_id)
    if limits.default is not None:
        return Allowance(credits=limits.default, rule=LimitRule.SERVER)
    return Allowance(credits=operator_default, rule=LimitRule.OPERATOR)
