"""Event-loop lag while Easel re-encodes 2048 x 2048 images."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from pathlib import Path

from benchmarks.results import percentile
from bot.images import ImageWorkers, Picture, fit_to_limit
from sandbox.fal.artist import FixedSizeArtist

__all__ = ["main"]

_TICK = 0.001
_IMAGES = 4
_ROUNDS = 3
_BYTES = 12_000_000


async def _measure(folder: Path) -> dict[str, list[float]]:
    path = folder / "0.png"
    path.write_bytes(FixedSizeArtist(_BYTES).draw("", 2048, 2048, "high", 0))
    pictures = []
    for index in range(_IMAGES):
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
    with ImageWorkers() as workers:
        for _ in range(_ROUNDS):
            lags: list[float] = []
            ticker = asyncio.create_task(_tick(lags))
            await fit_to_limit(pictures, file_limit=10_000_000, total_limit=24_000_000, workers=workers)
            ticker.cancel()
            found["p99_ms"].append(1000 * percentile(lags, 0.99))
            found["max_ms"].append(1000 * max(lags))
    return found


async def _tick(lags: list[float]) -> None:
    while True:
        due = time.perf_counter() + _TICK
        await asyncio.sleep(_TICK)
        lags.append(max(0.0, time.perf_counter() - due))


def main() -> None:
    """Print the lag as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(asyncio.run(_measure(Path(folder)))))


if __name__ == "__main__":
    main()
