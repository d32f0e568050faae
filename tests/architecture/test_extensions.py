"""Extensions as discord.py loads them: every module runs once, so every class exists once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import ROOT

# In a process of its own: other tests have loaded the extensions before.
_SCRIPT = """
import asyncio, gc, json, sys
from collections import Counter
from importlib.machinery import SourceFileLoader

runs = Counter()
execute = SourceFileLoader.exec_module

def counted(self, module):
    runs[module.__name__] += 1
    execute(self, module)

SourceFileLoader.exec_module = counted

from bot.app import open_app
from config import Settings

async def load():
    settings = Settings(discord_token="x", fal_key="x", database_url=sys.argv[1], spool_dir=sys.argv[2])
    async with open_app(settings) as app:
        import cogs
        for extension in cogs.EXTENSIONS:
            await app.bot.load_extension(extension)
        # A dataclass with slots replaces the class it was made from, which has none.
        classes = Counter(
            (f"{found.__module__}.{found.__qualname__}", "__slots__" in vars(found))
            for found in gc.get_objects()
            if isinstance(found, type) and str(found.__module__).split(".")[0] in {"bot", "cogs", "config"}
        )
        return classes, set(cogs.EXTENSIONS)

classes, extensions = asyncio.run(load())
print(json.dumps({
    "classes": len(classes),
    "twice": [name for (name, _), count in classes.items() if count > 1 and "<locals>" not in name],
    "extensions": sorted(extensions),
    "runs": {name: runs[name] for name in extensions},
}))
"""


def test_no_extension_runs_twice_and_no_class_exists_twice(tmp_path: Path) -> None:
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            _SCRIPT,
            f"sqlite+aiosqlite:///{tmp_path / 'easel.db'}",
            str(tmp_path / "spool"),
        ],
        check=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    found = json.loads(loaded.stdout.splitlines()[-1])
    assert found["classes"] > 100
    assert found["runs"] == dict.fromkeys(found["extensions"], 1)
    assert found["twice"] == []
