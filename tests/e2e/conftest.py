"""Stories log like production does, so that a failing one shows the life of its jobs."""

import pytest

from bot.logging import set_up_logging


@pytest.fixture(autouse=True)
def _readable_logs():
    set_up_logging(level="INFO", form="console")
