"""fal faults, from the submit to the result."""

import pytest

from bot.fal import client as fal_client_module
from sandbox.server import open_sandbox
from tests.e2e.harness import Harness, running_bot
from tests.faults.case_runner import run_case
from tests.faults.fault_arming import MANY, armed, both
from tests.faults.fault_case import FaultCase, Outcome, Step, check_outcome
from tests.faults.waiting import wait_for, wait_settled

_OVERSIZED = 8 * 1024 * 1024
_BY_POLLS = {"stream": False, "render_seconds": 3.0}
_SHORT_DEADLINE = {"JOB_DEADLINE_SECONDS": "20"}
_UNCLEAR = "avoid sending it twice"
_BUSY = "isn't accepting requests right now"
_TOO_LATE = "took longer than"
_UNREADABLE = "its result couldn't be read"
_FAULTY = "image service had an error"


def _submit(name: str, fault: str, says: str, *, submits: int = 0) -> FaultCase:
    """A submit that ends the request: once refused, or unclear, it is never sent again."""
    return FaultCase(
        name=f"submit-{name}",
        step=Step.SUBMITTING,
        fault=fault,
        outcome=Outcome.REFUNDED,
        arrange=armed(f"fal.submit.{name}"),
        says=says,
        submits=submits,
    )


ONE_POST = (
    _submit("401", "fal does not know the key", "rejected its key"),
    _submit("403-balance", "fal has locked the account", "refusing its account"),
    _submit("404", "fal does not know the endpoint", "no longer recognizes this request or its model"),
    _submit("408", "fal answers 408", _UNCLEAR),
    _submit("409", "fal answers 409", _UNCLEAR),
    _submit("422", "fal refuses the input", "didn't accept this request"),
    _submit("500", "the gateway answers 500", _UNCLEAR),
    _submit("503", "no runner can be scheduled", _UNCLEAR),
    _submit("502-nginx", "the ingress answers 502 with HTML", _UNCLEAR),
    _submit("503-nginx", "the ingress answers 503 with HTML", _UNCLEAR),
    _submit("504-nginx", "the ingress answers 504 with HTML", _UNCLEAR),
    _submit("504-timeout", "fal says that our start deadline passed", _UNCLEAR),
    _submit("reset", "the connection breaks before the request is taken", _UNCLEAR),
    _submit("taken-then-reset", "the connection breaks after the request is taken", _UNCLEAR, submits=1),
    _submit("garbage", "the request is taken and the answer is not JSON", _UNCLEAR, submits=1),
    _submit("compressed", "the request is taken and the answer is a bomb", _UNCLEAR, submits=1),
    _submit("endless", "the request is taken and the answer does not end", _UNCLEAR, submits=1),
)

BUSY_SUBMIT = (
    FaultCase(
        name="submit-429-once",
        step=Step.SUBMITTING,
        fault="fal answers 429 with Retry-After, then takes it",
        outcome=Outcome.DELIVERED,
        arrange=armed("fal.submit.429", times=2, retry_after=3),
    ),
    FaultCase(
        name="submit-429-for-ever",
        step=Step.SUBMITTING,
        fault="fal answers 429 until the deadline",
        outcome=Outcome.REFUNDED,
        arrange=armed("fal.submit.429", times=MANY, retry_after=4),
        settings=_SHORT_DEADLINE,
        submits=0,
        says=_BUSY,
    ),
    FaultCase(
        name="submit-429-for-longer-than-the-deadline",
        step=Step.SUBMITTING,
        fault="fal answers 429 and wants to be left alone beyond the deadline",
        outcome=Outcome.REFUNDED,
        arrange=armed("fal.submit.429", retry_after=3600),
        submits=0,
        says=_BUSY,
    ),
    FaultCase(
        name="submit-no-connection",
        step=Step.SUBMITTING,
        fault="fal cannot be reached until the deadline",
        outcome=Outcome.REFUNDED,
        settings={"FAL_QUEUE_URL": "http://127.0.0.1:9", **_SHORT_DEADLINE},
        submits=0,
        says=_BUSY,
    ),
)


