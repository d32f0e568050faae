"""Bare transfers: the same bytes from fal's file host to Discord, without a bot.

No bot on this machine can be faster, because the simulators need the same time for it.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp

from benchmarks.processes import GeneratorProcess
from benchmarks.sized_images import prompt_for

__all__ = ["bare_results_at_once", "bare_transfers"]

_numbers = itertools.count(time.monotonic_ns())
_COMMAND = {
    "name": "imagine",
    "description": "Draw a picture",
    "type": 1,
    "options": [
        {"name": "prompt", "description": "What", "type": 3, "required": True},
        {"name": "size", "description": "Size", "type": 3},
        {"name": "quality", "description": "Quality", "type": 3},
        {"name": "count", "description": "Count", "type": 4},
    ],
}


async def bare_transfers(generator: GeneratorProcess, *, count: int, size: int) -> float:
    """Time ``count`` parallel downloads and one upload of all files, in seconds, on open connections."""
    environment = await generator.call("environment")
    async with _open_session() as session:
        result = await _finished_result(session, environment, count, size)
        urls = await _image_urls(session, environment, result)
        (reply_url,) = await _deferred_replies(session, generator, environment, 1)
        # Open the connections first.
        await asyncio.gather(*(_get(session, url) for url in urls))
        start = time.perf_counter()
        await _post(session, reply_url, await asyncio.gather(*(_get(session, url) for url in urls)))
        return time.perf_counter() - start


async def bare_results_at_once(generator: GeneratorProcess, *, jobs: int, size: int) -> list[float]:
    """Time the results of ``jobs`` with one image each, all read, downloaded and uploaded at once.

    Returns the seconds from the common start to the end of each upload.
    """
    environment = await generator.call("environment")
    async with _open_session() as session:
        reply_urls = await _deferred_replies(session, generator, environment, jobs)
        results = await asyncio.gather(
            *(_finished_result(session, environment, 1, size) for _ in range(jobs))
        )
        start = time.perf_counter()

        async def post(result: str, reply_url: str) -> float:
            (url,) = await _image_urls(session, environment, result)
            await _post(session, reply_url, [await _get(session, url)])
            return time.perf_counter() - start

        return await asyncio.gather(*map(post, results, reply_urls))


def _open_session() -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(limit=0)
    return aiohttp.ClientSession(headers={"User-Agent": "wire"}, connector=connector)


async def _post(session: aiohttp.ClientSession, reply_url: str, images: Sequence[bytes]) -> None:
    form = aiohttp.FormData()
    listed = [{"id": number, "filename": f"{number}.png"} for number in range(len(images))]
    form.add_field("payload_json", json.dumps({"content": "Done.", "attachments": listed}))
    for number, image in enumerate(images):
        form.add_field(f"files[{number}]", image, filename=f"{number}.png")
    async with session.patch(reply_url, data=form) as response:
        response.raise_for_status()
        await response.read()


async def _get(session: aiohttp.ClientSession, url: str) -> bytes:
    async with session.get(url) as response:
        response.raise_for_status()
        return await response.read()


async def _finished_result(
    session: aiohttp.ClientSession, environment: Mapping[str, str], count: int, size: int
) -> str:
    """Let fal draw images; return the URL of the result."""
    body: dict[str, Any] = {
        "prompt": prompt_for(next(_numbers), size),
        "size": "1024x1024",
        "quality": "low",
        "num_images": count,
        "safety_tolerance": 2,
    }
    url = f"{environment['FAL_QUEUE_URL']}/fal-ai/gpt-image-2"
    async with session.post(url, json=body, headers=_key(environment)) as response:
        submitted = await response.json()
    while True:
        async with session.get(submitted["response_url"], headers=_key(environment)) as response:
            if response.status == 200:
                return str(submitted["response_url"])
        await asyncio.sleep(0.1)


async def _image_urls(
    session: aiohttp.ClientSession, environment: Mapping[str, str], result: str
) -> list[str]:
    async with session.get(result, headers=_key(environment)) as response:
        response.raise_for_status()
        return [image["url"] for image in (await response.json())["images"]]


def _key(environment: Mapping[str, str]) -> dict[str, str]:
    return {"Authorization": f"Key {environment['FAL_KEY']}"}


async def _deferred_replies(
    session: aiohttp.ClientSession, generator: GeneratorProcess, environment: Mapping[str, str], count: int
) -> list[str]:
    """Create deferred replies and return their URLs."""
    api, bot = environment["DISCORD_API_URL"], {"Authorization": f"Bot {environment['DISCORD_TOKEN']}"}
    async with session.get(f"{api}/users/@me", headers=bot) as response:
        application = (await response.json())["id"]
    async with session.put(
        f"{api}/applications/{application}/commands", json=[_COMMAND], headers=bot
    ) as response:
        response.raise_for_status()
    urls = []
    for _ in range(count):
        interaction = await generator.call("interaction")
        callback = f"{api}/interactions/{interaction['id']}/{interaction['token']}/callback"
        async with session.post(callback, json={"type": 5}) as response:
            response.raise_for_status()
        urls.append(f"{api}/webhooks/{application}/{interaction['token']}/messages/@original")
    return urls
