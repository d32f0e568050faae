"""Upload bodies, split into chunks at any position."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from sandbox.discord.rest.multipart import BrokenFormError, Part, parts_of

_PICTURE = bytes(range(256)) * 4 + b"\r\n--other\r\n\r\n--"
_FORM = (
    b"--edge\r\n"
    b'Content-Type: text/plain\r\nContent-Disposition: form-data; name="payload_json"\r\n\r\n'
    b'{"content": "\xc3\xa9"}\r\n--edge\r\n'
    b'content-disposition: form-data; name="files[0]"; filename="a b.png"\r\n\r\n'
    + _PICTURE
    + b"\r\n--edge\r\n"
    b'Content-Disposition: form-data; name="files[1]"; filename="empty.png"\r\n\r\n'
    b"\r\n--edge--\r\nwhat follows counts for nothing\r\n--edge\r\n"
)


async def cut(body: bytes, size: int, boundary: str = "edge") -> list[Part]:
    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), size):
            yield body[start : start + size]

    return [part async for part in parts_of(pieces(), boundary)]


@pytest.mark.parametrize("size", [*range(1, 70), 500, len(_FORM)])
async def test_a_form_has_the_same_parts_for_any_split(size: int) -> None:
    parts = await cut(_FORM, size)

    assert [(part.name, part.filename) for part in parts] == [
        ("payload_json", None),
        ("files[0]", "a b.png"),
        ("files[1]", "empty.png"),
    ]
    assert [bytes(part.content) for part in parts] == ['{"content": "é"}'.encode(), _PICTURE, b""]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nothing of the kind",
        _FORM[:200],
        _FORM.partition(b"--edge--")[0],
        b"--edge\r\nno head\r\n--edge--",
    ],
)
async def test_a_form_without_an_end_or_headers_is_refused(body: bytes) -> None:
    with pytest.raises(BrokenFormError):
        await cut(body, 64)
