"""The limit of open files is raised as far as allowed; one warning reports a shortage."""

from __future__ import annotations

import subprocess
import sys

import pytest

_SCRIPT = """
import resource
from bot.logging import set_up_logging
from bot.ops.open_files import raise_limit
set_up_logging(level="INFO", form="console")
resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))
raise_limit(60)
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize(
    ("soft", "hard", "limit", "warnings"), [(64, 64, 64, 1), (64, 150, 150, 1), (64, 512, 180, 0)]
)
def test_the_limit_is_raised_or_a_warning_names_it(soft: int, hard: int, limit: int, warnings: int) -> None:
    script = _SCRIPT.format(soft=soft, hard=hard)

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=True
    )

    assert done.stdout.split() == [str(limit)]
    assert done.stderr.count("too few open files") == warnings
