"""fal errors: every known refusal, in each of its forms, is classified."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fal.errors import FailureKind, classify

NGINX = None  # a page of HTML is no JSON, so there is no body


def model_error(kind: str, message: str = "No.") -> dict[str, Any]:
    """Shape 1: a list, as the model's runner writes it."""
    return {
        "detail": [
            {
                "loc": ["body", "prompt"],
                "msg": message,
                "type": kind,
                "url": f"https://docs.fal.ai/errors/#{kind}",
            }
        ]
    }


def request_error(kind: str) -> dict[str, Any]:
    """Shape 2: a text with an error type, as the platform writes it."""
    return {"detail": "It did not work", "error_type": kind}


def policy_object(category: str = "celebrity_likeness") -> dict[str, Any]:
    """Shape 4: an object."""
    return {
        "detail": {
            "error": "content_policy_violation",
            "category": category,
            "message": "Rejected by safety.",
        }
    }


INVALID_INPUT = (
    "missing",
    "literal_error",
    "string_type",
    "value_error.missing",
    "greater_than",
    "greater_than_equal",
    "less_than",
    "less_than_equal",
    "multiple_of",
    "sequence_too_short",
    "sequence_too_long",
    "one_of",
    "feature_not_supported",
)
INVALID_REFERENCE = (
    "image_too_small",
    "image_too_large",
    "image_load_error",
    "file_download_error",
    "face_detection_error",
    "file_too_large",
    "unsupported_image_format",
)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        # Shape 1: the model's own errors.
        (422, model_error("content_policy_violation"), FailureKind.POLICY),
        (422, model_error("no_media_generated"), FailureKind.NO_MEDIA),
        *((422, model_error(kind), FailureKind.INVALID) for kind in INVALID_INPUT),
        *((422, model_error(kind), FailureKind.REFERENCE) for kind in INVALID_REFERENCE),
        (500, model_error("internal_server_error"), FailureKind.UNAVAILABLE),
        (504, model_error("generation_timeout"), FailureKind.TIMEOUT),
        (500, model_error("downstream_service_unavailable"), FailureKind.UNAVAILABLE),
        (400, model_error("downstream_service_error"), FailureKind.UNAVAILABLE),
        # Shape 2: the platform's errors.
        (504, request_error("request_timeout"), FailureKind.TIMEOUT),
        (504, request_error("startup_timeout"), FailureKind.TIMEOUT),
        (503, request_error("runner_scheduling_failure"), FailureKind.UNAVAILABLE),
        (503, request_error("runner_connection_timeout"), FailureKind.UNAVAILABLE),
        (503, request_error("runner_disconnected"), FailureKind.UNAVAILABLE),
        (503, request_error("runner_connection_refused"), FailureKind.UNAVAILABLE),
        (503, request_error("runner_connection_error"), FailureKind.UNAVAILABLE),
        (502, request_error("runner_incomplete_response"), FailureKind.UNAVAILABLE),
        (500, request_error("runner_server_error"), FailureKind.UNAVAILABLE),
        (500, request_error("internal_error"), FailureKind.UNAVAILABLE),
        (499, request_error("client_disconnected"), FailureKind.CANCELLED),
        (499, request_error("client_cancelled"), FailureKind.CANCELLED),
        (400, request_error("bad_request"), FailureKind.INVALID),
        (429, request_error("concurrent_requests_limit"), FailureKind.BUSY),
        # Shape 3: a bare text.
        (401, {"detail": "No user found for Key ID and Secret"}, FailureKind.CREDENTIALS),
        (401, {"detail": "invalid key credentials"}, FailureKind.CREDENTIALS),
        (403, {"detail": "User is locked. Reason: Exhausted balance. Top up."}, FailureKind.BALANCE),
        (403, {"detail": "User is locked. Reason: TOP_UP."}, FailureKind.BALANCE),
        (403, {"detail": "This key may not use the endpoint"}, FailureKind.CREDENTIALS),
        (404, {"detail": "Application not found"}, FailureKind.NOT_FOUND),
        (400, {"detail": "Request is still in progress"}, FailureKind.INVALID),
        # Shape 4: an object.
        (400, policy_object(), FailureKind.POLICY),
        (422, policy_object(), FailureKind.POLICY),
        # Shape 5: no detail at all.
        (404, {"status": "NOT_FOUND"}, FailureKind.NOT_FOUND),
        (502, NGINX, FailureKind.UNAVAILABLE),
        (503, NGINX, FailureKind.UNAVAILABLE),
        (504, NGINX, FailureKind.TIMEOUT),
        (402, {"detail": "Payment required"}, FailureKind.BALANCE),
        # A status body that tells of a failed request comes with HTTP 200.
        (200, {"detail": "Request failed", "error_type": "content_policy_violation"}, FailureKind.POLICY),
        (200, {"detail": "Request failed", "error_type": "client_cancelled"}, FailureKind.CANCELLED),
        (200, {"detail": "Request failed", "error_type": None}, FailureKind.UNAVAILABLE),
    ],
)
def test_a_refusal_is_classified_by_its_cause(status: int, body: Any, kind: FailureKind) -> None:
    failure = classify(status, body)

    assert (failure.kind, failure.status) == (kind, status)


def test_the_error_type_can_be_in_the_header_only() -> None:
    failure = classify(504, NGINX, {"x-fal-error-type": "startup_timeout"})

    assert (failure.kind, failure.error_type) == (FailureKind.TIMEOUT, "startup_timeout")


def test_a_policy_refusal_takes_precedence_in_a_list() -> None:
    body = {
        "detail": [
            *model_error("missing")["detail"],
            *model_error("content_policy_violation", "Nope")["detail"],
        ]
    }

    failure = classify(422, body)

    assert (failure.kind, failure.quote) == (FailureKind.POLICY, "Nope")


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        (model_error("content_policy_violation", "Flagged by a checker."), "Flagged by a checker."),
        (policy_object(), "celebrity likeness"),
        ({"detail": {"error": "content_policy_violation", "message": "Rejected."}}, "Rejected."),
        ({"detail": "User is locked."}, "User is locked."),
        ({"status": "NOT_FOUND"}, ""),
        (NGINX, ""),
    ],
)
def test_fals_message_is_quoted_if_there_is_one(body: Any, quote: str) -> None:
    assert classify(422, body).quote == quote


def test_a_long_quote_is_truncated() -> None:
    assert len(classify(422, {"detail": "x" * 5000}).quote) == 200


@pytest.mark.parametrize(
    ("status", "body", "certain"),
    [
        (502, NGINX, False),
        (504, NGINX, False),
        (500, {"unknown": "shape"}, False),
        (500, request_error("runner_server_error"), True),
        (504, model_error("generation_timeout"), True),
        (404, {"status": "NOT_FOUND"}, True),
    ],
)
def test_a_server_error_that_fal_did_not_write_is_uncertain(status: int, body: Any, certain: bool) -> None:
    assert classify(status, body).certain is certain


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["detail", "error", "error_type", "type", "msg", "category", "message", "status"]
            ),
            inner,
        )
    ),
    max_leaves=10,
)


@given(st.integers(200, 599), JSON)
def test_any_body_can_be_classified(status: int, body: Any) -> None:
    failure = classify(status, body)

    assert failure.status == status
    assert isinstance(failure.quote, str)
    assert isinstance(failure.error_type, str)
