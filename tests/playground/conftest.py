"""Skips the tests of the page where there is no browser."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from sandbox.scenarios.guide.browser import NO_BROWSER, find_chromium


@pytest.fixture(autouse=True)
def _browser() -> None:
    if find_chromium() is None:
        pytest.skip(NO_BROWSER)
    expect.set_options(timeout=20_000)
