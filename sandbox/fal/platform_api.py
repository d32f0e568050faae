"""fal's platform API, for the account's key only: one unit price per endpoint, and the balance.

Source: https://fal.ai/docs/platform-apis/v1/models/pricing and .../v1/account/billing
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.fal.auth import refuse_key
from sandbox.fal.errors import bare_detail
from sandbox.fal.http_faults import GARBAGE
from sandbox.fal.request import FalRequest
from sandbox.fal.server import error_response, reset
from sandbox.faults import Faults

__all__ = ["PLATFORM_PATH", "PlatformRoutes", "billed_units"]

PLATFORM_PATH = "/v1"
_MEGAPIXEL = 1_000_000


@dataclass(slots=True, kw_only=True)
class PlatformRoutes:
    """Serves ``prices`` (USD and billing unit by endpoint) and ``balance`` (USD).

    With ``balance`` ``None``, the key has no access to billing.
    """

    key: str
    faults: Faults
    clock: SandboxClock
    prices: dict[str, tuple[float, str]] = field(default_factory=dict)
    balance: float | None = None

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of prices and balance."""
        return [
            web.get(f"{PLATFORM_PATH}/models/pricing", self._get_prices),
            web.get(f"{PLATFORM_PATH}/account/billing", self._get_balance),
        ]

    async def _get_prices(self, request: web.Request) -> web.Response:
        if (refused := await self._refuse(request, "prices")) is not None:
            return refused
        asked = [name for value in request.query.getall("endpoint_id", []) for name in value.split(",")]
        found = [
            {
                "endpoint_id": name,
                "unit_price": self.prices[name][0],
                "unit": self.prices[name][1],
                "currency": "USD",
            }
            for name in asked
            if name in self.prices
        ]
        return web.json_response({"prices": found, "next_cursor": None, "has_more": False})

    async def _get_balance(self, request: web.Request) -> web.Response:
        if (refused := await self._refuse(request, "balance")) is not None:
            return refused
        if self.balance is None:
            return error_response("", bare_detail(403, "The key has no access to billing"))
        body: dict[str, object] = {"username": "easel"}
        if request.query.get("expand") == "credits":
            body["credits"] = {"current_balance": self.balance, "currency": "USD"}
        return web.json_response(body)

    async def _refuse(self, request: web.Request, name: str) -> web.Response | None:
        """Return the response to a wrong key, or that of an armed fault."""
        if refusal := refuse_key(request.headers.get("Authorization"), self.key):
            return error_response("", refusal)
        if self.faults.take(f"fal.{name}.500") is not None:
            return error_response("", bare_detail(500, "Internal Server Error"))
        if self.faults.take(f"fal.{name}.garbage") is not None:
            return web.Response(text=GARBAGE, content_type="application/json")
        if self.faults.take(f"fal.{name}.reset") is not None:
            return reset(request, "")
        if (params := self.faults.take(f"fal.{name}.slow")) is not None:
            await self.clock.sleep(float(params.get("seconds", 30.0)))
        return None


def billed_units(job: FalRequest, prices: Mapping[str, tuple[float, str]]) -> float:
    """Return the units billed for a request: megapixels if its endpoint's price is per megapixel, else images."""
    _, unit = prices.get(job.endpoint, (0.0, "images"))
    spec = job.outcome.spec
    if spec is None or not unit.startswith("megapixel"):
        return job.images
    return job.images * spec.width * spec.height / _MEGAPIXEL
