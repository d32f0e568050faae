"""Fetching over real sockets: good days, bad days, and what a forged result could try."""

from __future__ import annotations

import asyncio
import base64
import logging
from pathlib import Path

import pytest
from aiohttp import web

from bot.generation.pictures import (
    FailureReason,
    HostPolicy,
    PictureFailure,
    PictureFetcher,
    PictureRef,
    Spool,
)

from .conftest import FetcherFactory, PatientClock
from .file_host import FileHost
from .samples import JPEG, PNG, WEBP, encoded, hollow_png, names

IMAGE = encoded("PNG", (64, 64))
PIECE = 64 * 1024 // 3 * 4  # characters of base64 that are decoded together


def refs(*urls: str) -> list[PictureRef]:
    return [PictureRef(url=url) for url in urls]


async def failure(fetcher: PictureFetcher, url: str, content_type: str | None = None) -> PictureFailure:
    fetched = await fetcher.fetch_all("job1", [PictureRef(url=url, content_type=content_type)])
    assert fetched.pictures == ()
    return fetched.failures[0]


def data_uri(body: bytes, media_type: str = PNG) -> str:
    return f"data:{media_type};base64,{base64.b64encode(body).decode()}"


async def test_pictures_arrive_whole_and_in_the_order_of_the_result(
    host: FileHost, fetcher: PictureFetcher, spool: Spool
) -> None:
    jpeg, webp = encoded("JPEG", (10, 20)), encoded("WEBP", (30, 40))
    urls = [host.put_file("a", IMAGE), host.put_file("b", jpeg, JPEG), host.put_file("c", webp, WEBP)]

    fetched = await fetcher.fetch_all("job1", refs(*urls))

    assert [picture.index for picture in fetched.pictures] == [0, 1, 2]
    assert [picture.path.read_bytes() for picture in fetched.pictures] == [IMAGE, jpeg, webp]
    assert [picture.path.name for picture in fetched.pictures] == ["0.png", "1.jpg", "2.webp"]
    assert [(picture.width, picture.height) for picture in fetched.pictures] == [(64, 64), (10, 20), (30, 40)]
    assert fetched.failures == ()
    assert spool.used_bytes == len(IMAGE) + len(jpeg) + len(webp)


async def test_a_bad_file_leaves_the_good_ones_alone(host: FileHost, fetcher: PictureFetcher) -> None:
    good = host.put_file("good", IMAGE)

    fetched = await fetcher.fetch_all("job1", refs(good, host.url("missing"), good))

    assert [picture.index for picture in fetched.pictures] == [0, 2]
    assert [(fail.index, fail.reason) for fail in fetched.failures] == [(1, FailureReason.GONE)]


async def test_four_files_are_fetched_at_the_same_time(host: FileHost, fetcher: PictureFetcher) -> None:
    together = asyncio.Barrier(4)

    async def answer(_: web.Request) -> web.Response:
        await together.wait()  # opens only when all four requests are here
        return web.Response(body=IMAGE, content_type=PNG)

    urls = [host.put(str(number), answer) for number in range(4)]
    async with asyncio.timeout(20):
        fetched = await fetcher.fetch_all("job1", refs(*urls))

    assert len(fetched.pictures) == 4


async def test_no_more_files_than_allowed_are_under_way_over_all_jobs(
    host: FileHost, open_fetcher: FetcherFactory
) -> None:
    together, inside, most = asyncio.Barrier(2), 0, 0

    async def answer(_: web.Request) -> web.Response:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        await together.wait()
        inside -= 1
        return web.Response(body=IMAGE, content_type=PNG)

    fetcher = await open_fetcher(concurrency=2)
    urls = [host.put(str(number), answer) for number in range(3)]
    async with asyncio.timeout(20):
        await asyncio.gather(*(fetcher.fetch_all(f"job{n}", refs(*urls)) for n in range(2)))

    assert most == 2


