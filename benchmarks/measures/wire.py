"""The bare transfers: the same bytes from the file host and to Discord, and nothing else."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import aiohttp

from benchmarks.processes import StageProcess
from benchmarks.weights import prompt_for

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


async def bare_transfers(stage: StageProcess, *, count: int, weight: int) -> float:
    """Seconds for ``count`` downloads side by side and one upload of them all, on open connections."""
    environment = await stage.do("environment")
    api, fal = environment["DISCORD_API_URL"], environment["FAL_QUEUE_URL"]
    async with aiohttp.ClientSession(headers={"User-Agent": "wire"}) as session:
        urls = await _finished_pictures(session, fal, environment["FAL_KEY"], count, weight)
        letter_url = await _deferred_reply(session, stage, api, environment["DISCORD_TOKEN"])
        # Once beforehand: this opens the connections.
        await asyncio.gather(*(_get(session, url) for url in urls))
        start = time.perf_counter()
        pictures = await asyncio.gather(*(_get(session, url) for url in urls))
        form = aiohttp.FormData()
        listed = [{"id": number, "filename": f"{number}.png"} for number in range(count)]
        form.add_field("payload_json", json.dumps({"content": "Done.", "attachments": listed}))
        for number, picture in enumerate(pictures):
            form.add_field(f"files[{number}]", picture, filename=f"{number}.png")
        async with session.patch(letter_url, data=form) as response:
            response.raise_for_status()
            await response.read()
        return time.perf_counter() - start


async def _get(session: aiohttp.ClientSession, url: str) -> bytes:
    async with session.get(url) as response:
        response.raise_for_status()
        return await response.read()


async def _finished_pictures(
    session: aiohttp.ClientSession, fal: str, key: str, count: int, weight: int
) -> list[str]:
    headers = {"Authorization": f"Key {key}"}
    order: dict[str, Any] = {
        "prompt": prompt_for(time.monotonic_ns(), weight),
        "size": "1024x1024",
        "quality": "low",
        "num_images": count,
        "safety_tolerance": 2,
    }
    async with session.post(f"{fal}/fal-ai/gpt-image-2", json=order, headers=headers) as response:
        taken = await response.json()
    while True:
        async with session.get(taken["response_url"], headers=headers) as response:
            if response.status == 200:
                return [image["url"] for image in (await response.json())["images"]]
        await asyncio.sleep(0.1)


async def _deferred_reply(session: aiohttp.ClientSession, stage: StageProcess, api: str, token: str) -> str:
    """The address of a reply that says "thinking…"."""
    async with session.get(f"{api}/users/@me", headers={"Authorization": f"Bot {token}"}) as response:
        application = (await response.json())["id"]
    async with session.put(
        f"{api}/applications/{application}/commands",
        json=[_COMMAND],
        headers={"Authorization": f"Bot {token}"},
    ) as response:
        response.raise_for_status()
    letter = await stage.do("letter")
    callback = f"{api}/interactions/{letter['id']}/{letter['token']}/callback"
    async with session.post(callback, json={"type": 5}) as response:
        response.raise_for_status()
    return f"{api}/webhooks/{application}/{letter['token']}/messages/@original"