def _poll(kind: str, fault: str, *, times: int = 3, **params: object) -> FaultCase:
    return FaultCase(
        name=f"status-{kind}",
        step=Step.STATUS,
        fault=fault,
        outcome=Outcome.DELIVERED,
        arrange=armed(f"fal.status.{kind}", times=times, **params),
        sandbox=_BY_POLLS,
        note="a status that cannot be read says nothing about the request",
    )


POLLS = (
    _poll("500", "status reads answer 500 for a while"),
    _poll("503", "status reads answer 503 for a while"),
    _poll("429", "status reads are rate limited for a while"),
    _poll("401", "status reads do not know the key for a while"),
    _poll("403", "status reads say that the account is locked"),
    _poll("404", "status reads do not find the request, twice", times=2),
    _poll("nginx", "the ingress answers status reads with HTML"),
    _poll("garbage", "status reads answer 200 with something that is not JSON"),
    _poll("reset", "the connection of status reads breaks"),
    _poll("compressed", "status reads answer with a decompression bomb", bytes=_OVERSIZED),
    _poll("endless", "status reads answer without an end", bytes=_OVERSIZED),
    _poll("values", "status reads answer with very many values"),
    _poll("nested", "status reads answer with very deep nesting"),
    FaultCase(
        name="status-404-for-ever",
        step=Step.STATUS,
        fault="fal does not know the request any more",
        outcome=Outcome.REFUNDED,
        arrange=armed("fal.status.404", times=MANY),
        sandbox=_BY_POLLS,
        says="no longer recognizes this request",
    ),
    *(
        FaultCase(
            name=f"status-{kind}-for-ever",
            step=Step.STATUS,
            fault=f"status reads are struck ({kind}) until the deadline",
            outcome=Outcome.DELIVERED,
            arrange=armed(f"fal.status.{kind}", times=MANY),
            sandbox=_BY_POLLS,
            settings=_SHORT_DEADLINE,
            note="the cancellation at the deadline says that the request is complete",
        )
        for kind in ("500", "403", "garbage", "reset")
    ),
)


def _stream(kind: str, fault: str, *, times: int = 1) -> FaultCase:
    return FaultCase(
        name=f"stream-{kind}" if times == 1 else f"stream-{kind}-for-ever",
        step=Step.STATUS,
        fault=fault if times == 1 else f"{fault}, each time",
        outcome=Outcome.DELIVERED,
        arrange=armed(f"fal.stream.{kind}", times=times),
        sandbox={"render_seconds": 3.0},
    )


STREAMS = tuple(
    _stream(kind, fault, times=times)
    for times in (1, MANY)
    for kind, fault in (
        ("refused", "the status stream does not exist"),
        ("early-end", "the status stream ends before the request does"),
        ("garbage", "the status stream sends something that is not JSON"),
        ("reset", "the connection of the status stream breaks"),
        ("compressed", "the status stream is a decompression bomb"),
        ("endless-line", "a line of the status stream does not end"),
        ("endless-event", "an event of the status stream does not end"),
    )
)


def _job(kind: str, fault: str, says: str, **params: object) -> FaultCase:
    return FaultCase(
        name=f"job-{kind}",
        step=Step.SUBMITTED,
        fault=fault,
        outcome=Outcome.REFUNDED,
        arrange=armed(f"fal.job.{kind}", **params),
        says=says,
    )


def _stuck(kind: str, fault: str, *cancels: str) -> FaultCase:
    return FaultCase(
        name="-".join(("job", kind, *cancels)),
        step=Step.SUBMITTED,
        fault=fault,
        outcome=Outcome.REFUNDED,
        arrange=both(armed(f"fal.job.{kind}"), *(armed(f"fal.cancel.{cancel}") for cancel in cancels)),
        settings=_SHORT_DEADLINE,
        says=_TOO_LATE,
    )