async def test_a_passing_server_error_is_retried_with_growing_pauses(
    host: FileHost, fetcher: PictureFetcher, clock: PatientClock
) -> None:
    url = host.put_statuses("flaky", 500, 503, then=IMAGE)

    fetched = await fetcher.fetch_all("job1", refs(url))

    assert len(fetched.pictures) == 1
    assert clock.slept == [1.0, 2.0]


@pytest.mark.parametrize(("stated", "pause"), [("7", 7.0), ("3600", 10.0), ("soon", 1.0), ("0", 1.0)])
async def test_a_file_host_may_ask_for_a_longer_pause_within_reason(
    host: FileHost, fetcher: PictureFetcher, clock: PatientClock, stated: str, pause: float
) -> None:
    url = host.put_statuses("busy", 429, then=IMAGE, **{"Retry-After": stated})

    await fetcher.fetch_all("job1", refs(url))

    assert clock.slept == [pause]


async def test_attempts_are_counted(host: FileHost, fetcher: PictureFetcher) -> None:
    url = host.put_statuses("down", *[502] * 9)

    fail = await failure(fetcher, url)

    assert (fail.reason, fail.detail) == (FailureReason.UNREACHABLE, "HTTP 502")
    assert host.hits["down"] == 3


@pytest.mark.parametrize("status", [403, 404, 410, 401, 204])
async def test_a_final_answer_is_not_asked_for_again(
    host: FileHost, fetcher: PictureFetcher, status: int
) -> None:
    fail = await failure(fetcher, host.put_statuses("no", *[status] * 9))

    assert (fail.reason, host.hits["no"]) == (FailureReason.GONE, 1)


async def test_a_port_where_nobody_listens_is_unreachable(
    host: FileHost, fetcher: PictureFetcher, clock: PatientClock
) -> None:
    url = host.url("x")
    await host.stop()

    assert (await failure(fetcher, url)).reason is FailureReason.UNREACHABLE
    assert len(clock.slept) == 2


@pytest.mark.parametrize("stated", [len(IMAGE), None], ids=["with a length", "chunked"])
async def test_a_stream_that_is_cut_off_is_fetched_again(
    host: FileHost, fetcher: PictureFetcher, stated: int | None
) -> None:
    fetched = await fetcher.fetch_all("job1", refs(host.put_stream("cut", IMAGE, stated=stated, times=1)))

    assert [picture.path.read_bytes() for picture in fetched.pictures] == [IMAGE]


@pytest.mark.parametrize("stated", [len(IMAGE), None], ids=["with a length", "chunked"])
async def test_a_stream_that_is_always_cut_off_is_truncated_and_leaves_no_file(
    host: FileHost, fetcher: PictureFetcher, spool: Spool, stated: int | None
) -> None:
    fail = await failure(fetcher, host.put_stream("cut", IMAGE, stated=stated))

    assert fail.reason is FailureReason.TRUNCATED
    assert host.hits["cut"] == 3
    assert names(spool.folder("job1")) == []
    assert spool.used_bytes == 0


async def test_a_file_stored_incompletely_is_truncated(host: FileHost, fetcher: PictureFetcher) -> None:
    fail = await failure(fetcher, host.put_file("half", IMAGE[:-20]))

    assert fail.reason is FailureReason.TRUNCATED


async def test_a_silent_host_is_given_up_when_the_clock_says_so(
    host: FileHost, fetcher: PictureFetcher, clock: PatientClock, spool: Spool
) -> None:
    url, arrived = host.put_silent("slow")

    fetching = asyncio.create_task(fetcher.fetch_all("job1", refs(url)))
    await arrived.wait()
    clock.deadline.set()
    fetched = await fetching

    assert [(fail.index, fail.reason) for fail in fetched.failures] == [(0, FailureReason.TIMED_OUT)]
    assert names(spool.folder("job1")) == []


async def test_a_cancelled_fetch_leaves_no_file_behind(
    host: FileHost, fetcher: PictureFetcher, spool: Spool
) -> None:
    url, arrived = host.put_silent("slow")

    fetching = asyncio.create_task(fetcher.fetch_all("job1", refs(url)))
    await arrived.wait()
    fetching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await fetching

    assert names(spool.folder("job1")) == []


