"""Cookies from fal are not kept: one that cannot be sent would make every later request fail."""

from __future__ import annotations

import httpx

from bot.fal.client import FalClient
from tests.clocks import ManualClock


async def test_no_cookie_from_fal_is_kept():
    async with FalClient(key="id:secret", clock=ManualClock(), queue_url="http://127.0.0.1:9") as client:
        request = httpx.Request("GET", "http://127.0.0.1:9/")
        answer = httpx.Response(
            200, headers=[("Set-Cookie", "a=1"), ("Set-Cookie", "b=\u200b".encode())], request=request
        )
        client.http.cookies.extract_cookies(answer)

        assert list(client.http.cookies.jar) == []
        assert "cookie" not in client.http.build_request("GET", "http://127.0.0.1:9/").headers