STUCK = (
    _stuck("stuck-in-queue", "the request stays at position 0 past the deadline"),
    _stuck("stuck-in-progress", "the request is drawn past the deadline"),
    _stuck("stuck-in-progress", "past the deadline, and the cancel fails", "500"),
    _stuck("stuck-in-progress", "past the deadline, and the cancel gets no answer", "reset"),
)

JOBS = (
    _job("completed-with-error", "fal ends the request with an error", _FAULTY),
    _job("completed-error-200", "fal ends it with an error although the result answers 200", _FAULTY),
    _job("policy-422", "the prompt is refused by policy, as a list", "content policy blocked"),
    _job("policy-400", "the prompt is refused by policy, as an object", "content policy blocked"),
    _job(
        "cancelled-externally",
        "the request is canceled at fal by another client",
        "image service canceled this request",
    ),
    _job("no-pictures", "the result holds no pictures", "No picture came back"),
    FaultCase(
        name="job-fewer-pictures",
        step=Step.RESULT,
        fault="fewer pictures than asked for",
        outcome=Outcome.PARTLY,
        arrange=armed("fal.job.fewer-pictures"),
        says="One picture is missing",
    ),
    FaultCase(
        name="job-more-pictures",
        step=Step.RESULT,
        fault="more pictures than asked for",
        outcome=Outcome.DELIVERED,
        arrange=armed("fal.job.fewer-pictures", count=4),
        note="only what was asked for is posted and charged",
    ),
    FaultCase(
        name="job-wrong-size",
        step=Step.RESULT,
        fault="pictures of another size than asked for",
        outcome=Outcome.DELIVERED,
        arrange=armed("fal.job.wrong-size", width=1024, height=768),
        says="The model returned 1024 × 768 instead of the requested size",
        charged=2 * 4,
        note="charged by what was drawn, because it is cheaper",
    ),
)


def _result(kind: str, fault: str, *, times: int = 1, says: str = "") -> FaultCase:
    return FaultCase(
        name=f"result-{kind}" if times == 1 else f"result-{kind}-for-ever",
        step=Step.RESULT,
        fault=fault if times == 1 else f"{fault}, each time",
        outcome=Outcome.REFUNDED if says else Outcome.DELIVERED,
        arrange=armed(f"fal.result.{kind}", times=times),
        says=says,
        clock_step=0.5 if times == 1 else 40.0,
    )


_RESULT_FAULTS = (
    ("500", "the result read answers 500", _FAULTY),
    ("503-nginx", "the ingress answers the result read with HTML", _UNREADABLE),
    ("429", "the result read is rate limited", _UNREADABLE),
    ("401", "the result read does not know the key", _UNREADABLE),
    ("403", "the result read says that the account is locked", _UNREADABLE),
    ("garbage", "the result answers 200 with something that is not JSON", _UNREADABLE),
    ("reset", "the connection of the result read breaks", _UNREADABLE),
    ("compressed", "the result is a decompression bomb", _UNREADABLE),
    ("endless", "the result does not end", _UNREADABLE),
    ("values", "the result holds very many values", _UNREADABLE),
    ("nested", "the result is nested very deeply", _UNREADABLE),
)

RESULTS = (
    *(_result(kind, fault) for kind, fault, _ in _RESULT_FAULTS),
    *(_result(kind, fault, times=MANY, says=says) for kind, fault, says in _RESULT_FAULTS),
    _result("404", "the result has expired", says="no longer recognizes this request"),
)

