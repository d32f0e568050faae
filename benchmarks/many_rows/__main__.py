"""Command line: ``python -m benchmarks.many_rows`` fills databases with millions of rows and measures every query."""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from pathlib import Path

from benchmarks.many_rows.load import load
from benchmarks.many_rows.measure import Measured, measure
from benchmarks.many_rows.report import render
from benchmarks.many_rows.rows import Size
from benchmarks.postgresql import SERVER, kept_database

_NAME = "easel_benchmark"


def main() -> None:
    """Measure both engines and print the tables."""
    parser = argparse.ArgumentParser(prog="benchmarks.many_rows", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="share of 2 million jobs (default: 1)")
    parser.add_argument("--engine", action="append", choices=("sqlite", "postgresql"), help="default: both")
    parser.add_argument(
        "--keep", type=Path, metavar="FILE", help="keep the SQLite database, or use an earlier one"
    )
    parser.add_argument("--load-only", action="store_true", help="fill the databases only")
    options = parser.parse_args()
    size = Size().scaled(options.scale)
    engines = options.engine or ["sqlite", *(["postgresql"] if SERVER in os.environ else [])]
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for engine in engines:
            path = (options.keep or Path(folder, "easel.db")) if engine == "sqlite" else None
            exists = path is not None and path.exists()
            found[engine] = asyncio.run(_run(path, size, exists=exists, measured=not options.load_only))
    if not options.load_only:
        print(render(found, size))


async def _run(path: Path | None, size: Size, *, exists: bool, measured: bool) -> Measured:
    """Fill and measure the SQLite database at ``path``, or else the server's."""
    url, engine = f"sqlite+aiosqlite:///{path}", "SQLite"
    if path is None:
        engine = "PostgreSQL"
        url, exists = await kept_database(_NAME)
    if not exists:
        print(f"{engine}: loading {size.jobs:,} jobs ...", flush=True)
        await load(url, size)
    return await measure(url, size) if measured else Measured()


if __name__ == "__main__":
    main()