async def test_a_file_that_states_too_many_bytes_is_refused_before_its_body(
    host: FileHost, fetcher: PictureFetcher
) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": PNG, "Content-Length": "1000001"})
        await response.prepare(request)
        await asyncio.Event().wait()  # whoever waits for the body waits in vain
        return response

    async with asyncio.timeout(10):
        fail = await failure(fetcher, host.put("big", answer))

    assert (fail.reason, host.hits["big"]) == (FailureReason.TOO_LARGE, 1)


async def test_waiting_for_a_slot_does_not_use_up_the_time_for_a_file(
    host: FileHost, open_fetcher: FetcherFactory, clock: PatientClock
) -> None:
    fetcher = await open_fetcher(concurrency=1)
    url, arrived = host.put_silent("slow")

    fetching = asyncio.create_task(fetcher.fetch_all("job1", refs(url, url, url)))
    await arrived.wait()
    begun = clock.deadlines_begun
    clock.deadline.set()
    await fetching

    assert (begun, clock.deadlines_begun) == (1, 3)


async def test_a_file_of_exactly_the_allowed_size_is_taken(
    host: FileHost, open_fetcher: FetcherFactory
) -> None:
    fetcher = await open_fetcher(max_bytes=len(IMAGE))

    fetched = await fetcher.fetch_all("job1", refs(host.put_file("just", IMAGE)))

    assert len(fetched.pictures) == 1


async def test_a_stream_without_a_stated_length_is_stopped_at_the_bound(
    host: FileHost, fetcher: PictureFetcher, spool: Spool
) -> None:
    fail = await failure(fetcher, host.put_endless("endless"))

    assert fail.reason is FailureReason.TOO_LARGE
    assert spool.used_bytes == 0


async def test_a_compressed_body_is_refused_undecoded(host: FileHost, fetcher: PictureFetcher) -> None:
    url = host.put_file("packed", IMAGE, **{"Content-Encoding": "gzip"})

    assert (await failure(fetcher, url)).reason is FailureReason.NOT_A_PICTURE


async def test_a_bomb_is_refused_before_it_is_decoded(host: FileHost, fetcher: PictureFetcher) -> None:
    fail = await failure(fetcher, host.put_file("bomb", hollow_png(60_000, 60_000)))

    assert fail.reason is FailureReason.TOO_MANY_PIXELS


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"<html>Please sign in, whoever you are</html>", "text/html"), (IMAGE, "application/json"),
     (b"<html>Please sign in, whoever you are</html>", PNG), (encoded("GIF"), "image/gif")],
)  # fmt: skip
async def test_what_is_no_picture_by_label_or_by_bytes_is_refused(
    host: FileHost, fetcher: PictureFetcher, body: bytes, content_type: str
) -> None:
    fail = await failure(fetcher, host.put_file("page", body, content_type))

    assert (fail.reason, host.hits["page"]) == (FailureReason.NOT_A_PICTURE, 1)


async def test_a_result_that_calls_its_file_no_picture_is_not_followed(
    host: FileHost, fetcher: PictureFetcher
) -> None:
    fail = await failure(fetcher, host.put_file("a", IMAGE), content_type="video/mp4")

    assert (fail.reason, host.hits["a"]) == (FailureReason.NOT_A_PICTURE, 0)


@pytest.mark.parametrize("label", [JPEG, "image/gif"])
async def test_a_wrongly_labelled_picture_keeps_its_true_type(
    host: FileHost, fetcher: PictureFetcher, label: str
) -> None:
    fetched = await fetcher.fetch_all("job1", refs(host.put_file("a", IMAGE, label)))

    assert (fetched.pictures[0].media_type, fetched.pictures[0].mislabelled) == (PNG, True)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_within_the_policy_is_followed(
    host: FileHost, fetcher: PictureFetcher, status: int
) -> None:
    host.put_file("there", IMAGE)

    fetched = await fetcher.fetch_all("job1", refs(host.put_redirect("here", "/there", status)))

    assert len(fetched.pictures) == 1


