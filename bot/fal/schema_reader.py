"""Reader of fal's public OpenAPI documents. Sends no key, and trusts nothing it reads."""

from __future__ import annotations

import httpx

from bot.clock import Clock
from bot.fal.published_schema import PublishedSchema, SchemaUnreadableError, parse_document
from bot.retry import clock_timeout

__all__ = ["SchemaReader"]

_BYTES = 2 * 1024 * 1024
_SECONDS = 20.0


class SchemaReader:
    """:class:`~bot.fal.ports.SchemaSource` over HTTP; the address is ``{url}?endpoint_id={endpoint}``."""

    def __init__(self, url: str, clock: Clock) -> None:
        self.url = url
        self._clock = clock

    async def read(self, endpoint: str) -> PublishedSchema:
        """Read one document. Raises :class:`SchemaUnreadableError` with the reason."""
        try:
            async with clock_timeout(self._clock, _SECONDS):
                document = await self._get(endpoint)
        except TimeoutError as error:
            raise SchemaUnreadableError("no complete answer in time") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SchemaUnreadableError(f"no answer: {type(error).__name__}") from error
        return parse_document(document, endpoint)

    async def _get(self, endpoint: str) -> bytes:
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        # Neither a proxy nor a netrc file: like the clients for the queue and the result files.
        async with (
            httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=_SECONDS) as http,
            http.stream("GET", self.url, params={"endpoint_id": endpoint}, headers=headers) as response,
        ):
            if response.status_code != 200:
                raise SchemaUnreadableError(f"status {response.status_code}")
            media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            if media_type != "application/json" and not media_type.endswith("+json"):
                raise SchemaUnreadableError("not labeled as JSON")
            if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
                raise SchemaUnreadableError("compressed")
            body = bytearray()
            async for chunk in response.aiter_raw():
                body += chunk
                if len(body) > _BYTES:
                    raise SchemaUnreadableError("the document is too long")
            return bytes(body)
