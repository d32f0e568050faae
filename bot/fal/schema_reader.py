"""Reader of fal's public OpenAPI documents. Sends no key, and trusts nothing it reads."""

from __future__ import annotations

import httpx

from bot.clock import Clock
from bot.fal.aiohttp_transport import AiohttpTransport
from bot.fal.bounded_transport import MAX_BYTES, BoundedTransport, RefusedResponseError
from bot.fal.published_schema import PublishedSchema, SchemaUnreadableError, parse_document
from bot.redaction import Redactor
from bot.retry import clock_timeout

__all__ = ["SchemaReader"]

_BYTES = 512 * 1024
_SECONDS = 20.0


class SchemaReader:
    """:class:`~bot.fal.ports.SchemaSource` over HTTP; the address is ``{url}?endpoint_id={endpoint}``.

    A schema in which ``redactor`` finds a secret is refused.
    """

    def __init__(self, url: str, clock: Clock, redactor: Redactor) -> None:
        self.url = url
        self._clock = clock
        self._redactor = redactor

    async def read(self, endpoint: str, *, defaults: bool = False) -> PublishedSchema:
        """Read one document; with ``defaults``, the schema includes the inputs' default values.

        Raises :class:`SchemaUnreadableError` with the reason.
        """
        try:
            async with clock_timeout(self._clock, _SECONDS):
                document = await self._get(endpoint)
        except TimeoutError as error:
            raise SchemaUnreadableError("no complete response in time") from error
        except RefusedResponseError as error:
            raise SchemaUnreadableError(str(error)) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SchemaUnreadableError(f"no answer: {type(error).__name__}") from error
        schema = parse_document(document, endpoint, defaults=defaults)
        if self._redactor.finds(schema.dumps()):
            # The schema is stored and logged, and masking a name or value would change its meaning.
            raise SchemaUnreadableError("the schema contains a secret of this bot")
        return schema

    async def _get(self, endpoint: str) -> bytes:
        # Neither a proxy nor a netrc file, as in the clients for the queue and the result files.
        transport = BoundedTransport(AiohttpTransport())
        async with httpx.AsyncClient(transport=transport, trust_env=False, timeout=_SECONDS) as http:
            response = await http.get(
                self.url,
                params={"endpoint_id": endpoint},
                headers={"Accept": "application/json"},
                extensions={MAX_BYTES: _BYTES},
            )
        if response.status_code != 200:
            raise SchemaUnreadableError(f"status {response.status_code}")
        media_type = response.headers.get("Content-Type", "").lower()
        if media_type != "application/json" and not media_type.endswith("+json"):
            raise SchemaUnreadableError("not labeled as JSON")
        return response.content
