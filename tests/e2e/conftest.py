"""Fixtures: production logging, and both wire forms for the tests of the main job."""

import pytest

from bot.logging import set_up_logging
from tests.wire_forms import FORMS, alternate_form, follow


@pytest.fixture(autouse=True)
def _readable_logs():
    set_up_logging(level="INFO", form="console")


@pytest.fixture(params=FORMS)
def wire_form(request, monkeypatch):
    """The wire form of the test's sandbox; the test runs against each of them."""
    follow(monkeypatch, request.param)
    return request.param


@pytest.fixture
def either_wire_form(request, monkeypatch):
    """The wire form of the test's sandbox, selected by the test's name."""
    form = alternate_form(request.node.name)
    follow(monkeypatch, form)
    return form
