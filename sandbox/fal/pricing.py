"""Prices of fal's platform API: one unit price per endpoint, for the account's key only.

Source: https://fal.ai/docs/platform-apis/v1/models/pricing
"""

from __future__ import annotations

from dataclasses import dataclass, field

from aiohttp import web

from sandbox.fal.auth import refuse_key
from sandbox.fal.server import error_response

__all__ = ["PRICING_PATH", "PricingRoutes"]

PRICING_PATH = "/v1/models/pricing"


@dataclass(slots=True, kw_only=True)
class PricingRoutes:
    """Serves ``prices``: USD and billing unit by endpoint."""

    key: str
    prices: dict[str, tuple[float, str]] = field(default_factory=dict)

    def routes(self) -> list[web.RouteDef]:
        """Return the route of the prices."""
        return [web.get(PRICING_PATH, self._get)]

    async def _get(self, request: web.Request) -> web.Response:
        if refusal := refuse_key(request.headers.get("Authorization"), self.key):
            return error_response("", refusal)
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
