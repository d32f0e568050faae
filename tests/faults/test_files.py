"""Faults of the picture host: one file or all, once or permanently."""

import pytest

from tests.faults.case_runner import run_case
from tests.faults.fault_arming import MANY, armed, both
from tests.faults.fault_case import FaultCase, Outcome, Step

_LOST = "couldn't be downloaded"
_ONE_LOST = "One picture is missing"

# Faults that a retry overcomes.
_PASSING = (
    ("500", "the file host answers 500"),
    ("cut-off", "the connection breaks in the middle of the picture"),
    ("reset", "the connection closes without an answer"),
    ("slow", "the picture comes late"),
)
# Faults that no retry overcomes: (fault, sentence, whether it strikes once per result rather than per file).
_LASTING = (
    ("404", "the file is gone"),
    ("not-a-picture", "a web page is labelled as a picture"),
    ("wrong-type", "the picture is labelled as a web page"),
    ("too-large", "the file goes on and on without a stated length"),
    ("redirect-private", "the file host redirects to a private address"),
    ("compressed", "the file has a content coding"),
    ("bomb", "a tiny file claims to be a picture of 900 million pixels"),
    ("no-image-data", "a PNG with correct checksums has no image data"),
    ("half-a-picture", "a PNG with correct checksums lacks half of its rows"),
)
# Answers of other servers, which pass: (name, words, parameters).
_FOREIGN = (
    ("page-403", "403 with a page", {"status": 403}),
    ("page-200", "200 with a page", {"status": 200}),
    ("json-401", "401 of a gateway", {"status": 401, "body": '{"message": "Unauthorized"}'}),
    ("json-404", "404 of a proxy", {"status": 404, "body": '{"error": "no route"}'}),
    ("json-200", "200 of a proxy", {"status": 200, "body": '{"status": "ok"}'}),
)
_ATTEMPTS = 3
# Times that all attempts are made, with growing pauses, in the six hours until the files are given up.
_ROUNDS = 90


def _file(kind: str, fault: str, outcome: Outcome, name: str, says: str = "", **params: object) -> FaultCase:
    settings = {"PICTURE_MAX_MIB": "1"} if kind == "too-large" else {}
    if kind == "too-large":
        params["bytes"] = 2 * 1024 * 1024
    return FaultCase(
        name=f"file-{kind}-{name}",
        step=Step.FETCHED,
        fault=fault,
        outcome=outcome,
        arrange=armed(f"fal.file.{kind}", **params),
        settings=settings,
        says=says,
        clock_step=20.0 if name == "for-ever" else 0.5,
    )


PASSING = (
    *(_file(kind, f"{fault}, once", Outcome.DELIVERED, "once") for kind, fault in _PASSING),
    *(
        _file(kind, f"{fault}, for every file, once", Outcome.DELIVERED, "for-both-once", times=2)
        for kind, fault in _PASSING
    ),
    *(
        _file("foreign", f"{words}, for every file, twice", Outcome.DELIVERED, name, times=4, **params)
        for name, words, params in _FOREIGN
    ),
    _file("redirect", "the file host redirects to another path", Outcome.DELIVERED, "once"),
    _file(
        "redirect", "the file host redirects and redirects", Outcome.REFUNDED, "for-ever", _LOST, times=MANY
    ),
    *(
        _file(kind, f"{fault}, each time", Outcome.REFUNDED, "for-ever", _LOST, times=MANY)
        for kind, fault in _PASSING
        if kind != "slow"
    ),
    _file(
        "slow",
        "the pictures come later than they are waited for",
        Outcome.REFUNDED,
        "for-ever",
        _LOST,
        times=MANY,
        seconds=MANY,
    ),
)

