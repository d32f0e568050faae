"""Which daily allowance applies to a member. Pure: the rows come in, one rule comes out.

Order: the member's own limit, then the highest limit of their roles, then the server's
default, then the operator's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Allowance", "GuildLimits", "LimitRule", "resolve_allowance"]


class LimitRule(StrEnum):
    """Where an allowance comes from."""

    MEMBER = "member"
    ROLE = "role"
    SERVER = "default"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildLimits:
    """The limits that one server has set, as far as they concern one member. Credits a day."""

    member: int | None = None
    roles: Mapping[int, int] = field(default_factory=dict)
    default: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """``credits`` a day, by ``rule``; ``role_id`` only where a role gives it."""

    credits: int
    rule: LimitRule
    role_id: int | None = None


def resolve_allowance(limits: GuildLimits, role_ids: Iterable[int], operator_default: int) -> Allowance:
    """The one rule that counts for a member who holds ``role_ids``."""
    if limits.member is not None:
        return Allowance(credits=limits.member, rule=LimitRule.MEMBER)
    held = [(limits.roles[role], role) for role in set(role_ids) if role in limits.roles]
    if held:
        credits, role_id = max(held)
        return Allowance(credits=credits, rule=LimitRule.ROLE, role_id=role_id)
    if limits.default is not None:
        return Allowance(credits=limits.default, rule=LimitRule.SERVER)
    return Allowance(credits=operator_default, rule=LimitRule.OPERATOR)
