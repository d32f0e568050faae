"""Single REST calls to Discord whose responses are inspected, for ``easel doctor``.

discord.py retries, sleeps on a 429, follows redirects, reads bodies of any length, and reports every 401
as a wrong token. A check needs the raw response. The connection is opened as discord.py opens it: directly,
without a proxy, with the system's certificates.
"""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import aiohttp
from discord.http import HTTPClient

from bot.discord.errors import is_discords_error

__all__ = ["Answer", "File", "NoAnswerError", "RawApi"]

_SECONDS = 10.0
_BODY_BYTES = 4 * 1024 * 1024


class NoAnswerError(Exception):
    """No complete response; the text is a phrase. ``reached`` is false if no connection could be opened."""

    def __init__(self, observed: str, *, reached: bool = True) -> None:
        super().__init__(observed)
        self.reached = reached


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to upload, with its alt text."""

    name: str
    content: bytes
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """HTTP status, headers and parsed body (``None`` if it is empty or not JSON)."""

    status: int
    headers: Mapping[str, str]
    body: Any

    @property
    def ok(self) -> bool:
        """Whether Discord accepted the call: 204, or another 2xx with a JSON body."""
        return self.status == 204 or (200 <= self.status < 300 and self.body is not None)

    @property
    def code(self) -> int | None:
        """Discord's error code; ``None`` if the body is not in the form of Discord's errors."""
        return int(self.body["code"]) if is_discords_error(self.status, self.body) else None

    @property
    def observed(self) -> str:
        """Description of the response that quotes none of its text."""
        if self.code is not None:
            return f"status {self.status} with error code {self.code}"
        if self.body is None and self.status != 204:
            return f"status {self.status} with a body that is not JSON"
        return f"status {self.status}"


class RawApi:
    """Calls below ``base_url``; an async context manager. The token is sent only to that URL."""

    def __init__(self, *, base_url: str, token: str) -> None:
        self._base_url = base_url
        self._token = token
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0),
            headers={
                # discord.py's own: Discord's firewall refuses others.
                "User-Agent": HTTPClient(asyncio.get_running_loop()).user_agent,
                # A few compressed kilobytes could unpack to gigabytes.
                "Accept-Encoding": "identity",
            },
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def call(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        files: Sequence[File] = (),
        params: Mapping[str, str] | None = None,
        authorized: bool = True,
        seconds: float = _SECONDS,
    ) -> Answer:
        """Send one request and return any response; ``seconds`` limits the time until its end.

        Routes whose path contains an interaction token are called with ``authorized=False``. Raises
        :class:`NoAnswerError`.
        """
        assert self._session is not None  # noqa: S101 - used inside the context
        headers = {"Authorization": f"Bot {self._token}"} if authorized else {}
        content: dict[str, Any] = {}
        if files:
            content["data"] = _form(body, files)
        elif body is not None:
            content["json"] = body
        try:
            async with (
                asyncio.timeout(seconds),
                self._session.request(
                    method,
                    self._base_url + path,
                    params=params,
                    headers=headers,
                    allow_redirects=False,
                    **content,
                ) as response,
            ):
                data = await _bounded(response)
        except TimeoutError:
            raise NoAnswerError(f"no complete response within {seconds:g} s") from None
        except (aiohttp.ClientError, OSError) as error:
            reached = not isinstance(error, aiohttp.ClientConnectorError)
            raise NoAnswerError(type(error).__name__, reached=reached) from error
        return Answer(status=response.status, headers=response.headers, body=_parsed(data))


async def _bounded(response: aiohttp.ClientResponse) -> bytes:
    data = bytearray()
    async for chunk in response.content.iter_any():
        data += chunk
        if len(data) > _BODY_BYTES:
            raise NoAnswerError("an endless response")
    return bytes(data)


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _form(body: Mapping[str, Any] | None, files: Sequence[File]) -> aiohttp.FormData:
    """Return the multipart form that discord.py sends: ``payload_json``, then ``files[n]``."""
    entries = [
        {"id": number, "filename": file.name}
        | ({} if file.description is None else {"description": file.description})
        for number, file in enumerate(files)
    ]
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", json.dumps({**(body or {}), "attachments": entries}))
    for number, file in enumerate(files):
        form.add_field(
            f"files[{number}]",
            io.BytesIO(file.content),
            filename=file.name,
            content_type="application/octet-stream",
        )
    return form
