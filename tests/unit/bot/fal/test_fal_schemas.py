"""Mutated bodies from fal: no reader raises an exception or loses a good picture."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.fal.errors import classify
from bot.fal.key_check import judge_key
from bot.fal.schemas import parse_json, parse_result, parse_status, parse_submit
from bot.redaction import Redactor

REDACT = Redactor(["id-of-key:secret-of-key"])
ID = "7d4e0c4e-3a5e-4d0c-9d6f-0d6a3f1f2b11"
_BASE = f"https://queue.fal.run/fal-ai/gpt-image-2/requests/{ID}"
_URLS = {"response_url": _BASE, "status_url": f"{_BASE}/status", "cancel_url": f"{_BASE}/cancel"}
SUBMIT = {"status": "IN_QUEUE", "request_id": ID, **_URLS, "queue_position": 0}
STATUS = {
    "status": "COMPLETED",
    "request_id": ID,
    **_URLS,
    "queue_position": 2,
    "logs": [
        {"message": "Painting", "timestamp": "2026-11-30T12:00:00Z", "level": "INFO", "source": "USER"},
        {"message": "Done", "timestamp": "2026-11-30T12:00:01Z", "level": "INFO", "source": "USER"},
    ],
    "metrics": {"inference_time": 3.25},
    "error": "Request failed with status 500",
    "error_type": "internal_error",
}
GOOD = [f"https://v3b.fal.media/files/{number}.png" for number in range(3)]
RESULT = {
    "images": [
        {"url": url, "content_type": "image/png", "file_name": "a.png", "width": 1024, "height": 1024}
        for url in GOOD
    ],
    "timings": {"inference": 1.5},
    "seed": 7,
    "has_nsfw_concepts": [False, False, False],
    "prompt": "a red kite",
}
ERRORS = (
    {
        "detail": [
            {"loc": ["body", "prompt"], "msg": "Too long", "type": "string_too_long", "ctx": {"max": 1}}
        ]
    },
    {"detail": "Internal server error", "error_type": "internal_error"},
    {"detail": "User is locked. Reason: Admin lock."},
    {"detail": {"error": "content_policy_violation", "category": "celebrity_likeness", "message": "No."}},
    {"status": "NOT_FOUND"},
)
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from(["", " ", "\x00", "\ud800", "not what was expected", "9" * 5000]),
    st.just([]),
    st.just({}),
    st.lists(st.none(), max_size=3),
    st.just([[["nested"]]]),
    st.just({"error": {"code": 500}}),
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a JSON value except the whole."""
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, child in children:
        yield (*path, key)
        yield from paths(child, (*path, key))


def mutate(body: Any, path: tuple[Any, ...], how: str, value: Any) -> Any:
    """Return a copy of ``body`` with one mutation at ``path``."""
    changed = copy.deepcopy(body)
    parent = changed
    for key in path[:-1]:
        parent = parent[key]
    key = path[-1]
    match how:
        case "drop":
            del parent[key]
        case "null":
            parent[key] = None
        case "retype":
            parent[key] = value
        case "duplicate" if isinstance(parent, list):
            parent.insert(key, copy.deepcopy(parent[key]))
        case "duplicate":
            parent[f"{key}_2"] = copy.deepcopy(parent[key])
        case "insert" if isinstance(parent, list):
            parent.insert(key, value)
        case "reorder" if isinstance(parent, list):
            parent.reverse()
        case "reorder":
            for name in reversed(list(parent)):
                parent[name] = parent.pop(name)
    return changed


def mutated(body: Any) -> st.SearchStrategy[tuple[tuple[Any, ...], Any]]:
    """The place of one mutation of ``body``, and the mutated body."""

    def at(path: tuple[Any, ...]) -> st.SearchStrategy[tuple[tuple[Any, ...], Any]]:
        how = st.sampled_from(["drop", "null", "retype", "duplicate", "insert", "reorder"])
        return st.tuples(st.just(path), st.builds(mutate, st.just(body), st.just(path), how, ODD))

    return st.sampled_from(list(paths(body))).flatmap(at)


def sent(body: Any) -> Any:
    """Return a body as it is read from the wire."""
    return parse_json(json.dumps(body).encode())


