"""Fetcher policy: forged results, and the request headers that the bot sends."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.images import (
    FailureReason,
    HostPolicy,
    PictureFetcher,
)

from .conftest import FetcherFactory
from .file_host import FileHost
from .samples import IMAGE, data_uri, failure, refs


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
async def test_a_redirect_outside_the_policy_is_refused_immediately(
    host: FileHost, fetcher: PictureFetcher, target: str
) -> None:
    fail = await failure(fetcher, host.put_redirect("here", target))

    assert (fail.reason, host.hits["here"]) == (FailureReason.HOST_REFUSED, 1)


async def test_a_redirect_to_a_data_uri_is_refused(host: FileHost, fetcher: PictureFetcher) -> None:
    fail = await failure(fetcher, host.put_redirect("here", data_uri(IMAGE)))

    assert fail.reason is FailureReason.HOST_REFUSED


async def test_a_name_of_this_machine_is_refused(host: FileHost, fetcher: PictureFetcher) -> None:
    host.put_file("there", IMAGE)

    fail = await failure(fetcher, host.put_redirect("here", host.url("there", host="localhost")))

    assert (fail.reason, host.hits["there"]) == (FailureReason.HOST_REFUSED, 0)


async def test_at_most_three_redirects_are_followed(host: FileHost, fetcher: PictureFetcher) -> None:
    host.put_file("4", IMAGE)
    for number in range(4):
        host.put_redirect(str(number), f"/{number + 1}")

    three = await fetcher.fetch_all("job1", refs(host.url("1")))
    four = await fetcher.fetch_all("job2", refs(host.url("0")))

    assert len(three.pictures) == 1
    assert four.failures[0].reason is FailureReason.UNREACHABLE


async def test_an_allowed_name_that_resolves_to_this_machine_is_refused(
    host: FileHost, open_fetcher: FetcherFactory
) -> None:
    async def rebound(_: str) -> list[str]:
        return ["127.0.0.1"]

    fetcher = await open_fetcher(resolver=rebound)

    assert (await failure(fetcher, "https://v3b.fal.media/x.png")).reason is FailureReason.HOST_REFUSED


async def test_the_first_reachable_address_is_used_with_the_original_name(
    host: FileHost, open_fetcher: FetcherFactory
) -> None:
    async def two_addresses(_: str) -> list[str]:
        return ["127.0.0.2", "127.0.0.1"]

    host.put_file("a", IMAGE)
    policy = HostPolicy(origin=host.url("", host="files.test"))
    fetcher = await open_fetcher(hosts=policy, resolver=two_addresses)

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
async def test_invalid_references_are_failures_and_not_exceptions(
    fetcher: PictureFetcher, url: str, reason: FailureReason
) -> None:
    assert (await failure(fetcher, url)).reason is reason


async def test_requests_do_not_identify_the_bot(
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
    assert set(host.requests[1].headers) == {"Host", "Accept", "Accept-Encoding", "User-Agent"}


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