@pytest.mark.parametrize(
    "target",
    ["http://10.0.0.1/x", "http://169.254.169.254/latest/meta-data", "http://[::1]/x",
     "https://evil.example/x", "//evil.example/x", "file:///etc/hostname"],
)  # fmt: skip
async def test_a_redirect_out_of_the_policy_is_refused_at_once(
    host: FileHost, fetcher: PictureFetcher, target: str
) -> None:
    fail = await failure(fetcher, host.put_redirect("here", target))

    assert (fail.reason, host.hits["here"]) == (FailureReason.HOST_REFUSED, 1)


async def test_a_redirect_cannot_bring_a_data_uri(host: FileHost, fetcher: PictureFetcher) -> None:
    fail = await failure(fetcher, host.put_redirect("here", data_uri(IMAGE)))

    assert fail.reason is FailureReason.BAD_REFERENCE


async def test_this_machine_under_another_name_is_refused(host: FileHost, fetcher: PictureFetcher) -> None:
    host.put_file("there", IMAGE)

    fail = await failure(fetcher, host.put_redirect("here", host.url("there", host="localhost")))

    assert (fail.reason, host.hits["there"]) == (FailureReason.HOST_REFUSED, 0)


async def test_redirects_end_after_the_third(host: FileHost, fetcher: PictureFetcher) -> None:
    host.put_file("4", IMAGE)
    for number in range(4):
        host.put_redirect(str(number), f"/{number + 1}")

    three = await fetcher.fetch_all("job1", refs(host.url("1")))
    four = await fetcher.fetch_all("job2", refs(host.url("0")))

    assert len(three.pictures) == 1
    assert four.failures[0].reason is FailureReason.UNREACHABLE


async def test_an_allowed_name_that_leads_to_this_machine_is_refused(
    host: FileHost, open_fetcher: FetcherFactory
) -> None:
    async def rebound(_: str) -> list[str]:
        return ["127.0.0.1"]

    fetcher = await open_fetcher(resolver=rebound)

    assert (await failure(fetcher, "https://v3b.fal.media/x.png")).reason is FailureReason.HOST_REFUSED


async def test_a_name_is_reached_at_its_first_address_that_answers_and_keeps_its_name(
    host: FileHost, open_fetcher: FetcherFactory
) -> None:
    async def two_addresses(_: str) -> list[str]:
        return ["127.0.0.2", "127.0.0.1"]

    host.put_file("a", IMAGE)
    fetcher = await open_fetcher(hosts=HostPolicy(insecure_host="files.test"), resolver=two_addresses)

    fetched = await fetcher.fetch_all("job1", refs(host.url("a", host="files.test")))

    assert len(fetched.pictures) == 1
    assert host.requests[0].headers["Host"] == f"files.test:{host.port}"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://evil.example/x.png", FailureReason.HOST_REFUSED),
        ("/files/x.png", FailureReason.HOST_REFUSED),
        ("", FailureReason.HOST_REFUSED),
        ("https://fal.media:port/x.png", FailureReason.BAD_REFERENCE),
        ("https://fal.media/" + "x" * 70_000, FailureReason.BAD_REFERENCE),
        ("https://" + "x" * 70 + ".fal.media/x.png", FailureReason.UNREACHABLE),
    ],
)
async def test_references_that_lead_nowhere_are_failures_and_never_errors(
    fetcher: PictureFetcher, url: str, reason: FailureReason
) -> None:
    assert (await failure(fetcher, url)).reason is reason


