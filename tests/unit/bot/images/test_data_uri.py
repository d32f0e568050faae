"""Data URIs: pictures embedded in the result."""

from __future__ import annotations

import pytest

from bot.images import (
    FailureReason,
    PictureFetcher,
)

from .conftest import FetcherFactory, PatientClock
from .samples import IMAGE, data_uri, encoded, failure, refs

PIECE = 64 * 1024 // 3 * 4  # characters of base64 that are decoded together


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
async def test_an_invalid_data_uri_fails_without_a_retry(
    fetcher: PictureFetcher, clock: PatientClock, uri: str, reason: FailureReason
) -> None:
    assert (await failure(fetcher, uri)).reason is reason
    assert clock.slept == []


async def test_a_data_uri_of_exactly_the_maximum_size_is_accepted(open_fetcher: FetcherFactory) -> None:
    fetcher = await open_fetcher(max_bytes=len(IMAGE))

    fetched = await fetcher.fetch_all("job1", refs(data_uri(IMAGE)))

    assert len(fetched.pictures) == 1
