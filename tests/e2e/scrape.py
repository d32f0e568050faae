"""Scrapes of a running bot: the samples of its metrics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import aiohttp
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from tests.e2e.harness import Harness

__all__ = ["Scrape", "ask", "scrape"]


@dataclass(frozen=True, slots=True)
class Scrape:
    """The samples of one scrape, and its text."""

    text: str
    samples: tuple[Sample, ...]

    def __iter__(self) -> Iterator[Sample]:
        return iter(self.samples)

    def value(self, name: str, **labels: str) -> float:
        """Return the sum of the samples of this name that have these labels; at least one must exist."""
        found = [s.value for s in self.samples if s.name == name and labels.items() <= s.labels.items()]
        assert found, f"no sample {name} {labels}"
        return sum(found)


async def ask(harness: Harness, path: str) -> tuple[int, str]:
    """Return status and text of a path of the metrics server."""
    url = f"http://127.0.0.1:{harness.app.metrics_port}{path}"
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.text()


async def scrape(harness: Harness) -> Scrape:
    """Scrape the bot; its cached values are read again."""
    harness.clock.advance(16)
    status, text = await ask(harness, "/metrics")
    assert status == 200
    families = text_string_to_metric_families(text)
    return Scrape(text, tuple(sample for family in families for sample in family.samples))
