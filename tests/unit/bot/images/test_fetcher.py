"""Fetcher over real sockets: success and failure."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest
from aiohttp import web

from bot.images import (
    FailureReason,
    HostPolicy,
    ImageWorkers,
    PictureFetcher,
    Spool,
)

from .conftest import FetcherFactory, PatientClock
from .file_host import FileHost
from .samples import IMAGE, JPEG, PNG, WEBP, encoded, failure, hollow_png, names, refs


async def test_pictures_are_complete_and_in_the_order_of_the_result(
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


async def test_a_bad_file_does_not_affect_good_ones(host: FileHost, fetcher: PictureFetcher) -> None:
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


async def test_concurrent_files_are_limited_across_jobs(host: FileHost, open_fetcher: FetcherFactory) -> None:
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


async def test_a_temporary_server_error_is_retried_with_growing_pauses(
    host: FileHost, fetcher: PictureFetcher, clock: PatientClock
) -> None:
    url = host.put_statuses("flaky", 500, 503, then=IMAGE)

    fetched = await fetcher.fetch_all("job1", refs(url))

    assert len(fetched.pictures) == 1
    assert clock.slept == [1.0, 2.0]


@pytest.mark.parametrize(("stated", "pause"), [("7", 7.0), ("3600", 10.0), ("soon", 1.0), ("0", 1.0)])
async def test_a_file_host_can_request_a_longer_pause_up_to_a_limit(
    host: FileHost, fetcher: PictureFetcher, clock: PatientClock, stated: str, pause: float
) -> None:
    url = host.put_statuses("busy", 429, then=IMAGE, **{"Retry-After": stated})

    await fetcher.fetch_all("job1", refs(url))

    assert clock.slept == [pause]


async def test_attempts_are_limited(host: FileHost, fetcher: PictureFetcher) -> None:
    url = host.put_statuses("down", *[502] * 9)

    fail = await failure(fetcher, url)

    assert (fail.reason, fail.detail) == (FailureReason.UNREACHABLE, "HTTP 502")
    assert host.hits["down"] == 3


@pytest.mark.parametrize("status", [403, 404, 410, 401, 204])
async def test_a_final_response_is_not_retried(host: FileHost, fetcher: PictureFetcher, status: int) -> None:
    fail = await failure(fetcher, host.put_statuses("no", *[status] * 9))

    assert (fail.reason, host.hits["no"]) == (FailureReason.GONE, 1)


async def test_a_port_without_a_listener_is_unreachable(
    host: FileHost, fetcher: PictureFetcher, clock: PatientClock
) -> None:
    url = host.url("x")
    await host.stop()

    assert (await failure(fetcher, url)).reason is FailureReason.UNREACHABLE
    assert len(clock.slept) == 2


@pytest.mark.parametrize("stated", [len(IMAGE), None], ids=["with a length", "chunked"])
async def test_a_truncated_download_is_retried(
    host: FileHost, fetcher: PictureFetcher, stated: int | None
) -> None:
    fetched = await fetcher.fetch_all("job1", refs(host.put_stream("cut", IMAGE, stated=stated, times=1)))

    assert [picture.path.read_bytes() for picture in fetched.pictures] == [IMAGE]


@pytest.mark.parametrize("stated", [len(IMAGE), None], ids=["with a length", "chunked"])
async def test_a_permanently_truncated_download_fails_and_leaves_no_file(
    host: FileHost, fetcher: PictureFetcher, spool: Spool, stated: int | None
) -> None:
    fail = await failure(fetcher, host.put_stream("cut", IMAGE, stated=stated))

    assert fail.reason is FailureReason.TRUNCATED
    assert host.hits["cut"] == 3
    assert names(spool.folder("job1")) == []
    assert spool.used_bytes == 0


async def test_an_incompletely_stored_file_counts_as_truncated(
    host: FileHost, fetcher: PictureFetcher
) -> None:
    fail = await failure(fetcher, host.put_file("half", IMAGE[:-20]))

    assert fail.reason is FailureReason.TRUNCATED


async def test_a_silent_host_times_out_on_the_clock(
    host: FileHost, fetcher: PictureFetcher, clock: PatientClock, spool: Spool
) -> None:
    url, arrived = host.put_silent("slow")

    fetching = asyncio.create_task(fetcher.fetch_all("job1", refs(url)))
    await arrived.wait()
    clock.deadline.set()
    fetched = await fetching

    assert [(fail.index, fail.reason) for fail in fetched.failures] == [(0, FailureReason.TIMED_OUT)]
    assert names(spool.folder("job1")) == []


async def test_a_canceled_fetch_leaves_no_file(host: FileHost, fetcher: PictureFetcher, spool: Spool) -> None:
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
        await asyncio.Event().wait()  # the body never arrives
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


async def test_a_file_of_exactly_the_maximum_size_is_accepted(
    host: FileHost, open_fetcher: FetcherFactory
) -> None:
    fetcher = await open_fetcher(max_bytes=len(IMAGE))

    fetched = await fetcher.fetch_all("job1", refs(host.put_file("just", IMAGE)))

    assert len(fetched.pictures) == 1


async def test_a_download_without_a_stated_length_stops_at_the_limit(
    host: FileHost, fetcher: PictureFetcher, spool: Spool
) -> None:
    fail = await failure(fetcher, host.put_endless("endless"))

    assert fail.reason is FailureReason.TOO_LARGE
    assert spool.used_bytes == 0


async def test_a_compressed_body_is_refused_without_decoding(host: FileHost, fetcher: PictureFetcher) -> None:
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
async def test_a_non_image_is_refused_by_type_and_by_content(
    host: FileHost, fetcher: PictureFetcher, body: bytes, content_type: str
) -> None:
    fail = await failure(fetcher, host.put_file("page", body, content_type))

    assert (fail.reason, host.hits["page"]) == (FailureReason.NOT_A_PICTURE, 1)


async def test_a_file_declared_as_another_type_is_not_fetched(
    host: FileHost, fetcher: PictureFetcher
) -> None:
    fail = await failure(fetcher, host.put_file("a", IMAGE), content_type="video/mp4")

    assert (fail.reason, host.hits["a"]) == (FailureReason.NOT_A_PICTURE, 0)


@pytest.mark.parametrize("label", [JPEG, "image/gif"])
async def test_a_mislabeled_picture_keeps_its_actual_type(
    host: FileHost, fetcher: PictureFetcher, label: str
) -> None:
    fetched = await fetcher.fetch_all("job1", refs(host.put_file("a", IMAGE, label)))

    assert (fetched.pictures[0].media_type, fetched.pictures[0].mislabelled) == (PNG, True)


async def test_a_full_spool_fails_the_file_and_alerts_the_operator(
    host: FileHost, open_fetcher: FetcherFactory, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fetcher = await open_fetcher(spool=Spool(tmp_path / "small", max_total_bytes=10))

    fail = await failure(fetcher, host.put_file("a", IMAGE))

    assert fail.reason is FailureReason.SPOOL_FULL
    assert [record.levelno for record in caplog.records if "spooled" in record.message] == [logging.ERROR]


async def test_a_spool_that_cannot_be_created_is_a_failure(
    host: FileHost, open_fetcher: FetcherFactory, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_bytes(b"a file")
    fetcher = await open_fetcher(spool=Spool(tmp_path / "taken"))

    assert (await failure(fetcher, host.put_file("a", IMAGE))).reason is FailureReason.SPOOL_FAILED


async def test_a_result_without_pictures_is_an_empty_outcome(fetcher: PictureFetcher) -> None:
    fetched = await fetcher.fetch_all("job1", [])

    assert (fetched.pictures, fetched.failures) == ((), ())


async def test_a_closed_fetcher_raises(spool: Spool, clock: PatientClock) -> None:
    closed = PictureFetcher(spool=spool, hosts=HostPolicy(), clock=clock, workers=ImageWorkers(), max_bytes=1)

    with pytest.raises(RuntimeError, match="not open"):
        await closed.fetch_all("job1", [])


async def test_an_invalid_job_id_raises(fetcher: PictureFetcher) -> None:
    with pytest.raises(ValueError, match="job id"):
        await fetcher.fetch_all("../up", refs("https://fal.media/x"))


async def test_connections_are_reused_for_the_next_result(host: FileHost, fetcher: PictureFetcher) -> None:
    urls = [host.put_file(name, IMAGE) for name in "ab"]

    for number in range(3):
        await fetcher.fetch_all(f"job{number}", refs(*urls))

    assert len(host.connections) == 2


async def test_a_connection_closed_by_the_host_is_replaced(
    host: FileHost, fetcher: PictureFetcher, clock: PatientClock
) -> None:
    url = host.put_file("a", IMAGE)
    await fetcher.fetch_all("job1", refs(url))
    host.hang_up()

    fetched = await fetcher.fetch_all("job2", refs(url))

    assert len(fetched.pictures) == 1
    assert len(host.connections) == 2
    assert clock.slept == []


async def test_an_aborted_download_does_not_leave_its_connection_in_the_pool(
    host: FileHost, fetcher: PictureFetcher
) -> None:
    await fetcher.fetch_all("job1", refs(host.put_endless("endless")))
    fetched = await fetcher.fetch_all("job2", refs(host.put_file("a", IMAGE)))

    assert [picture.path.read_bytes() for picture in fetched.pictures] == [IMAGE]
    assert len(host.connections) == 2
