"""Quota limits: precedence of member, role, server and operator."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quota.limits import Allowance, GuildLimits, LimitRule, resolve_allowance

OPERATOR = 60
LOW_ROLE, HIGH_ROLE, OTHER_ROLE = 21, 22, 23
ROLES = {LOW_ROLE: 5, HIGH_ROLE: 80, OTHER_ROLE: 500}


@pytest.mark.parametrize(
    ("limits", "held", "expected"),
    [
        pytest.param(
            GuildLimits(member=1, roles=ROLES, default=30),
            {LOW_ROLE, HIGH_ROLE},
            Allowance(credits=1, rule=LimitRule.MEMBER),
            id="the member's own limit, even when everything else is higher",
        ),
        pytest.param(
            GuildLimits(member=0, default=30),
            set(),
            Allowance(credits=0, rule=LimitRule.MEMBER),
            id="a member's limit of nothing is a limit",
        ),
        pytest.param(
            GuildLimits(roles=ROLES, default=30),
            {LOW_ROLE, HIGH_ROLE},
            Allowance(credits=80, rule=LimitRule.ROLE, role_id=HIGH_ROLE),
            id="the highest of the roles that are held",
        ),
        pytest.param(
            GuildLimits(roles=ROLES, default=30),
            {LOW_ROLE},
            Allowance(credits=5, rule=LimitRule.ROLE, role_id=LOW_ROLE),
            id="a role's limit, even when the default is higher",
        ),
        pytest.param(
            GuildLimits(roles=ROLES, default=30),
            {99},
            Allowance(credits=30, rule=LimitRule.SERVER),
            id="the server's default when no held role has a limit",
        ),
        pytest.param(
            GuildLimits(default=0),
            set(),
            Allowance(credits=0, rule=LimitRule.SERVER),
            id="a default of nothing is a limit",
        ),
        pytest.param(
            GuildLimits(roles=ROLES),
            set(),
            Allowance(credits=OPERATOR, rule=LimitRule.OPERATOR),
            id="the operator's default when the server says nothing",
        ),
    ],
)
def test_the_most_specific_rule_applies(limits: GuildLimits, held: set[int], expected: Allowance) -> None:
    assert resolve_allowance(limits, held, OPERATOR) == expected


@given(
    roles=st.dictionaries(st.integers(1, 9), st.integers(0, 100), max_size=6),
    held=st.lists(st.integers(1, 9)),
)
def test_another_role_never_lowers_the_limit(roles: dict[int, int], held: list[int]) -> None:
    limits = GuildLimits(roles=roles, default=0)
    given_by_roles = [
        resolve_allowance(limits, held[:number], 0).credits
        for number in range(len(held) + 1)
        if set(held[:number]) & set(roles)
    ]

    assert given_by_roles == sorted(given_by_roles)