async def test_nothing_that_identifies_the_bot_is_sent(
    host: FileHost, fetcher: PictureFetcher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    url = host.put_file("a", IMAGE, **{"Set-Cookie": "id=1; Path=/"})

    await fetcher.fetch_all("job1", refs(url))
    fetched = await fetcher.fetch_all("job2", refs(url))

    assert len(fetched.pictures) == 1
    assert set(host.requests[1].headers) == {"Host", "Accept", "Accept-Encoding", "Connection", "User-Agent"}


async def test_a_data_uri_becomes_a_file(fetcher: PictureFetcher) -> None:
    large = encoded("PNG", (300, 300), compress_level=0)  # several pieces of 64 KiB

    fetched = await fetcher.fetch_all("job1", refs(data_uri(large), data_uri(IMAGE, "")))

    assert [picture.path.read_bytes() for picture in fetched.pictures] == [large, IMAGE]


@pytest.mark.parametrize(
    ("uri", "reason"),
    [
        ("data:image/png,plain", FailureReason.BAD_REFERENCE),
        ("data:image/png;base64", FailureReason.BAD_REFERENCE),
        ("data:image/png;base64,abc", FailureReason.BAD_REFERENCE),
        ("data:image/png;base64,a*cd", FailureReason.BAD_REFERENCE),
        ("data:image/png;base64,äöüß", FailureReason.BAD_REFERENCE),
        ("data:image/png;base64," + "QQ==" + "A" * 100_000, FailureReason.BAD_REFERENCE),
        ("data:image/png;base64," + "A" * (PIECE - 4) + "QQ==AAAA", FailureReason.BAD_REFERENCE),
        (data_uri(IMAGE[:-20]), FailureReason.TRUNCATED),
        (data_uri(b"<html>Please sign in</html>"), FailureReason.NOT_A_PICTURE),
        (data_uri(IMAGE, "text/html"), FailureReason.NOT_A_PICTURE),
        (data_uri(bytes(1_000_001)), FailureReason.TOO_LARGE),
    ],
)
async def test_a_bad_data_uri_is_a_failure_after_one_look(
    fetcher: PictureFetcher, clock: PatientClock, uri: str, reason: FailureReason
) -> None:
    assert (await failure(fetcher, uri)).reason is reason
    assert clock.slept == []


async def test_a_data_uri_of_exactly_the_allowed_size_is_taken(open_fetcher: FetcherFactory) -> None:
    fetcher = await open_fetcher(max_bytes=len(IMAGE))

    fetched = await fetcher.fetch_all("job1", refs(data_uri(IMAGE)))

    assert len(fetched.pictures) == 1


async def test_a_full_spool_fails_the_file_and_tells_the_operator(
    host: FileHost, open_fetcher: FetcherFactory, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fetcher = await open_fetcher(spool=Spool(tmp_path / "small", max_total_bytes=10))

    fail = await failure(fetcher, host.put_file("a", IMAGE))

    assert fail.reason is FailureReason.SPOOL_FULL
    assert [record.levelno for record in caplog.records if "spooled" in record.message] == [logging.ERROR]


async def test_a_spool_that_cannot_be_made_is_a_failure_too(
    host: FileHost, open_fetcher: FetcherFactory, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_bytes(b"a file")
    fetcher = await open_fetcher(spool=Spool(tmp_path / "taken"))

    assert (await failure(fetcher, host.put_file("a", IMAGE))).reason is FailureReason.SPOOL_FAILED


async def test_no_log_line_and_no_failure_shows_a_url(
    host: FileHost, fetcher: PictureFetcher, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    urls = [
        host.put_statuses("secret-name", *[500] * 9),
        "https://evil.example/secret-name",
        host.url("secret-name-2"),
    ]

    fetched = await fetcher.fetch_all("job1", refs(*urls))

    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert len(fetched.failures) == 3
    assert ours
    assert not [line for line in [*ours, repr(fetched), repr(refs(*urls))] if "secret-name" in line]


async def test_a_result_without_pictures_is_an_empty_outcome(fetcher: PictureFetcher) -> None:
    fetched = await fetcher.fetch_all("job1", [])

    assert (fetched.pictures, fetched.failures) == ((), ())


async def test_a_fetcher_that_is_not_open_says_so(spool: Spool, clock: PatientClock) -> None:
    closed = PictureFetcher(spool=spool, hosts=HostPolicy(), clock=clock, max_bytes=1)

    with pytest.raises(RuntimeError, match="not open"):
        await closed.fetch_all("job1", [])


async def test_a_job_id_that_is_no_id_fails_the_call(fetcher: PictureFetcher) -> None:
    with pytest.raises(ValueError, match="job id"):
        await fetcher.fetch_all("../up", refs("https://fal.media/x"))
