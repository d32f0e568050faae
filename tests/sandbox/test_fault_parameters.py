"""Fault parameters typed by a visitor: valid ones are accepted, others are refused with an explanation."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.fault_parameters import FaultParameterError, parameter_names
from sandbox.server import open_sandbox

WRONG = [
    "abc",
    None,
    [],
    {},
    True,
    -1e9,
    1e300,
    float("nan"),
    float("inf"),
    "x" * 5000,
    "two\nlines",
    [["x"]],
]


async def test_each_parameter_refuses_invalid_values():
    async with open_sandbox() as box:
        faults = box.faults
        listed = {(name, one) for name, what in faults.known.items() for one in parameter_names(what)}
        assert ("fal.submit.slow", "seconds") in listed
        assert ("discord.rest.429", "scope") in listed
        for name, parameter in sorted(listed):
            refused = [value for value in WRONG if _is_refused(faults, name, {parameter: value})]
            assert len(refused) >= len(WRONG) - 1, (name, parameter, refused)
            assert "x" * 5000 in refused
            assert "two\nlines" in refused


@pytest.mark.parametrize(
    ("fault", "parameters"),
    [
        ("fal.submit.slow", {"seconds": 30}),
        ("fal.submit.slow", {"seconds": 0.5}),
        ("fal.submit.422", {"loc": ["body", "prompt", 0], "msg": "too long", "type": "string_too_long"}),
        ("fal.job.wrong-size", {"width": 512, "height": 512}),
        ("discord.rest.429", {"route": "PATCH @original", "retry_after": 2, "scope": "shared"}),
        ("discord.gateway.drop", {"event": "INTERACTION_CREATE", "code": 4009}),
        ("discord.gateway.invalid-session", {"resumable": True}),
    ],
)
async def test_valid_values_are_accepted(fault: str, parameters: dict[str, Any]):
    async with open_sandbox() as box:
        box.faults.check(fault, parameters)


@pytest.mark.parametrize(
    ("fault", "parameters", "said"),
    [
        ("fal.submit.slow", {"seconds": "abc"}, "seconds of fal.submit.slow is a number of seconds"),
        ("fal.submit.401", {"seconds": 1}, "has no parameter 'seconds'. It takes none."),
        ("fal.submit.slow", {"self": 1}, "has no parameter 'self'. It takes seconds."),
        ("discord.gateway.drop", {"code": 1000}, "a whole number from 4000 to 4999"),
        ("discord.rest.429", {"scope": "everyone"}, "one of user, shared, global"),
    ],
)
async def test_an_invalid_value_is_named(fault: str, parameters: dict[str, Any], said: str):
    async with open_sandbox() as box:
        with pytest.raises(FaultParameterError) as refused:
            box.faults.check(fault, parameters)

    assert said in str(refused.value)


def _is_refused(faults: Any, name: str, parameters: dict[str, Any]) -> bool:
    try:
        faults.check(name, parameters)
    except FaultParameterError:
        return True
    return False