@given(mutated(RESULT))
@example((("images", 1), mutate(RESULT, ("images", 1), "retype", {"error": {"code": 500}})))
@example((("images", 1), mutate(RESULT, ("images", 1, "url"), "null", None)))
@example((("images", 0, "width"), mutate(RESULT, ("images", 0, "width"), "retype", 1023.6)))
@example((("prompt",), mutate(RESULT, ("prompt",), "retype", "\ud800")))
def test_one_bad_field_does_not_affect_other_pictures(case: tuple[tuple[Any, ...], Any]) -> None:
    path, body = case
    untouched = set(GOOD) - ({GOOD[path[1]]} if path[0] == "images" and len(path) > 1 else set())
    if path in {("images",), ("has_nsfw_concepts",)} or path[0] == "has_nsfw_concepts":
        untouched = set() if body.get("images") != RESULT["images"] else untouched

    result = parse_result(sent(body), REDACT)

    if path == ("images",) and not isinstance(body.get("images"), list | dict | str):
        assert result is None or not result.pictures
        return
    assert result is not None
    flagged = body.get("has_nsfw_concepts")
    if flagged is True or (isinstance(flagged, list) and True in flagged):
        assert result.blocked > 0
        return
    urls = [picture.url for picture in result.pictures]
    assert untouched <= set(urls)
    assert len(urls) == len(set(urls)) or "" in urls
    assert urls == sorted(urls, key=lambda url: not url)  # pictures that can be fetched are used first


@given(mutated(SUBMIT))
def test_an_accepted_request_is_followed_despite_odd_fields(
    case: tuple[tuple[Any, ...], Any],
) -> None:
    path, body = case

    found = parse_submit(sent(body), ID)

    if path == ("request_id",) and isinstance(body.get("request_id"), str) and body["request_id"] != ID:
        return  # another name, which may be unusable
    assert found is not None
    if path != ("request_id",):
        assert found["request_id"] == ID
    assert set(found) == {"request_id", *_URLS}
    assert all(isinstance(value, str) for value in found.values())


@given(mutated(STATUS))
def test_a_status_is_read_despite_odd_fields(case: tuple[tuple[Any, ...], Any]) -> None:
    path, body = case

    found = parse_status(sent(body))

    if path != ("status",):
        assert found is not None
        assert found.status == "COMPLETED"
    judge_key(200, sent(body))


@given(
    st.sampled_from(ERRORS).flatmap(mutated), st.sampled_from([200, 400, 401, 403, 404, 422, 429, 500, 504])
)
def test_an_error_is_classified_in_any_form(case: tuple[tuple[Any, ...], Any], status: int) -> None:
    _, body = case

    failure = classify(status, sent(body), {}, redact=REDACT)

    failure.quote.encode()
    judge_key(status, sent(body))
    for reader in (parse_status, lambda one: parse_result(one, REDACT), parse_submit):
        reader(sent(body))


@given(st.recursive(ODD, lambda inner: st.dictionaries(st.text(), inner) | st.lists(inner), max_leaves=20))
def test_no_reader_fails_on_any_json(body: Any) -> None:
    value = sent(body)

    parse_submit(value)
    parse_status(value)
    parse_result(value, REDACT)
    classify(500, value)
    judge_key(200, value)


@pytest.mark.parametrize(
    "raw",
    [
        b'\xef\xbb\xbf{"images": [{"url": "https://v3b.fal.media/a.png"}]}',
        b'{"images": [{"url": "https://v3b.fal.media/a.png"}], "prompt": "\\ud800"}',
        b'{"images": [{"url": "https://v3b.fal.media/a.png"}], "prompt": "\xff\xfe"}',
        b'{"images": [{"url": "https://v3b.fal.media/a.png"}], "seed": 1e999, "x": NaN}',
        b'{"images": {"url": "https://v3b.fal.media/a.png"}}',
        b'{"images": ["https://v3b.fal.media/a.png"]}',
        b'{"image": {"url": " https://v3b.fal.media/a.png\\n"}}',
    ],
)
def test_a_result_in_an_unusual_form_is_read(raw: bytes) -> None:
    result = parse_result(parse_json(raw), REDACT)

    assert result is not None
    assert [picture.url for picture in result.pictures] == ["https://v3b.fal.media/a.png"]


def test_flagged_pictures_are_not_results() -> None:
    result = parse_result(RESULT | {"has_nsfw_concepts": [False, True, False]}, REDACT)

    assert result is not None
    assert [picture.url for picture in result.pictures] == [GOOD[0], GOOD[2]]
    assert result.blocked == 1
