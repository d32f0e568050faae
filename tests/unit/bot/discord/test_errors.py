"""Errors: Discord's own are recognized by their form."""

from __future__ import annotations

import math

import pytest

from bot.discord.errors import Refused, RouteClosedError, is_discords_error, stated_wait


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (401, {"message": "401: Unauthorized", "code": 0}),
        (404, {"message": "404: Not Found", "code": 0}),
        (405, {"message": "405: Method Not Allowed", "code": 0}),
        (403, {"message": "Missing Permissions", "code": 50013}),
        (400, {"message": "Invalid Form Body", "code": 50035, "errors": {}}),
        (404, {"code": 10062, "message": "Unknown interaction"}),
        (400, {"code": 160002, "message": "Cannot reply without permission"}),
    ],
)
def test_discords_own_errors(status, body):
    assert is_discords_error(status, body)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (403, {"message": "internal network error", "code": 40333}),
        (403, {"message": "Forbidden"}),
        (403, {"message": "Forbidden", "code": 403}),
        (403, {"message": "Forbidden", "code": 0}),
        (401, {"message": "404: Not Found", "code": 0}),
        (401, {"code": "50027", "message": "Invalid Webhook Token"}),
        (401, {"code": True, "message": "401: Unauthorized"}),
        (401, {"code": 50027, "message": None}),
        (404, {"code": 10008.0, "message": "Unknown Message"}),
        (404, {"error": {"code": 10008, "message": "Unknown Message"}}),
        (404, [{"code": 10008, "message": "Unknown Message"}]),
        (404, "<html>"),
        (404, None),
    ],
)
def test_foreign_responses(status, body):
    assert not is_discords_error(status, body)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (1.5, 1.5),
        ("2", 2.0),
        (0, 0.0),
        (86_400, 900.0),
        (-1, None),
        (math.inf, None),
        (math.nan, None),
        ("soon", None),
        (None, None),
        ([], None),
        (10**400, None),
    ],
)
def test_a_stated_wait_is_bounded(value, seconds):
    assert stated_wait(value) == seconds


@pytest.mark.parametrize(
    ("code", "forbidden", "refused"),
    [
        (10008, False, Refused.MESSAGE),
        (50083, False, Refused.MESSAGE),
        (50005, True, Refused.MESSAGE),
        (10003, False, Refused.CHANNEL),
        (50013, True, Refused.CHANNEL),
        (99999, True, Refused.CHANNEL),
        (50027, False, Refused.CALL),
        (0, False, Refused.CALL),
    ],
)
def test_scope_of_a_refusal(code, forbidden, refused):
    assert RouteClosedError("-", code=code, forbidden=forbidden).refused is refused
