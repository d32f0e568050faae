"""Client of fal's platform API: published prices, and the balance of the account.

The API takes the key of the queue, but may refuse the balance: that requires a key with access to billing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import httpx

from bot.clock import Clock
from bot.fal.aiohttp_transport import AiohttpTransport
from bot.fal.bounded_transport import MAX_BYTES, BoundedTransport, RefusedResponseError
from bot.fal.pricing import EndpointPrice, PlatformApiError, parse_balance, parse_prices
from bot.fal.schemas import parse_json
from bot.retry import clock_timeout

__all__ = ["PlatformApi"]

_BYTES = 256 * 1024
_SECONDS = 20.0
# Endpoints per request.
_MOST_ENDPOINTS = 50


class PlatformApi:
    """Reads below ``url`` with ``key``. Every method raises :class:`PlatformApiError`."""

    def __init__(self, url: str, key: str, clock: Clock) -> None:
        self.url = url
        self._key = key
        self._clock = clock

    async def prices(self, endpoints: Sequence[str]) -> Mapping[str, EndpointPrice]:
        """Return the prices of those endpoints that have one."""
        found: dict[str, EndpointPrice] = {}
        for start in range(0, len(endpoints), _MOST_ENDPOINTS):
            asked = endpoints[start : start + _MOST_ENDPOINTS]
            query = [("endpoint_id", endpoint) for endpoint in asked]
            found |= parse_prices(await self._get("models/pricing", query), asked)
        return found

    async def balance(self) -> Decimal:
        """Return the account's credit balance in USD."""
        return parse_balance(await self._get("account/billing", [("expand", "credits")]))

    async def _get(self, path: str, query: Sequence[tuple[str, str]]) -> Any:
        try:
            async with clock_timeout(self._clock, _SECONDS):
                response = await self._read(path, query)
        except TimeoutError as error:
            raise PlatformApiError("no complete response in time") from error
        except RefusedResponseError as error:
            raise PlatformApiError(str(error)) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise PlatformApiError(f"no answer: {type(error).__name__}") from error
        if response.status_code != 200:
            refused = response.status_code in {401, 403}
            raise PlatformApiError(f"status {response.status_code}", refused=refused)
        return parse_json(response.content)

    async def _read(self, path: str, query: Sequence[tuple[str, str]]) -> httpx.Response:
        # Neither a proxy nor a netrc file, as in the clients for the queue and the result files.
        transport = BoundedTransport(AiohttpTransport())
        async with httpx.AsyncClient(transport=transport, trust_env=False, timeout=_SECONDS) as http:
            return await http.get(
                f"{self.url}/{path}",
                params=list(query),
                headers={"Authorization": f"Key {self._key}", "Accept": "application/json"},
                extensions={MAX_BYTES: _BYTES},
            )
