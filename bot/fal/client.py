"""Client for fal's queue API: submits once, follows the status, reads the result, cancels.

Submits use fal-client. Reads use the same HTTP client directly, because fal-client's read functions retry
a failed result ten times, request the status once more than needed, fail on responses with a missing
field (observed with 1.0.3), and do not support the status stream. URLs are taken unchanged from the
response to the submit if they belong to fal.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import uuid
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, Self
from urllib.parse import quote

import fal_client
import fal_client.client
import httpx
import structlog

from bot.clock import Clock
from bot.errors import EaselError
from bot.fal.aiohttp_transport import AiohttpTransport
from bot.fal.bounded_transport import MAX_BYTES, RefusedResponseError
from bot.fal.errors import REQUEST_ID_HEADER, FailureKind, FalFailure, classify
from bot.fal.event_stream import read_events
from bot.fal.key_check import KeyCheck, KeyVerdict, judge_key
from bot.fal.observed_transport import observed
from bot.fal.schemas import (
    StatusBody,
    parse_json,
    parse_result,
    parse_status,
    parse_submit,
    parse_units,
)
from bot.fal.transport import FAL_QUEUE_HOST, AtMostOnceTransport
from bot.jobs.ports import (
    CancelReply,
    RenderFailedError,
    RenderResult,
    RequestInProgressError,
    RequestStatus,
    SubmitBusyError,
    SubmitRefusedError,
    Submitted,
    SubmitUnknownError,
)
from bot.observer import NO_OBSERVER, Observer
from bot.redaction import Redactor
from bot.tuning.fal_http_client import open_submitter

__all__ = ["SUBMIT_SECONDS", "FalClient"]

log = structlog.stdlib.get_logger(__name__)

# fal sends a comment every 15 s on an idle stream; after three missed ones, the stream counts as dead.
_STREAM_SILENCE_SECONDS = 45.0
_READ_SECONDS = 30.0
_CONNECT_SECONDS = 10.0
#: Time limit of a submit. Generous, because submits may be slow under load; but a hung one must not hold its slot
#: forever.
SUBMIT_SECONDS = 60.0
# Long enough that most results reuse the connection of their submit. Servers close idle connections after
# a minute or more; closing at the same moment as the server could lose a submit.
_KEEPALIVE_SECONDS = 30.0
# Failed stream connections after which only polling is used.
_STREAM_ATTEMPTS = 3
# Growth factor of the poll interval, and its limit as a multiple of the first interval.
_POLL_GROWTH = 1.5
_POLL_LIMIT = 8
# Consecutive 404s after which an accepted request counts as unknown to fal.
_NOT_FOUND_LIMIT = 3
# Maximum number of characters read from a log line.
_LOG_LINE_LIMIT = 500
# Positions of 12,000 were observed; an absurd number would not fit in a message.
_LONGEST_QUEUE = 10**9
# Meanings of refused cancel requests (queue reference, "Cancel a request").
_CANCEL_REPLIES = {400: CancelReply.COMPLETED, 404: CancelReply.UNKNOWN}
# Response size limits: for a status with its logs, for all events of a stream, and for a result with data
# URIs. Text takes up to six times its size while it is parsed.
_STATUS_BYTES = 1024 * 1024
_STREAM_BYTES = 64 * 1024 * 1024
_RESULT_BYTES = 10 * 1024 * 1024
_CANCEL_BYTES = 64 * 1024


class FalClient:
    """:class:`~bot.jobs.ports.InferenceQueue` on fal's queue API; an async context manager.

    Parameters
    ----------
    key
        ``id:secret``, sent as ``Authorization: Key ...``, only to the queue.
    queue_url
        Base URL of another queue server; ``None`` for fal's own.
    poll_seconds
        First interval between polls while the stream is unavailable.
    connections
        Maximum number of connections; each open stream uses one.
    redactor
        Masks secrets in text from fal; by default, only the key.
    result_lifetime
        Seconds after which fal deletes result files; ``None`` for the account's setting.
    store_io
        Whether fal keeps the input and output of requests.
    """

    def __init__(
        self,
        *,
        key: str,
        clock: Clock,
        queue_url: str | None = None,
        poll_seconds: float = 1.5,
        connections: int = 40,
        redactor: Redactor | None = None,
        result_lifetime: int | None = None,
        store_io: bool = True,
        observer: Observer = NO_OBSERVER,
    ) -> None:
        inner: httpx.AsyncBaseTransport = AiohttpTransport(
            connections=connections, keepalive_seconds=_KEEPALIVE_SECONDS
        )
        if queue_url is None:
            # fal-client's own transport, which retries a refused connection once at fal's backup host.
            inner = fal_client.client.AsyncBackupDomainTransport(transport=inner)
        self._transport = AtMostOnceTransport(observed(inner, observer), queue_url=queue_url)
        self._http = httpx.AsyncClient(
            transport=self._transport,
            # A cookie would be sent with every later request, and one that cannot be encoded would fail it.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            headers={"Authorization": f"Key {key}", "User-Agent": fal_client.client.USER_AGENT},
            timeout=httpx.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS),
        )
        self._submitter = open_submitter(key, self._http, timeout=SUBMIT_SECONDS)
        self._redact = Redactor([key]) if redactor is None else redactor
        self._clock = clock
        self._poll_seconds = poll_seconds
        self._submit_headers = _privacy_headers(result_lifetime, store_io=store_io)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    @property
    def http(self) -> httpx.AsyncClient:
        """HTTP client with the key, for reads of raw responses, as in the live checks."""
        return self._http

    async def submit(self, endpoint: str, arguments: Mapping[str, Any], *, start_within: float) -> Submitted:
        """Submit one request; raises as documented by the port.

        fal drops a request that has not started within ``start_within`` seconds, so that a request the bot
        has given up on is not rendered and billed later.
        """
        try:
            handle = await self._submitter.submit(
                endpoint,
                dict(arguments),
                headers=dict(self._submit_headers),
                start_timeout=max(2.0, start_within),
            )
            return self._submitted(endpoint, handle)
        except fal_client.client.FalClientHTTPError as error:
            failure = self._classify(error.response)
            if not failure.certain:
                # A proxy or firewall that refuses a request does not forward it.
                detail = f"{failure.status} at submit, in a form that is not fal's"
                raise SubmitBusyError(detail) from error
            raise SubmitRefusedError(failure) from error
        except EaselError:
            raise
        except Exception as error:
            # After an unreadable 2xx response, fal has probably accepted the request.
            raise SubmitUnknownError(detail=f"unreadable response: {type(error).__name__}") from error

    async def watch(self, submitted: Submitted) -> AsyncIterator[RequestStatus]:
        """Yield statuses from the stream, or from polls while the stream is unavailable."""
        poll_seconds, streams_left, not_found = self._poll_seconds, _STREAM_ATTEMPTS, 0
        while True:
            if streams_left:
                streams_left -= 1
                async for body in self._stream(submitted):
                    not_found = 0
                    yield _request_status(body, self._redact)
                    if body.status == "COMPLETED":
                        return
            found = await self._poll(submitted)
            if found == 404:
                not_found += 1
                if not_found >= _NOT_FOUND_LIMIT:
                    raise RenderFailedError(FalFailure(kind=FailureKind.NOT_FOUND, status=404))
            elif isinstance(found, StatusBody):
                not_found = 0
                yield _request_status(found, self._redact)
                if found.status == "COMPLETED":
                    return
            await self._clock.sleep(poll_seconds)
            poll_seconds = min(poll_seconds * _POLL_GROWTH, self._poll_seconds * _POLL_LIMIT)

    async def result(self, submitted: Submitted) -> RenderResult:
        """Read the result once; raises as documented by the port."""
        try:
            response = await self._read(submitted.response_url, _RESULT_BYTES)
        except httpx.TransportError as error:
            raise RequestInProgressError(detail=f"result: {type(error).__name__}") from error
        units = _billed_units(response)
        if response.status_code == 200:
            result = parse_result(parse_json(response.content), self._redact)
            if result is None:
                raise RequestInProgressError(detail="result: unreadable response")
            if result.blocked:
                log.warning("pictures blocked by the model's safety check", count=result.blocked)
            if result.pictures:
                return RenderResult(pictures=result.pictures, billed_units=units)
            kind = FailureKind.POLICY if result.blocked else FailureKind.NO_MEDIA
            raise RenderFailedError(FalFailure(kind=kind, status=200, billed_units=units))
        failure = replace(self._classify(response), billed_units=units)
        in_progress = failure.certain and failure.status == 400 and "in progress" in failure.quote.lower()
        if in_progress or _is_transient(failure):
            raise RequestInProgressError(f"result: {response.status_code}", answered=in_progress)
        raise RenderFailedError(failure)

    async def output(self, submitted: Submitted) -> object:
        """Read the result of a model without pictures once, and return its JSON (``None`` if it is unreadable).

        Raises :class:`RequestInProgressError` without a response, and :class:`RenderFailedError` for any other status
        than 200.
        """
        try:
            response = await self._read(submitted.response_url, _STATUS_BYTES)
        except httpx.TransportError as error:
            raise RequestInProgressError(detail=f"result: {type(error).__name__}") from error
        if response.status_code != 200:
            raise RenderFailedError(self._classify(response))
        return parse_json(response.content)

    async def cancel(self, submitted: Submitted) -> CancelReply:
        """Send one cancel request; a response that is not fal's own counts as ``UNREACHED``."""
        try:
            response = await self._http.put(submitted.cancel_url, extensions={MAX_BYTES: _CANCEL_BYTES})
        except httpx.TransportError as error:
            log.warning("cancel request failed", error=type(error).__name__)
            return CancelReply.UNREACHED
        body = parse_json(response.content)
        stated = body.get("status") if isinstance(body, Mapping) else None
        is_from_fal = isinstance(stated, str) or REQUEST_ID_HEADER in response.headers
        if response.is_success and is_from_fal:
            return CancelReply.ACCEPTED
        log.debug("cancel request refused", status=response.status_code, from_fal=is_from_fal)
        return _CANCEL_REPLIES.get(response.status_code if is_from_fal else 0, CancelReply.UNREACHED)

    async def is_gone(self, submitted: Submitted) -> bool:
        """Return whether a status read returns 404."""
        return await self._poll(submitted) == 404

    async def check_key(self, endpoint: str, *, seconds: float) -> KeyCheck:
        """Read the status of a nonexistent request, which is free of charge, and evaluate the response.

        ``seconds`` is the time limit for the complete response.
        """
        url = f"{_documented_url(endpoint, str(uuid.UUID(int=0)))}/status"
        try:
            async with asyncio.timeout(seconds):
                response = await self._read(url, _STATUS_BYTES)
        except TimeoutError:
            return KeyCheck(verdict=KeyVerdict.UNKNOWN, observed=f"no complete response within {seconds:g} s")
        except RefusedResponseError as error:
            return KeyCheck(verdict=KeyVerdict.UNKNOWN, observed=f"an unreadable response: {error}")
        except httpx.TransportError as error:
            return KeyCheck(
                verdict=KeyVerdict.UNKNOWN,
                observed=type(error).__name__,
                reached=not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout),
            )
        return judge_key(response.status_code, parse_json(response.content))

    async def _stream(self, submitted: Submitted) -> AsyncIterator[StatusBody]:
        """Yield the events of one stream connection; ends without an error if the connection breaks."""
        timeout = httpx.Timeout(_STREAM_SILENCE_SECONDS, connect=_CONNECT_SECONDS)
        headers = {"Accept": "text/event-stream", "Cache-Control": "no-store"}
        url, limit = f"{submitted.status_url}/stream?logs=1", {MAX_BYTES: _STREAM_BYTES}
        with contextlib.suppress(httpx.TransportError, httpx.StreamError):
            async with self._http.stream(
                "GET", url, headers=headers, timeout=timeout, extensions=limit
            ) as response:
                if response.status_code != 200 or response.headers.get("Content-Type") != "text/event-stream":
                    log.debug("status stream unavailable", status=response.status_code)
                    return
                async for data in read_events(response, max_event_bytes=_STATUS_BYTES):
                    body = parse_status(parse_json(data))
                    if body is None:
                        log.debug("status event unreadable")
                        continue
                    yield body

    async def _poll(self, submitted: Submitted) -> StatusBody | int | None:
        """Read the status once; return its body, the HTTP status of fal's refusal, or ``None``.

        A 5xx, 429, 401 or 403 says nothing about the job: fal refuses status reads by a locked account
        while its jobs continue.
        """
        try:
            response = await self._read(f"{submitted.status_url}?logs=1", _STATUS_BYTES)
        except httpx.TransportError as error:
            log.debug("status read failed", error=type(error).__name__)
            return None
        if response.is_success:
            return parse_status(parse_json(response.content))
        is_certain = self._classify(response).certain
        log.debug("status read refused", status=response.status_code, from_fal=is_certain)
        return response.status_code if is_certain else None

    def _submitted(self, endpoint: str, handle: fal_client.AsyncRequestHandle) -> Submitted:
        """Return the response's URLs if they belong to fal, otherwise the documented ones.

        The response must not be able to redirect the bot, in particular into its own network.
        """
        request_id = handle.request_id
        if self._redact.finds(request_id) or parse_submit({"request_id": request_id}) is None:
            raise SubmitUnknownError(detail="the request ID contains a credential or is not one")
        if all(map(self._is_usable, (handle.status_url, handle.response_url, handle.cancel_url))):
            return Submitted(
                request_id=request_id,
                status_url=handle.status_url,
                response_url=handle.response_url,
                cancel_url=handle.cancel_url,
            )
        log.warning("fal returned URLs outside the queue's base URL; using the documented ones")
        base = _documented_url(endpoint, request_id)
        return Submitted(
            request_id=request_id,
            status_url=f"{base}/status",
            response_url=base,
            cancel_url=f"{base}/cancel",
        )

    def _is_usable(self, url: str) -> bool:
        """Return whether a URL may receive the key and be stored."""
        try:
            return self._transport.trusts(httpx.URL(url)) and not self._redact.finds(url)
        except httpx.InvalidURL:
            return False

    def _classify(self, response: httpx.Response) -> FalFailure:
        body = parse_json(response.content)
        return classify(response.status_code, body, response.headers, redact=self._redact)

    async def _read(self, url: str, limit: int) -> httpx.Response:
        """Get a response of at most ``limit`` bytes. Raises ``httpx.TransportError``."""
        return await self._http.get(url, extensions={MAX_BYTES: limit})


