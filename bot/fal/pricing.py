"""Prices of endpoints, from fal's platform API.

Source: https://fal.ai/docs/platform-apis/v1/models/pricing (2026-11): up to 50 IDs a request, with the key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import httpx

from bot.errors import EaselError
from bot.fal.bounded_transport import MAX_BYTES, BoundedTransport, RefusedResponseError, tls_context
from bot.fal.schemas import parse_json

__all__ = ["EndpointPrice", "PricesUnreadableError", "read_prices"]

_BYTES = 256 * 1024
_SECONDS = 20.0


class PricesUnreadableError(EaselError):
    """The prices cannot be read; the detail is the reason and quotes nothing of the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointPrice:
    """Price of one billing unit in USD; ``unit`` is fal's word, such as ``images`` or ``megapixels``."""

    usd: Decimal
    unit: str

    @property
    def is_per_image(self) -> bool:
        """Whether an image has one price, whatever its size."""
        return self.unit.rstrip("s") in {"image", "request", "generation"}

    @property
    def is_per_megapixel(self) -> bool:
        """Whether the price depends on the number of pixels."""
        return self.unit.rstrip("s") in {"megapixel", "mp", "processed megapixel"}


async def read_prices(url: str, key: str, endpoints: Sequence[str]) -> Mapping[str, EndpointPrice]:
    """Return the prices of those endpoints that have one. Raises :class:`PricesUnreadableError`."""
    transport = BoundedTransport(httpx.AsyncHTTPTransport(verify=tls_context(), trust_env=False))
    try:
        async with httpx.AsyncClient(transport=transport, trust_env=False, timeout=_SECONDS) as http:
            response = await http.get(
                f"{url}/models/pricing",
                params=[("endpoint_id", endpoint) for endpoint in endpoints],
                headers={"Authorization": f"Key {key}", "Accept": "application/json"},
                extensions={MAX_BYTES: _BYTES},
            )
    except RefusedResponseError as error:
        raise PricesUnreadableError(detail=str(error)) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise PricesUnreadableError(detail=f"no answer: {type(error).__name__}") from error
    if response.status_code != 200:
        raise PricesUnreadableError(detail=f"status {response.status_code}")
    body = parse_json(response.content)
    entries = body.get("prices") if isinstance(body, dict) else None
    if not isinstance(entries, list):
        raise PricesUnreadableError(detail="not a list of prices")
    return {name: price for name, price in map(_entry, entries) if price is not None and name in endpoints}


def _entry(value: Any) -> tuple[str, EndpointPrice | None]:
    if not isinstance(value, dict) or value.get("currency", "USD") != "USD":
        return "", None
    try:
        usd = Decimal(str(value.get("unit_price")))
    except InvalidOperation:
        return "", None
    unit = value.get("unit")
    if not usd.is_finite() or usd <= 0 or not isinstance(unit, str):
        return "", None
    return str(value.get("endpoint_id")), EndpointPrice(usd=usd, unit=unit.strip().lower()[:40])