SLOW = (
    FaultCase(
        name="submit-slow",
        step=Step.SUBMITTING,
        fault="the request is taken and the answer comes after the client's timeout",
        outcome=Outcome.REFUNDED,
        arrange=armed("fal.submit.slow", seconds=MANY),
        says=_UNCLEAR,
    ),
    FaultCase(
        name="status-slow",
        step=Step.STATUS,
        fault="status reads answer after the client's timeout",
        outcome=Outcome.DELIVERED,
        arrange=armed("fal.status.slow", times=2, seconds=MANY),
        sandbox=_BY_POLLS,
    ),
    FaultCase(
        name="stream-silent",
        step=Step.STATUS,
        fault="the status stream opens and never says anything",
        outcome=Outcome.DELIVERED,
        arrange=armed("fal.stream.silent"),
        sandbox={"render_seconds": 3.0},
    ),
    FaultCase(
        name="stream-silent-for-ever",
        step=Step.STATUS,
        fault="every status stream opens and never says anything",
        outcome=Outcome.DELIVERED,
        arrange=armed("fal.stream.silent", times=MANY),
        sandbox={"render_seconds": 3.0},
    ),
    FaultCase(
        name="result-slow",
        step=Step.RESULT,
        fault="the result answers after the client's timeout",
        outcome=Outcome.DELIVERED,
        arrange=armed("fal.result.slow", seconds=MANY),
    ),
)

AWAY = FaultCase(
    name="status-away-past-the-deadline",
    step=Step.STATUS,
    fault="the bot is away until the deadline has passed, and fal is done by then",
    outcome=Outcome.DELIVERED,
    note="what was drawn is looked for before the request is given up",
)

CASES = (*ONE_POST, *BUSY_SUBMIT, *POLLS, *STREAMS, *STUCK, *JOBS, *RESULTS, *SLOW, AWAY)

_OTHERS = (*POLLS, *STREAMS, *JOBS, *RESULTS)


def _named(case: FaultCase) -> str:
    return case.name


def _cancels(harness: Harness) -> int:
    return sum(1 for exchange in harness.fal.exchanges if exchange.method == "PUT")


@pytest.mark.parametrize("case", ONE_POST, ids=_named)
async def test_a_struck_submit_is_sent_once_and_refunded(tmp_path, monkeypatch, case):
    harness = await run_case(tmp_path, case, monkeypatch)

    assert len(harness.fal.submits) == 1


@pytest.mark.parametrize("case", BUSY_SUBMIT, ids=_named)
async def test_a_submit_that_certainly_failed_is_retried_until_the_deadline(tmp_path, monkeypatch, case):
    await run_case(tmp_path, case, monkeypatch)


@pytest.mark.parametrize("case", STUCK, ids=_named)
async def test_a_request_past_its_deadline_is_cancelled_at_fal(tmp_path, monkeypatch, case):
    harness = await run_case(tmp_path, case, monkeypatch)

    assert _cancels(harness) == 1


@pytest.mark.parametrize("case", _OTHERS, ids=_named)
async def test_trouble_in_reading_ends_as_promised(tmp_path, monkeypatch, case):
    await run_case(tmp_path, case, monkeypatch)


@pytest.mark.parametrize("case", SLOW, ids=_named)
async def test_a_missing_response_times_out(tmp_path, monkeypatch, case):
    # httpx measures real seconds, so these are made few.
    for name in ("SUBMIT_SECONDS", "_READ_SECONDS", "_STREAM_SILENCE_SECONDS"):
        monkeypatch.setattr(fal_client_module, name, 0.4)

    harness = await run_case(tmp_path, case, monkeypatch)

    assert len(harness.fal.submits) == 1


async def test_a_bot_offline_past_the_deadline_reads_the_result_first(tmp_path):
    async with open_sandbox(picture_bytes=20_000, render_seconds=60.0) as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness, JOB_DEADLINE_SECONDS="300"):
            await harness.alice.slash("imagine", prompt="a red kite", count=AWAY.count)
            await wait_for(lambda: any(request.stream_reads for request in box.fal.requests.values()))
        box.clock.advance(600)

        async with running_bot(harness, JOB_DEADLINE_SECONDS="300"):
            await wait_settled(harness)
            await check_outcome(harness, AWAY)
