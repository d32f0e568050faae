"""Runs the fault cases against both wire forms.

Submits to fal run against both. Each of the other cases runs against the form that its name selects, and with
``EASEL_TEST_BOTH_FORMS=1`` against both.
"""

from __future__ import annotations

import pytest

from tests.wire_forms import FORMS, all_forms_wanted, alternate_form, follow

_AGAINST_BOTH = {
    "test_a_struck_submit_is_sent_once_and_refunded",
    "test_a_submit_that_certainly_failed_is_retried_until_the_deadline",
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.function.__name__ in _AGAINST_BOTH or all_forms_wanted():
        metafunc.parametrize("wire_form", FORMS, indirect=True)


@pytest.fixture(autouse=True)
def wire_form(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The wire form of the test's sandbox."""
    form: str = getattr(request, "param", None) or alternate_form(request.node.name)
    follow(monkeypatch, form)
    return form