def _privacy_headers(result_lifetime: int | None, *, store_io: bool) -> Mapping[str, str]:
    """Return the headers of a submit that limit what fal keeps (fal's page "Data retention")."""
    headers = {}
    if result_lifetime is not None:
        lifecycle = {"expiration_duration_seconds": result_lifetime}
        headers["X-Fal-Object-Lifecycle-Preference"] = json.dumps(lifecycle)
    if not store_io:
        headers["X-Fal-Store-IO"] = "0"
    return headers


def _documented_url(endpoint: str, request_id: str) -> str:
    """Return the URL of a request's result, from which those of its status and cancellation derive."""
    owner_and_alias = "/".join(endpoint.split("/")[:2])
    return f"https://{FAL_QUEUE_HOST}/{owner_and_alias}/requests/{quote(request_id, safe='')}"


def _billed_units(response: httpx.Response) -> float | None:
    """Return the units that fal billed for a result, if it states them; log those of a failed request."""
    units = parse_units(response.headers.get("X-Fal-Billable-Units"))
    if units and response.status_code != 200:
        log.warning("fal billed a failed request", units=units, status=response.status_code)
    return units


def _is_transient(failure: FalFailure) -> bool:
    """Return whether a failed result read says nothing about the result itself."""
    return failure.status in {401, 403, 429} or not failure.certain


def _request_status(body: StatusBody, redact: Redactor) -> RequestStatus:
    failed = body.status == "COMPLETED" and (body.error or body.error_type)
    return RequestStatus(
        position=_position(body) if body.status == "IN_QUEUE" else None,
        in_progress=body.status == "IN_PROGRESS",
        completed=body.status == "COMPLETED",
        log_line=redact(body.log_line[:_LOG_LINE_LIMIT]) if body.log_line else None,
        failure=classify(200, {"detail": body.error, "error_type": body.error_type}, redact=redact)
        if failed
        else None,
    )


def _position(body: StatusBody) -> int | None:
    """Return the position in fal's queue, unless it is no plausible number."""
    position = body.queue_position
    return position if position is not None and 0 <= position < _LONGEST_QUEUE else None
