"""How late the event loop is while Easel's own code makes 2048 x 2048 pictures smaller."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.book import percentile
from bot.images import Picture, fit_to_limit
from sandbox.fal.artist import FixedSizeArtist

__all__ = ["main"]

_TICK = 0.001
_PICTURES = 4
_TURNS = 3
_WEIGHT = 12_000_000


async def _measure(folder: Path) -> dict[str, list[float]]:
    path = folder / "0.png"
    path.write_bytes(FixedSizeArtist(_WEIGHT).draw("", 2048, 2048, "high", 0))
    pictures = []
    for index in range(_PICTURES):
        copy = folder / f"{index}.png"
        copy.write_bytes(path.read_bytes())
        pictures.append(
            Picture(
                index=index,
                path=copy,
                media_type="image/png",
                width=2048,
                height=2048,
                size_bytes=copy.stat().st_size,
            )
        )
    found: dict[str, list[float]] = {"p99_ms": [], "max_ms": []}
    with ThreadPoolExecutor(2) as workers:
        for _ in range(_TURNS):
            late: list[float] = []
            ticking = asyncio.create_task(_tick(late))
            await fit_to_limit(pictures, file_limit=10_000_000, total_limit=24_000_000, workers=workers)
            ticking.cancel()
            found["p99_ms"].append(1000 * percentile(late, 0.99))
            found["max_ms"].append(1000 * max(late))
    return found


async def _tick(late: list[float]) -> None:
    while True:
        due = time.perf_counter() + _TICK
        await asyncio.sleep(_TICK)
        late.append(max(0.0, time.perf_counter() - due))


def main() -> None:
    """Print the lag as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(asyncio.run(_measure(Path(folder)))))


if __name__ == "__main__":
    main()
