"""Prices and balance as fal's platform API states them. Pure.

Source: https://fal.ai/docs/platform-apis/v1/models/pricing and .../v1/account/billing (2026-11).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.errors import EaselError

__all__ = ["EndpointPrice", "PlatformApiError", "parse_balance", "parse_prices"]

# Prices are kept to a billionth of a US dollar. Amounts beyond the other two are not plausible.
_LEAST_PER_UNIT = Decimal("1e-9")
_MOST_PER_UNIT, _MOST_BALANCE = Decimal(10**6), Decimal(10**9)


class PlatformApiError(EaselError):
    """The platform API cannot be read; the detail is the reason and quotes nothing of the answer.

    ``refused``: the API itself refuses the key, or the key lacks a permission.
    """

    def __init__(self, detail: str, *, refused: bool = False) -> None:
        super().__init__(detail=detail)
        self.refused = refused


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


def parse_prices(body: Any, endpoints: Collection[str]) -> Mapping[str, EndpointPrice]:
    """Return the prices of those ``endpoints`` that have one. Raises :class:`PlatformApiError`."""
    entries = body.get("prices") if isinstance(body, dict) else None
    if not isinstance(entries, list):
        raise PlatformApiError("not a list of prices")
    return {name: price for name, price in map(_entry, entries) if price is not None and name in endpoints}


def parse_balance(body: Any) -> Decimal:
    """Return the account's credit balance in USD. Raises :class:`PlatformApiError`."""
    credits = body.get("credits") if isinstance(body, dict) else None
    if not isinstance(credits, dict) or credits.get("currency", "USD") != "USD":
        raise PlatformApiError("not a balance in USD")
    balance = _decimal(credits.get("current_balance"))
    if balance is None or abs(balance) > _MOST_BALANCE:
        raise PlatformApiError("not a balance in USD")
    return balance


def _entry(value: Any) -> tuple[str, EndpointPrice | None]:
    if not isinstance(value, dict) or value.get("currency", "USD") != "USD":
        return "", None
    usd, unit = _decimal(value.get("unit_price")), value.get("unit")
    if usd is None or not _LEAST_PER_UNIT <= usd <= _MOST_PER_UNIT or not isinstance(unit, str):
        return "", None
    rounded = usd.quantize(_LEAST_PER_UNIT)
    price = EndpointPrice(usd=usd if usd == rounded else rounded, unit=unit.strip().lower()[:40])
    return str(value.get("endpoint_id")), price


def _decimal(value: Any) -> Decimal | None:
    """Return a finite number; a text is accepted as well."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
