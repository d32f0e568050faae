"""Everything here needs a browser; without one it is skipped, and says so."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.playground.page_driver import NO_BROWSER, chromium


@pytest.fixture(autouse=True)
def _browser() -> None:
    if chromium() is None:
        pytest.skip(NO_BROWSER)
    expect.set_options(timeout=20_000)
