"""Wire forms in tests: which input contract the simulated fal follows.

``playground`` is the sandbox's default: fal takes the five inputs and publishes no schema. With ``published``, fal
ignores other inputs than those of its published schema, which the bot reads.
"""

from __future__ import annotations

import os
import zlib
from typing import cast

import pytest

from sandbox.server import open_sandbox

__all__ = ["BOTH_FORMS", "FORMS", "all_forms_wanted", "alternate_form", "follow"]

FORMS = ("playground", "published")
#: With this variable, every fault case runs against both forms, not only those that depend on the form.
BOTH_FORMS = "EASEL_TEST_BOTH_FORMS"


def follow(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """Make every sandbox that the test opens follow ``form`` by default."""
    defaults = cast("dict[str, object]", open_sandbox.__wrapped__.__kwdefaults__)  # type: ignore[attr-defined]
    monkeypatch.setitem(defaults, "published", form == "published")


def alternate_form(name: str) -> str:
    """Return the form of a test that runs against one of them, always the same for its name."""
    return FORMS[zlib.crc32(name.encode()) % len(FORMS)]


def all_forms_wanted() -> bool:
    """Return whether :data:`BOTH_FORMS` is set."""
    return bool(os.environ.get(BOTH_FORMS))
