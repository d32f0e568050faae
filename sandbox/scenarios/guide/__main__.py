"""Guide command: ``python -m sandbox.scenarios.guide [FOLDER]`` writes the guide's pictures."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from bot.logging import set_up_logging
from sandbox.scenarios.guide import play_all
from sandbox.scenarios.guide.browser import NO_BROWSER, find_chromium

__all__: list[str] = []


def main() -> None:
    """Write the pictures (by default to ``docs/guide``) and report their total size."""
    if find_chromium() is None:
        sys.exit(NO_BROWSER)
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/guide")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as state, (Path(state) / "bot.log").open("w", encoding="utf-8") as log:
        set_up_logging(level="WARNING", form="console", stream=log)
        asyncio.run(play_all(Path(state), folder))
    sizes = [path.stat().st_size for path in folder.iterdir()]
    sys.stdout.write(f"{len(sizes)} pictures in {folder}, {sum(sizes) // 1000} kB\n")


if __name__ == "__main__":
    main()
