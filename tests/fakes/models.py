"""The enabled models, without published schemas."""

from __future__ import annotations

from bot.fal.wire_forms import WireForms
from config import Catalogue, load_catalogue
from tests.clocks import ManualClock
from tests.fakes.stores import MemoryPublishedSchemaStore

__all__ = ["models_of"]


def models_of(*enabled: str, catalogue: Catalogue | None = None) -> WireForms:
    """Return the catalogue with these models enabled, the first one as the default."""
    return WireForms(
        catalogue=catalogue or load_catalogue(),
        enabled=enabled or ("fal-ai/gpt-image-2",),
        store=MemoryPublishedSchemaStore(),
        source=None,
        clock=ManualClock(),
    )
