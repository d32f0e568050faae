"""Bare transfers: the same bytes from fal's file host to Discord, without a bot."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import aiohttp

from benchmarks.processes import GeneratorProcess
from benchmarks.sized_images import prompt_for

__all__ = ["bare_transfers"]

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
    api, fal = environment["DISCORD_API_URL"], environment["FAL_QUEUE_URL"]
    async with aiohttp.ClientSession(headers={"User-Agent": "wire"}) as session:
        urls = await _finished_images(session, fal, environment["FAL_KEY"], count, size)
        reply_url = await _deferred_reply(session, generator, api, environment["DISCORD_TOKEN"])
        # Open the connections first.
        await asyncio.gather(*(_get(session, url) for url in urls))
        start = time.perf_counter()
        images = await asyncio.gather(*(_get(session, url) for url in urls))
        form = aiohttp.FormData()
        listed = [{"id": number, "filename": f"{number}.png"} for number in range(count)]
        form.add_field("payload_json", json.dumps({"content": "Done.", "attachments": listed}))
        for number, image in enumerate(images):
            form.add_field(f"files[{number}]", image, filename=f"{number}.png")
        async with session.patch(reply_url, data=form) as response:
            response.raise_for_status()
            await response.read()
        return time.perf_counter() - start


async def _get(session: aiohttp.ClientSession, url: str) -> bytes:
    async with session.get(url) as response:
        response.raise_for_status()
        return await response.read()


async def _finished_images(
    session: aiohttp.ClientSession, fal: str, key: str, count: int, size: int
) -> list[str]:
    headers = {"Authorization": f"Key {key}"}
    body: dict[str, Any] = {
        "prompt": prompt_for(time.monotonic_ns(), size),
        "size": "1024x1024",
        "quality": "low",
        "num_images": count,
        "safety_tolerance": 2,
    }
    async with session.post(f"{fal}/fal-ai/gpt-image-2", json=body, headers=headers) as response:
        submitted = await response.json()
    while True:
        async with session.get(submitted["response_url"], headers=headers) as response:
            if response.status == 200:
                return [image["url"] for image in (await response.json())["images"]]
        await asyncio.sleep(0.1)


async def _deferred_reply(
    session: aiohttp.ClientSession, generator: GeneratorProcess, api: str, token: str
) -> str:
    """Create a deferred reply and return its URL."""
    async with session.get(f"{api}/users/@me", headers={"Authorization": f"Bot {token}"}) as response:
        application = (await response.json())["id"]
    async with session.put(
        f"{api}/applications/{application}/commands",
        json=[_COMMAND],
        headers={"Authorization": f"Bot {token}"},
    ) as response:
        response.raise_for_status()
    interaction = await generator.call("interaction")
    callback = f"{api}/interactions/{interaction['id']}/{interaction['token']}/callback"
    async with session.post(callback, json={"type": 5}) as response:
        response.raise_for_status()
    return f"{api}/webhooks/{application}/{interaction['token']}/messages/@original"
