"""Checks of fal: the key, the inputs, the picture, the status, the bill and the cancellation."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import SecretStr
from yarl import URL

from bot.errors import EaselError
from bot.fal.key_check import KeyVerdict
from bot.images import HostRefusedError
from bot.jobs.ports import CancelReply
from bot.ops.live_checks.drawing import PROMPT, Drawing, draw, submit
from bot.ops.live_checks.model import LiveCheck, NotSettledError, Observation, broken, holds, settled
from bot.ops.live_checks.session import LiveSession
from bot.ops.wire_report import SchemaState, check_wire
from bot.platform_clients import fal_client, host_policy

__all__ = ["FAL_CHECKS"]

_SECONDS = 10.0
_CANCEL_SECONDS = 60.0
_POLL_SECONDS = 2.0
_SHOWN_LINES = 5
_SHOWN_CHARACTERS = 100


async def _wrong_key(session: LiveSession) -> Observation:
    wrong = session.settings.model_copy(update={"fal_key": SecretStr("easel-live-check:not-a-key")})
    async with fal_client(wrong, session.clock) as fal:
        check = await fal.check_key(session.model.id, seconds=_SECONDS)
    if check.verdict is KeyVerdict.UNKNOWN:
        raise NotSettledError(f"fal: {check.observed}")
    return settled(
        check.verdict is KeyVerdict.REFUSED, f"status {check.status} for a key that does not exist"
    )


async def _drawing(session: LiveSession) -> Drawing:
    drawing: Drawing = await session.once("drawing", draw)
    if drawing.refusal:
        raise NotSettledError(f"no picture: {drawing.refusal}")
    return drawing


async def _inputs(session: LiveSession) -> Observation:
    drawing: Drawing = await session.once("drawing", draw)
    if drawing.refusal:
        return broken(drawing.refusal)
    assert drawing.result is not None  # noqa: S101 - there was no refusal
    status = drawing.result.status
    return settled(status == 200 and drawing.refs, f"status {status}, {len(drawing.refs)} pictures")


async def _schema(session: LiveSession) -> Observation:
    report = await check_wire(session.settings, session.model, None)
    if report.schema is SchemaState.OFF:
        return holds("none is read, and the model's default inputs are sent")
    if report.schema is not SchemaState.KNOWN:
        return broken(f"it cannot be read: {report.reason}")
    differences = "; ".join(map(str, report.differences)) or "no differences"
    return settled(not report.differences, f"form {report.form}: {differences}")


async def _dimensions(session: LiveSession) -> Observation:
    drawing = await _drawing(session)
    if drawing.asked is None:
        return holds("the model decides on the size")
    asked = f"asked {drawing.asked[0]} x {drawing.asked[1]}"
    if drawing.files and drawing.files.pictures:
        picture = drawing.files.pictures[0]
        drawn, source = (picture.width, picture.height), "in the file"
    elif drawing.refs and drawing.refs[0].width:
        drawn, source = (drawing.refs[0].width, drawing.refs[0].height or 0), "stated by fal"
    else:
        raise NotSettledError("the picture's size is unknown, because its file could not be fetched")
    observed = f"{asked}, drawn {drawn[0]} x {drawn[1]} ({source})"
    return settled(drawn == drawing.asked, observed)


async def _stream(session: LiveSession) -> Observation:
    stream = (await _drawing(session)).stream
    states = ", ".join(dict.fromkeys(stream.states)) or "no events"
    end = "ended by fal" if stream.ended else f"broken off ({stream.error})"
    observed = f"status {stream.status}, type {stream.content_type or 'not stated'}, {states}, {end}"
    complete = stream.ended and stream.states[-1:] == ["COMPLETED"]
    is_stream = stream.status == 200 and stream.content_type == "text/event-stream"
    return settled(is_stream and complete, observed)


async def _log_lines(session: LiveSession) -> Observation:
    lines = (await _drawing(session)).log_lines
    return settled(lines, f"{len(lines)} lines")


async def _log_content(session: LiveSession) -> Observation:
    drawing = await _drawing(session)
    lines = drawing.log_lines
    if not lines:
        return holds("there are no lines")
    key = session.settings.fal_key.get_secret_value() if session.settings.fal_key else ""
    secrets = [part for part in (PROMPT, key, *key.split(":")) if len(part) > 3]
    repeated = [line for line in lines if any(secret in line for secret in secrets)]
    if repeated:
        return broken(f"{len(repeated)} of {len(lines)} lines repeat the prompt or parts of the key")
    shown = "; ".join(_short(line) for line in dict.fromkeys(lines[-_SHOWN_LINES:]))
    return holds(f"the last lines, for you to judge: {shown}")


async def _billable_units(session: LiveSession) -> Observation:
    drawing = await _drawing(session)
    assert drawing.result is not None  # noqa: S101 - there was no refusal
    units = drawing.result.headers.get("X-Fal-Billable-Units")
    return settled(
        units is not None and _is_number(units), f"X-Fal-Billable-Units: {_short(units or 'absent')}"
    )


async def _result_host(session: LiveSession) -> Observation:
    drawing = await _drawing(session)
    if not drawing.refs:
        raise NotSettledError("the result has no pictures")
    url = URL(drawing.refs[0].url[:2000], encoded=True)
    settings = session.settings
    own = settings.fal_queue_overridden and url.host == URL(settings.fal_queue_url).host
    observed = f"{url.scheme} URL of {'the host of FAL_QUEUE_URL' if own else url.host or 'no host'}"
    try:
        host_policy(settings).check(url)
    except HostRefusedError:
        return broken(observed)
    return holds(observed)


async def _result_file(session: LiveSession) -> Observation:
    drawing = await _drawing(session)
    if drawing.files is None:
        raise NotSettledError("the result has no pictures")
    if drawing.files.failures:
        return broken(f"not fetched: {drawing.files.failures[0].reason.value}")
    picture = drawing.files.pictures[0]
    return settled(not picture.mislabelled, f"{picture.media_type}, {picture.size_bytes} bytes")


async def _cancellation(session: LiveSession) -> Observation:
    try:
        submitted = await submit(session)
    except EaselError as error:
        raise NotSettledError(f"the request to cancel was not accepted: {error.detail}") from error
    reply = await session.fal.cancel(submitted)
    if reply is CancelReply.UNREACHED:
        return broken("the cancellation was not answered as documented")
    until = session.clock.now() + _CANCEL_SECONDS
    while True:
        answer = await session.read_fal(submitted.status_url)
        if answer.status == 404:
            return holds(f"reply: {reply.value}; then status 404")
        if answer.state == "COMPLETED":
            error_type = answer.body.get("error_type") or "without an error"
            return holds(f"reply: {reply.value}; then COMPLETED, {_short(str(error_type))}")
        if session.clock.now() >= until:
            return broken(
                f"reply: {reply.value}; still {_short(str(answer.state))} after {_CANCEL_SECONDS:g} s"
            )
        await session.clock.sleep(_POLL_SECONDS)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


FAL_CHECKS: Sequence[LiveCheck] = (
    LiveCheck(
        id="fal-wrong-key",
        assumption="fal refuses a wrong key when a status is read, so that `easel doctor` can recognize one.",
        if_broken="`easel doctor` reports a wrong key as accepted; only the first request shows that it is not.",
        run=_wrong_key,
    ),
    LiveCheck(
        id="fal-inputs",
        assumption="fal accepts the inputs that the catalogue sends for this model.",
        if_broken="Every request fails. Choose another FAL_MODEL, or correct the model's file.",
        run=_inputs,
    ),
    LiveCheck(
        id="fal-schema",
        assumption="The schema that fal publishes for the model, if one is read, matches the inputs that are sent.",
        if_broken="fal may ignore or refuse inputs; see fal-inputs and fal-dimensions. Correct the model's file.",
        run=_schema,
    ),
    LiveCheck(
        id="fal-dimensions",
        assumption="A picture has the size that was asked for.",
        if_broken="fal ignores the size: members get another one. Choose another FAL_MODEL.",
        run=_dimensions,
    ),
    LiveCheck(
        id="fal-status-stream",
        assumption="The status stream exists for this endpoint and ends after COMPLETED.",
        if_broken="Progress comes from polling after three attempts; lower FAL_POLL_SECONDS for finer progress.",
        run=_stream,
    ),
    LiveCheck(
        id="fal-log-lines",
        assumption="The model's runner writes log lines.",
        if_broken="Progress is a bar based on the usual time, without words of the model.",
        run=_log_lines,
    ),
    LiveCheck(
        id="fal-log-content",
        assumption="Log lines contain neither the prompt nor the key.",
        if_broken="Do not show this model's log lines in channels.",
        run=_log_content,
    ),
    LiveCheck(
        id="fal-billable-units",
        assumption="A result states the units that fal bills.",
        if_broken="What fal bills can only be seen on its dashboard; compare it with the catalogue's prices.",
        run=_billable_units,
    ),
    LiveCheck(
        id="fal-result-host",
        assumption="Result files are on a host that RESULT_HOSTS allows.",
        if_broken="Pictures are drawn and paid for, but not fetched. Add the host to RESULT_HOSTS.",
        run=_result_host,
    ),
    LiveCheck(
        id="fal-result-file",
        assumption="Result files can be fetched without the key and are of the stated type.",
        if_broken="Pictures may not arrive. Check the firewall and DNS for the result host.",
        run=_result_file,
    ),
    LiveCheck(
        id="fal-cancellation",
        assumption="After a cancellation, fal says how the request ended: it is gone, or COMPLETED.",
        if_broken="A canceled request is only given up after JOB_DEADLINE_SECONDS.",
        run=_cancellation,
    ),
)
