"""Published prices of the models in use: read in the background once a day, or hourly after a failure, and cached.

No request waits for them. While the price of an endpoint is unknown, its requests are recorded without one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import structlog

from bot.clock import Clock
from bot.errors import DatabaseUnavailableError
from bot.fal.ports import PriceSource, PublishedPriceStore, StoredPrice
from bot.fal.pricing import EndpointPrice, PlatformApiError

__all__ = ["PublishedPrices"]

log = structlog.stdlib.get_logger(__name__)

_DAY_SECONDS = 24 * 3600.0
# Pause after a failed read, which may succeed soon.
_RETRY_SECONDS = 3600.0


class PublishedPrices:
    """Prices of ``endpoints``, read from ``source``; without one, no price is known."""

    def __init__(
        self,
        endpoints: Sequence[str],
        *,
        store: PublishedPriceStore,
        source: PriceSource | None,
        clock: Clock,
    ) -> None:
        self._endpoints = tuple(dict.fromkeys(endpoints))
        self._store = store
        self._source = source
        self._clock = clock
        self._prices: Mapping[str, EndpointPrice] = {}
        self._read_at: float | None = None

    def get(self, endpoint: str) -> EndpointPrice | None:
        """Return the price as last read."""
        return self._prices.get(endpoint)

    async def load(self) -> None:
        """Use the prices cached by an earlier run, if they were read from the same address."""
        if self._source is None:
            return
        try:
            stored = await self._store.get(self._endpoints)
        except DatabaseUnavailableError:
            log.warning("cached prices unavailable")
            return
        known = {name: one for name, one in stored.items() if one.source == self._source.url}
        self._prices = {name: one.price for name, one in known.items()}
        if known.keys() == set(self._endpoints):
            self._read_at = min(one.read_at for one in known.values())

    async def run(self) -> None:
        """Read the prices whenever they are a day old, until canceled."""
        if self._source is None:
            return
        while True:
            now = self._clock.now()
            if self._read_at is not None and 0 <= now - self._read_at < _DAY_SECONDS:
                await self._clock.sleep(self._read_at + _DAY_SECONDS - now)
                continue
            pause = _RETRY_SECONDS
            try:
                await self._read(self._source)
                continue
            except PlatformApiError as error:
                log.info("published prices unavailable", reason=error.detail)
                pause = _DAY_SECONDS if error.refused else pause
            except DatabaseUnavailableError as error:
                log.warning("published prices not stored", reason=error.detail)
            except Exception:
                # The cache is optional: its failure must not end the bot.
                log.exception("published prices not stored")
            await self._clock.sleep(pause)

    async def _read(self, source: PriceSource) -> None:
        prices = await source.prices(self._endpoints)
        for name, before in self._prices.items():
            if name in prices and prices[name] != before:
                price = prices[name]
                log.warning("published price changed", endpoint=name, usd=str(price.usd), unit=price.unit)
        self._read_at = self._clock.now()
        self._prices = {**self._prices, **prices}
        stored = {
            name: StoredPrice(price=price, source=source.url, read_at=self._read_at)
            for name, price in prices.items()
        }
        await self._store.save(stored)
