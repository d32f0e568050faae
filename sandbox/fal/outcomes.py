"""Job outcomes, decided at submission.

The arguments, marker words in the prompt and armed ``fal.job.*`` faults are evaluated once, here; from then
on, the queue follows the :class:`Outcome`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from sandbox.fal.endpoints import Endpoint
from sandbox.fal.errors import (
    ErrorAnswer,
    client_cancelled,
    model_error,
    model_error_item,
    policy_list,
    policy_object,
    request_error,
)
from sandbox.fal.request import Outcome, UrlFault
from sandbox.fal.validate import InvalidInputError, LoadedReference, ReferenceLoader, parse_input
from sandbox.faults import Faults

__all__ = ["decide_outcome"]

_INVALID_SHARE = 0.02
_POLICY_SHARE = 0.4
"""Shares of the rendering time after which invalid input and policy refusals are reported."""

_LIST_MARKERS = ("forbidden-422", "gore")
_OBJECT_MARKERS = ("forbidden-400", "celebrity")


def decide_outcome(
    endpoint: str,
    arguments: Mapping[str, Any],
    faults: Faults,
    *,
    authorization: str = "",
    published: bool = False,
    load: ReferenceLoader | None = None,
    more: Mapping[str, Endpoint] = MappingProxyType({}),
) -> Outcome:
    """Decide the outcome of a job with these arguments; consumes the armed job faults.

    ``load`` reads the reference pictures, and ``more`` are additional endpoints.

    ``authorization`` is the caller's header, which some faults repeat. With ``published``, the arguments are
    read as ``openai/gpt-image-2`` does.

    Raises ``KeyError`` for an unknown endpoint.
    """
    try:
        published = faults.take("fal.job.published") is not None or published
        if faults.take("fal.job.reference-gone") is not None:
            load = _gone
        spec = parse_input(endpoint, arguments, published=published, load=load, more=more)
        outcome = Outcome(spec=spec)
        if refusal := _marker_refusal(spec.prompt):
            outcome = replace(outcome, failure=refusal, share=_POLICY_SHARE)
    except InvalidInputError as error:
        outcome = Outcome(spec=None, failure=model_error(error.items), share=_INVALID_SHARE)
    if outcome.spec is not None and outcome.spec.operation == "check":
        outcome = _with_verdicts(outcome, faults)
    outcome = _with_failures(_with_images(_with_delays(outcome, faults), faults), faults)
    return _with_echo(outcome, faults, authorization)


def _gone(url: str) -> LoadedReference | str:  # noqa: ARG001 - for any URL
    return "file_download_error"


def _marker_refusal(prompt: str) -> ErrorAnswer | None:
    words = prompt.casefold()
    if any(marker in words for marker in _LIST_MARKERS):
        return policy_list()
    if any(marker in words for marker in _OBJECT_MARKERS):
        return policy_object()
    return None


def _with_delays(outcome: Outcome, faults: Faults) -> Outcome:
    if faults.take("fal.job.stuck-in-queue") is not None:
        outcome = replace(outcome, stuck_in_queue=True)
    if faults.take("fal.job.stuck-in-progress") is not None:
        outcome = replace(outcome, stuck_in_progress=True)
    if faults.take("fal.job.no-logs") is not None:
        outcome = replace(outcome, silent=True)
    if (params := faults.take("fal.job.crowded")) is not None:
        ahead, seconds = int(params.get("ahead", 8000)), float(params.get("seconds", 60.0))
        outcome = replace(outcome, others_ahead=ahead, others_seconds=seconds)
    return outcome


def _with_verdicts(outcome: Outcome, faults: Faults) -> Outcome:
    if (params := faults.take("fal.check.unsafe")) is not None:
        outcome = replace(outcome, unsafe=int(params.get("picture", 1)))
    return replace(outcome, unsafe=None) if faults.take("fal.check.no-verdict") is not None else outcome


def _with_images(outcome: Outcome, faults: Faults) -> Outcome:
    spec = outcome.spec
    if spec is None:
        return outcome
    if (params := faults.take("fal.job.fewer-pictures")) is not None:
        spec = replace(spec, count=int(params.get("count", spec.count - 1)))
    if faults.take("fal.job.no-pictures") is not None:
        spec = replace(spec, count=0)
    if (params := faults.take("fal.job.wrong-size")) is not None:
        spec = replace(spec, width=int(params.get("width", 1024)), height=int(params.get("height", 768)))
    outcome = replace(outcome, spec=spec)
    if (params := faults.take("fal.job.mixed-sizes")) is not None:
        size = int(params.get("width", 1024)), int(params.get("height", 768))
        outcome = replace(outcome, every_second=size)
    for fault in UrlFault:
        if faults.take(f"fal.file.{fault.value}") is not None:
            outcome = replace(outcome, url_fault=fault)
    return outcome


def _with_failures(outcome: Outcome, faults: Faults) -> Outcome:
    if (params := faults.take("fal.job.policy-400")) is not None:
        refusal = policy_object(str(params.get("category", "celebrity_likeness")))
        outcome = replace(outcome, failure=refusal, share=_POLICY_SHARE)
    if faults.take("fal.job.policy-422") is not None:
        outcome = replace(outcome, failure=policy_list(), share=_POLICY_SHARE)
    if faults.take("fal.job.cancelled-externally") is not None:
        outcome = replace(outcome, failure=client_cancelled(), share=_POLICY_SHARE)
    for kind in ("completed-with-error", "completed-error-200"):
        if (params := faults.take(f"fal.job.{kind}")) is not None:
            hidden = outcome.error_hidden or kind == "completed-error-200"
            outcome = replace(outcome, failure=_runner_failure(params), error_hidden=hidden)
    return outcome


def _with_echo(outcome: Outcome, faults: Faults, authorization: str) -> Outcome:
    if (params := faults.take("fal.job.echo-failure")) is not None:
        echo = str(params.get("text", authorization))
        item = model_error_item(("body", echo), f"Blocked: {echo}", "content_policy_violation", given=echo)
        return replace(outcome, echo=echo, failure=model_error([item]), share=_POLICY_SHARE)
    if (params := faults.take("fal.job.echo-pictures")) is not None:
        return replace(outcome, echo=str(params.get("text", authorization)), echo_in_pictures=True)
    return outcome


def _runner_failure(params: Mapping[str, Any]) -> ErrorAnswer:
    status, detail = int(params.get("status", 500)), str(params.get("detail", "The runner failed"))
    return request_error(status, detail, params.get("error_type", "runner_server_error"))
