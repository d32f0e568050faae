"""Off switches: without a tuning module the bot behaves the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import discord
import pytest
from sqlalchemy import delete

from bot.clock import SyncedClock, SystemClock
from bot.db.engine import open_database
from bot.db.migrate import migrate
from bot.db.notices import SqlNoticeStore
from bot.db.schema import sent_notices
from bot.discord.client import EaselBot
from bot.tuning import is_enabled
from bot.tuning.guild_cache import CompactConnectionState
from bot.tuning.lazy_fluent import Language
from bot.tuning.sqlite_inline import InlineConnection
from config import Settings

SOURCES = (
    "plain = A line\n",
    "greeting = Hello { $name }, { plain }\ncount = { $n ->\n    [one] one picture\n   *[other] { $n } pictures\n}\n",
)


_CERTIFICATES = """
import ssl
from bot.tuning.lean_imports import import_lean
import_lean()
from aiohttp import connector
contexts = (ssl.create_default_context(), connector._SSL_CONTEXT_VERIFIED, connector._SSL_CONTEXT_UNVERIFIED)
print(*(context.cert_store_stats()["x509_ca"] for context in contexts))
"""
_LEAN_IMPORTS = """
import sys
from bot.tuning.lean_imports import import_lean
import_lean()
import bot.app
print(*("sqlalchemy.orm" in sys.modules, "rich" in sys.modules))
from sqlalchemy.ext.asyncio.session import AsyncSession
from sqlalchemy.orm import Session
from rich.console import Console
from click import Command
assert AsyncSession.sync_session_class is Session
"""


def _client() -> EaselBot:
    settings = Settings.model_validate({"discord_token": "token", "fal_key": "key"})
    return EaselBot(settings=settings, clock=SyncedClock(SystemClock()))


def test_every_module_is_on_unless_turned_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EASEL_TUNING_OFF", "guild_cache, lazy_fluent")

    assert not is_enabled("guild_cache")
    assert not is_enabled("lazy_fluent")
    assert is_enabled("spooled_upload")


async def test_without_inline_sqlite_a_transaction_commits_and_rolls_back_alike(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EASEL_TUNING_OFF", "sqlite_inline")
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'easel.db'}") as database:
        await migrate(database)
        notices = SqlNoticeStore(database, SystemClock())
        assert await notices.claim("once")
        assert not await notices.claim("once")
        with pytest.raises(RuntimeError):
            async with database.write() as connection:
                await connection.execute(delete(sent_notices))
                raise RuntimeError
        async with database.read() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            assert not isinstance(driver, InlineConnection)
        assert not await notices.claim("once")


async def test_without_the_guild_cache_the_client_uses_the_state_of_discord_py(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tuned = _client()
    monkeypatch.setenv("EASEL_TUNING_OFF", "all")
    plain = _client()

    assert isinstance(tuned._connection, CompactConnectionState)
    assert type(plain._connection) is discord.state.AutoShardedConnectionState


@pytest.mark.parametrize("turned_off", ["", "lazy_fluent"])
def test_messages_are_the_same_with_and_without_lazy_parsing(
    turned_off: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EASEL_TUNING_OFF", turned_off)
    language = Language("en-US", SOURCES)

    assert language.has("greeting")
    assert language.format("plain", {}) == "A line"
    assert language.format("greeting", {"name": "Ada"}) == "Hello Ada, A line"
    assert language.format("count", {"n": 3}) == "3 pictures"
    assert bool(language._plain) is not bool(turned_off)


@pytest.mark.parametrize(("turned_off", "imported"), [("", "False False"), ("lean_imports", "True True")])
def test_parts_left_out_at_start_can_be_imported_later(
    turned_off: str, imported: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EASEL_TUNING_OFF", turned_off)

    done = subprocess.run([sys.executable, "-c", _LEAN_IMPORTS], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == imported


@pytest.mark.parametrize(("turned_off", "loaded"), [("", "0"), ("lean_imports", "the same")])
def test_only_connections_that_verify_certificates_load_them(
    turned_off: str, loaded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EASEL_TUNING_OFF", turned_off)

    done = subprocess.run([sys.executable, "-c", _CERTIFICATES], capture_output=True, text=True, check=True)

    default, verified, unverified = done.stdout.split()
    assert verified == default
    assert unverified == (default if loaded == "the same" else loaded)
