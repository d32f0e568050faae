"""``python -m sandbox.guide [FOLDER]``: play every scene and write its picture into ``docs/guide``."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from bot.logging import set_up_logging
from sandbox.guide.play import play_all

__all__: list[str] = []


def main() -> None:
    """Write the pictures, and say how large they are."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/guide")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as state:
        log = Path(state) / "bot.log"
        with log.open("w", encoding="utf-8") as stream:
            set_up_logging(level="WARNING", form="console", stream=stream)
            asyncio.run(play_all(Path(state), folder))
    total = sum(path.stat().st_size for path in folder.iterdir())
    sys.stdout.write(f"{len(list(folder.iterdir()))} pictures in {folder}, {total // 1000} kB\n")


if __name__ == "__main__":
    main()