LASTING = (
    *(
        _file(kind, f"{fault}, for one of two", Outcome.PARTLY, "for-one", _ONE_LOST)
        for kind, fault in _LASTING
    ),
    *(
        _file(kind, f"{fault}, for both", Outcome.REFUNDED, "for-both", _LOST, times=2)
        for kind, fault in _LASTING
    ),
    _file(
        "foreign-host", "the result leads to a host that is not fal's", Outcome.REFUNDED, "in-result", _LOST
    ),
    _file(
        "plain-http-host", "the result leads to fal's host without TLS", Outcome.REFUNDED, "in-result", _LOST
    ),
    _file("other-port", "the result leads to another port", Outcome.REFUNDED, "in-result", _LOST),
    _file(
        "bomb",
        "a picture claims to have more than four times the requested pixels",
        Outcome.PARTLY,
        "of-4096",
        _ONE_LOST,
        edge=4096,
    ),
    _file("trailing-bytes", "other bytes follow the picture", Outcome.DELIVERED, "for-both", times=2),
    _file("data-uri", "the result holds the pictures themselves", Outcome.DELIVERED, "in-result"),
)

# A file host that is not configured must not be asked at all; here the stated length tells.
STATED_TOO_LARGE = FaultCase(
    name="file-stated-too-large",
    step=Step.FETCHED,
    fault="the files' stated length is above the limit",
    outcome=Outcome.REFUNDED,
    sandbox={"picture_bytes": 2 * 1024 * 1024},
    settings={"PICTURE_MAX_MIB": "1"},
    says=_LOST,
)

_BIG = {"picture_bytes": 12 * 1024 * 1024}
_ONE_BIG_LOST = both(armed("fal.file.404"))

FITTED = (
    FaultCase(
        name="fit-over-the-limit",
        step=Step.FITTED,
        fault="pictures of 12 MiB, over Discord's upload limit",
        outcome=Outcome.DELIVERED,
        sandbox=_BIG,
        says="Compressed to fit Discord's upload limit: picture 1",
    ),
    FaultCase(
        name="fit-over-the-limit-and-one-lost",
        step=Step.FITTED,
        fault="one picture is over the upload limit, the other cannot be had",
        outcome=Outcome.PARTLY,
        arrange=_ONE_BIG_LOST,
        sandbox=_BIG,
        says=_ONE_LOST,
    ),
    *(
        FaultCase(
            name=f"fit-413-{name}",
            step=Step.FITTED,
            fault=f"Discord refuses files within its own limit, {words}",
            outcome=Outcome.REFUNDED if times == MANY else Outcome.DELIVERED,
            arrange=armed("discord.rest.413", times=times, route="PATCH @original multipart"),
            says="too large for Discord" if times == MANY else "Compressed to fit",
        )
        for name, words, times in (
            ("once", "once", 1),
            ("twice", "twice", 2),
            ("for-ever", "each time", MANY),
        )
    ),
)

CASES = (*PASSING, *LASTING, STATED_TOO_LARGE, *FITTED)


def _named(case: FaultCase) -> str:
    return case.name


@pytest.mark.parametrize("case", (*PASSING, *LASTING, STATED_TOO_LARGE), ids=_named)
async def test_an_unavailable_file_costs_nothing(tmp_path, monkeypatch, case):
    harness = await run_case(tmp_path, case, monkeypatch)

    asked = [exchange for exchange in harness.fal.exchanges if exchange.host == "files"]
    rounds = _ROUNDS if case.name.endswith("-for-ever") else 4
    # aiohttp repeats a GET whose connection closes without an answer.
    repeats = 2 if "-reset-" in case.name else 1
    assert len(asked) <= case.count * rounds * _ATTEMPTS * repeats
    if case.name.endswith("-in-result"):
        assert asked == []


@pytest.mark.parametrize("case", FITTED, ids=_named)
async def test_an_oversized_result_is_reduced_or_refunded(tmp_path, monkeypatch, case):
    harness = await run_case(tmp_path, case, monkeypatch)

    limit = 10 * 1024 * 1024
    assert all(attachment.size <= limit for post in harness.results() for attachment in post.attachments)
