"""fal's queue, through fal-client: submit once, follow the status, fetch the result.

fal-client submits and cancels. Reading is done on its HTTP client with our own rules,
because its readers repeat a failed result ten times, ask for the status once more than
needed, and break on bodies that lack a field (facts measured with 1.0.3); and because it
has no method for the status stream. The addresses come from the submit's answer, verbatim.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any, Self
from urllib.parse import quote

import fal_client
import fal_client.client
import httpx
import structlog
from httpx_sse import SSEError, aconnect_sse

from bot.clock import Clock
from bot.errors import EaselError
from bot.fal.errors import FailureKind, FalFailure, classify
from bot.fal.schemas import StatusBody, SubmitBody, parse_pictures, parse_status
from bot.fal.transport import FAL_QUEUE_HOST, AtMostOnceTransport
from bot.images import PictureRef
from bot.jobs.ports import (
    CancelReply,
    RenderFailedError,
    RequestInProgressError,
    RequestStatus,
    SubmitRefusedError,
    Submitted,
    SubmitUnknownError,
)

__all__ = ["FalClient"]

log = structlog.stdlib.get_logger(__name__)

# fal sends a comment every 15 s on an idle stream; three missed ones mean that it is dead.
_STREAM_SILENCE_SECONDS = 45.0
_READ_SECONDS = 30.0
_CONNECT_SECONDS = 10.0
# A submit may take long under load, but an answer that never comes must not hold a place for ever.
_SUBMIT_SECONDS = 60.0
# A connection is kept for so long: the result of most jobs then comes over the one that took the submit.
# Servers close theirs after a minute or more; if both did so at the same moment, a submit could be lost.
_KEPT_SECONDS = 30.0
# How often a broken stream is opened again before polling alone goes on.
_STREAM_ATTEMPTS = 3
# The poll interval grows by half each time, up to eight times the first.
_POLL_GROWTH = 1.5
_POLL_LIMIT = 8
# A request that was certainly taken is given up as unknown to fal after this many 404s in a row.
_NOT_FOUND_LIMIT = 3
# fal's other words on a cancel (queue reference, "Cancel a request").
_CANCEL_REPLIES = {400: CancelReply.COMPLETED, 404: CancelReply.UNKNOWN}
# Longest answers that are read, in bytes: a status with its logs, a result with data URIs.
_STATUS_BYTES = 2 * 1024 * 1024
_RESULT_BYTES = 64 * 1024 * 1024


class _Client(fal_client.AsyncClient):
    """fal-client on an HTTP client of ours, so that it can be closed and cannot repeat a POST."""

    def __init__(self, key: str, http: httpx.AsyncClient) -> None:
        super().__init__(key=key)
        self._http = http

    @property
    async def _client(self) -> httpx.AsyncClient:
        return self._http


class FalClient:
    """The :class:`~bot.jobs.ports.InferenceQueue` that stands at fal.

    Parameters
    ----------
    key
        ``id:secret``, sent as ``Authorization: Key ...`` to the queue only.
    queue_url
        Another server's base address; ``None`` is fal's own.
    poll_seconds
        First interval between two polls where the stream does not work.
    connections
        Most connections at once; streams hold one each.
    """

    def __init__(
        self,
        *,
        key: str,
        clock: Clock,
        queue_url: str | None = None,
        poll_seconds: float = 1.5,
        connections: int = 40,
    ) -> None:
        inner: httpx.AsyncBaseTransport
        limits = httpx.Limits(
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=_KEPT_SECONDS,
        )
        if queue_url is None:
            # fal-client's own transport: a refused connection is tried once at fal's backup host.
            inner = fal_client.client.AsyncBackupDomainTransport(
                transport=httpx.AsyncHTTPTransport(limits=limits)
            )
        else:
            inner = httpx.AsyncHTTPTransport(limits=limits, trust_env=False)
        self._line = AtMostOnceTransport(inner, queue_url=queue_url)
        self._http = httpx.AsyncClient(
            transport=self._line,
            headers={"Authorization": f"Key {key}", "User-Agent": fal_client.client.USER_AGENT},
            timeout=httpx.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS),
        )
        self._fal = _Client(key, self._http)
        self._fal.default_timeout = _SUBMIT_SECONDS
        self._clock = clock
        self._poll_seconds = poll_seconds

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def submit(self, endpoint: str, arguments: Mapping[str, Any], *, start_within: float) -> Submitted:
        """Hand in one request; see the port for what is raised.

        ``start_within`` (seconds) tells fal to drop a request that has not started by then,
        so that one we have given up on is not rendered and billed later.
        """
        try:
            handle = await self._fal.submit(endpoint, dict(arguments), start_timeout=max(2.0, start_within))
            return self._submitted(endpoint, handle)
        except fal_client.client.FalClientHTTPError as error:
            failure = classify(error.status_code, _json(error.response), error.response_headers)
            raise SubmitRefusedError(failure) from error
        except EaselError:
            raise
        except Exception as error:
            # An answer of 2xx that cannot be read: fal has probably taken the request.
            raise SubmitUnknownError(detail=f"unreadable answer: {type(error).__name__}") from error

    async def watch(self, submitted: Submitted) -> AsyncIterator[RequestStatus]:
        """Readings from the status stream, or from polls while the stream does not work."""
        poll_seconds, streams_left, not_found = self._poll_seconds, _STREAM_ATTEMPTS, 0
        while True:
            if streams_left:
                streams_left -= 1
                async for body in self._stream(submitted):
                    not_found = 0
                    yield _reading(body)
                    if body.status == "COMPLETED":
                        return
            found = await self._poll(submitted)
            if found == 404:
                not_found += 1
                if not_found >= _NOT_FOUND_LIMIT:
                    raise RenderFailedError(FalFailure(kind=FailureKind.NOT_FOUND, status=404))
            elif isinstance(found, StatusBody):
                not_found = 0
                yield _reading(found)
                if found.status == "COMPLETED":
                    return
            await self._clock.sleep(poll_seconds)
            poll_seconds = min(poll_seconds * _POLL_GROWTH, self._poll_seconds * _POLL_LIMIT)

    async def result(self, submitted: Submitted) -> tuple[PictureRef, ...]:
        """The pictures, read once; see the port for what is raised."""
        try:
            response = await self._read(submitted.response_url, _RESULT_BYTES)
        except (httpx.TransportError, _TooLongError) as error:
            raise RequestInProgressError(detail=f"result: {type(error).__name__}") from error
        body = _json(response)
        if response.status_code == 200:
            pictures = parse_pictures(body)
            if pictures is None:
                raise RequestInProgressError(detail="result: unreadable body")
            if not pictures:
                raise RenderFailedError(FalFailure(kind=FailureKind.NO_MEDIA, status=200))
            return pictures
        failure = classify(response.status_code, body, response.headers)
        if _is_passing(failure, response):
            raise RequestInProgressError(detail=f"result: {response.status_code}")
        raise RenderFailedError(failure)

    async def cancel(self, submitted: Submitted) -> CancelReply:
        """One PUT. Whatever is not fal's own word on the request says nothing about it."""
        try:
            response = await self._http.put(submitted.cancel_url)
        except httpx.TransportError as error:
            log.warning("cancel did not reach fal", error=type(error).__name__)
            return CancelReply.UNREACHED
        if response.is_success:
            return CancelReply.ACCEPTED
        log.debug("cancel refused", status=response.status_code)
        return _CANCEL_REPLIES.get(response.status_code, CancelReply.UNREACHED)

    async def has_forgotten(self, submitted: Submitted) -> bool:
        """Whether one status read is answered with 404."""
        return await self._poll(submitted) == 404

    async def _stream(self, submitted: Submitted) -> AsyncIterator[StatusBody]:
        """Events of one connection to the status stream; ends quietly when it breaks."""
        timeout = httpx.Timeout(_STREAM_SILENCE_SECONDS, connect=_CONNECT_SECONDS)
        url = f"{submitted.status_url}/stream"
        with contextlib.suppress(httpx.TransportError, httpx.StreamError, SSEError):
            async with aconnect_sse(self._http, "GET", url, params={"logs": "1"}, timeout=timeout) as source:
                if source.response.status_code != 200:
                    log.debug("no status stream", status=source.response.status_code)
                    return
                async for event in source.aiter_sse():
                    body = parse_status(_loads(event.data))
                    if body is None:
                        log.debug("unreadable event on the status stream")
                        continue
                    yield body

    async def _poll(self, submitted: Submitted) -> StatusBody | int | None:
        """One status read: a body, an HTTP status that says something, or ``None``.

        A 5xx, 429, 401 or 403 on a status read says nothing about the job (fal refuses status
        reads of a locked account while the job goes on).
        """
        try:
            response = await self._read(f"{submitted.status_url}?logs=1", _STATUS_BYTES)
        except (httpx.TransportError, _TooLongError) as error:
            log.debug("status read failed", error=type(error).__name__)
            return None
        if response.is_success:
            return parse_status(_json(response))
        log.debug("status read refused", status=response.status_code)
        return response.status_code

    def _submitted(self, endpoint: str, handle: fal_client.AsyncRequestHandle) -> Submitted:
        """The answer's addresses as they are, if they are fal's own; else those fal documents.

        Whoever writes the answer must not send us elsewhere, least of all into our own network.
        """
        body = SubmitBody(
            request_id=handle.request_id,
            status_url=handle.status_url,
            response_url=handle.response_url,
            cancel_url=handle.cancel_url,
        )
        named = (body.status_url, body.response_url, body.cancel_url)
        if all(self._line.trusts(httpx.URL(url)) for url in named):
            return Submitted(**body.model_dump())
        log.warning("fal's answer names addresses of another host; using the documented ones")
        owner_and_alias = "/".join(endpoint.split("/")[:2])
        base = f"https://{FAL_QUEUE_HOST}/{owner_and_alias}/requests/{quote(body.request_id, safe='')}"
        return Submitted(
            request_id=body.request_id,
            status_url=f"{base}/status",
            response_url=base,
            cancel_url=f"{base}/cancel",
        )

    async def _read(self, url: str, most: int) -> httpx.Response:
        """A GET whose body may have ``most`` bytes; :class:`_TooLongError` beyond."""
        async with self._http.stream("GET", url) as response:
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > most:
                    raise _TooLongError
        # The body is decoded already; a header that says otherwise must not be believed again.
        headers = [(k, v) for k, v in response.headers.multi_items() if k.lower() != "content-encoding"]
        return httpx.Response(response.status_code, headers=headers, content=bytes(body))


class _TooLongError(Exception):
    """An answer is longer than anything fal sends."""


def _is_passing(failure: FalFailure, response: httpx.Response) -> bool:
    """Whether a refusal to hand out a result says nothing about the result itself."""
    if response.status_code in {401, 403, 429}:
        return True
    if response.status_code == 400 and "in progress" in failure.quote.lower():
        return True
    return response.status_code >= 500 and not failure.certain


def _reading(body: StatusBody) -> RequestStatus:
    failed = body.status == "COMPLETED" and (body.error or body.error_type)
    return RequestStatus(
        position=body.queue_position if body.status == "IN_QUEUE" else None,
        in_progress=body.status == "IN_PROGRESS",
        completed=body.status == "COMPLETED",
        log_line=body.logs[-1].message if body.logs else None,
        failure=classify(200, {"detail": body.error, "error_type": body.error_type}) if failed else None,
    )


def _json(response: httpx.Response) -> Any:
    return _loads(response.content)


def _loads(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
