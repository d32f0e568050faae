"""What will come of a job, decided when it is submitted.

The arguments, marker words in the prompt and the armed ``fal.job.*`` faults are read
here once; from then on the queue only follows the :class:`Outcome`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sandbox.fal.errors import ErrorAnswer, model_error, policy_list, policy_object, request_error
from sandbox.fal.request import Outcome, PictureFault
from sandbox.fal.validate import ImageSpec, InvalidInputError, parse_input
from sandbox.faults import Faults

__all__ = ["decide_outcome", "invalid_input", "marker_refusal"]

_INVALID_SHARE = 0.02
_POLICY_SHARE = 0.4
"""Validation fails as soon as a runner looks; a content check takes part of the usual time."""

_LIST_MARKERS = ("forbidden-422", "gore")
_OBJECT_MARKERS = ("forbidden-400", "celebrity")


def marker_refusal(prompt: str) -> ErrorAnswer | None:
    """The refusal that a marker word in ``prompt`` asks for, if there is one."""
    words = prompt.casefold()
    if any(marker in words for marker in _LIST_MARKERS):
        return policy_list()
    if any(marker in words for marker in _OBJECT_MARKERS):
        return policy_object()
    return None


def invalid_input(error: InvalidInputError) -> ErrorAnswer:
    """The 422 for arguments that do not fit."""
    return model_error(error.items)


def decide_outcome(endpoint: str, arguments: Mapping[str, Any], faults: Faults) -> Outcome:
    """The fate of a job with these arguments; the job faults that are armed are used up by it.

    Raises ``KeyError`` for an endpoint that does not exist.
    """
    try:
        fate = _undisturbed(parse_input(endpoint, arguments))
    except InvalidInputError as error:
        fate = Outcome(order=None, failure=invalid_input(error), share=_INVALID_SHARE)
    return _with_failures(_with_pictures(_with_queue(fate, faults), faults), faults)


def _undisturbed(order: ImageSpec) -> Outcome:
    refusal = marker_refusal(order.prompt)
    if refusal is not None:
        return Outcome(order=order, failure=refusal, share=_POLICY_SHARE)
    return Outcome(order=order)


def _with_queue(fate: Outcome, faults: Faults) -> Outcome:
    if faults.take("fal.job.stuck-in-queue") is not None:
        fate = replace(fate, stuck_in_queue=True)
    if faults.take("fal.job.stuck-in-progress") is not None:
        fate = replace(fate, stuck_in_progress=True)
    if (params := faults.take("fal.job.crowded")) is not None:
        ahead, seconds = int(params.get("ahead", 8000)), float(params.get("seconds", 60.0))
        fate = replace(fate, crowd=ahead, crowd_seconds=seconds)
    return fate


def _with_failures(fate: Outcome, faults: Faults) -> Outcome:
    if (params := faults.take("fal.job.policy-400")) is not None:
        category = str(params.get("category", "celebrity_likeness"))
        fate = replace(fate, failure=policy_object(category), share=_POLICY_SHARE)
    if faults.take("fal.job.policy-422") is not None:
        fate = replace(fate, failure=policy_list(), share=_POLICY_SHARE)
    if faults.take("fal.job.cancelled-externally") is not None:
        answer = request_error(499, "Request was cancelled by the client", "client_cancelled")
        fate = replace(fate, failure=answer, share=_POLICY_SHARE)
    if (params := faults.take("fal.job.completed-with-error")) is not None:
        fate = replace(fate, failure=_runner_failure(params))
    if (params := faults.take("fal.job.completed-error-200")) is not None:
        fate = replace(fate, failure=_runner_failure(params), error_hidden=True)
    return fate


def _runner_failure(params: Mapping[str, Any]) -> ErrorAnswer:
    detail = str(params.get("detail", "The runner failed"))
    return request_error(
        int(params.get("status", 500)), detail, params.get("error_type", "runner_server_error")
    )


def _with_pictures(fate: Outcome, faults: Faults) -> Outcome:
    order = fate.order
    if order is None:
        return fate
    if (params := faults.take("fal.job.fewer-pictures")) is not None:
        order = replace(order, count=int(params.get("count", order.count - 1)))
    if faults.take("fal.job.no-pictures") is not None:
        order = replace(order, count=0)
    if (params := faults.take("fal.job.wrong-size")) is not None:
        order = replace(order, width=int(params.get("width", 1024)), height=int(params.get("height", 768)))
    fate = replace(fate, order=order)
    for fault in PictureFault:
        if faults.take(f"fal.file.{fault.value}") is not None:
            fate = replace(fate, picture_fault=fault)
    return fate
