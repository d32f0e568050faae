"""Cost of a job at fal: the catalogue's estimate, and the units and the price that fal states. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.fal.pricing import EndpointPrice
from bot.jobs.models import Job
from config import Model

__all__ = ["MICRO_USD", "NANO_USD", "Bill", "bill_for"]

#: Units of stored amounts per US dollar: of a cost, and of the price of one unit.
MICRO_USD, NANO_USD = 10**6, 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """Cost of one request; each value is ``None`` if it is unknown.

    ``estimate`` is the cost by the catalogue, in millionths of a US dollar. ``units`` are the billing units that fal
    stated with the result, and ``unit_price`` is their published price, in billionths of a US dollar.
    """

    estimate: int | None = None
    units: float | None = None
    unit_price: int | None = None


def bill_for(
    job: Job, model: Model | None, price: EndpointPrice | None, *, pictures: int, units: float | None
) -> Bill:
    """Return the bill of a result with ``pictures`` images; 0 for a request that failed.

    ``model`` is ``None`` if the catalogue no longer contains it, and ``price`` if none is published.
    """
    return Bill(
        estimate=_estimate(job, model, pictures),
        units=units,
        unit_price=None if price is None else _scaled(price.usd, NANO_USD),
    )


def _estimate(job: Job, model: Model | None, pictures: int) -> int | None:
    if model is None:
        return None
    try:
        usd = model.unit_usd(job.size, job.quality, len(job.references), job.request.reference_size)
    except LookupError:
        # The catalogue no longer has the size or the quality.
        return None
    return _scaled(usd * pictures, MICRO_USD)


def _scaled(usd: Decimal, factor: int) -> int:
    return int((usd * factor).to_integral_value())
