"""Migrations: from an empty database to the current tables and back, and refusal of newer databases."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

import bot.db.migrate as migration
import bot.db.migrations.indexes as indexes
from bot.db.engine import Database, open_database
from bot.db.migrate import HEAD, known_revisions, migrate
from bot.db.schema import metadata
from bot.errors import StartupError
from tests.unit.bot.children import python
from tests.unit.bot.factories import Place

SCRIPTS = Path(migration.__file__).parent / "migrations"


class PowerCutError(Exception):
    """Ends a migration before its commit."""


def script_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config


def differences(connection: Connection) -> list[object]:
    """What Alembic would change to get from the database to the declared tables."""
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "compare_server_default": True}
    )
    return list(compare_metadata(context, metadata))


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def checks(connection: Connection) -> set[tuple[str, str]]:
    found = inspect(connection)
    return {(t, str(c["name"])) for t in tables(connection) for c in found.get_check_constraints(t)}


def test_head_is_the_newest_migration_of_a_linear_history() -> None:
    scripts = ScriptDirectory(str(SCRIPTS))

    assert scripts.get_heads() == [HEAD]
    assert HEAD in known_revisions()


async def test_migrations_of_an_empty_database_create_the_declared_tables(database_url: str) -> None:
    async with open_database(database_url) as database:
        assert await migrate(database) is True

        async with database.read() as connection:
            assert await connection.run_sync(differences) == []
            assert await connection.run_sync(tables) == set(metadata.tables)
            # Alembic does not compare checks; the one that keeps counters from going negative counts.
            assert await connection.run_sync(checks) == {("counters", "ck_counters_not_negative")}


async def test_repeating_a_migration_changes_nothing(database: Database, place: Place) -> None:
    job = await place()

    assert await migrate(database) is False

    assert await place.store.get(job.id) == job


async def test_two_processes_that_start_at_once_migrate_once(database_url: str) -> None:
    script = Path(__file__).with_name("migrating_process.py")

    with python(script, database_url) as first, python(script, database_url) as second:
        assert [line(first), line(second)] == ["ready", "ready"]
        for process in (first, second):
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        ends = [line(first), line(second)]

    assert ends == ["done", "done"]
    async with open_database(database_url) as database, database.read() as connection:
        assert await connection.run_sync(differences) == []


async def test_downgrading_leaves_nothing_and_upgrading_works_again(database: Database) -> None:
    async with database.write() as connection:
        await connection.run_sync(lambda c: command.downgrade(script_config(c), "base"))
    async with database.read() as connection:
        assert await connection.run_sync(tables) == set()

    assert await migrate(database) is True

    async with database.read() as connection:
        assert await connection.run_sync(differences) == []


@pytest.mark.parametrize("older", sorted(known_revisions() - {HEAD}))
async def test_every_older_database_is_upgraded_and_keeps_its_rows(
    database: Database, place: Place, older: str
) -> None:
    job = await place()
    async with database.write() as connection:
        await connection.run_sync(lambda c: command.downgrade(script_config(c), older))

    assert await migrate(database) is True

    async with database.read() as connection:
        assert await connection.run_sync(differences) == []
    assert await place.store.get(job.id) == job


async def test_a_newer_database_is_refused_with_one_line_and_unchanged(
    database: Database, place: Place
) -> None:
    job = await place()
    async with database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StartupError) as refusal:
        await migrate(database)

    line = str(refusal.value)
    assert line.startswith("DATABASE_URL: ")
    assert "9999" in line
    assert "newer" in line
    assert "\n" not in line
    assert await place.store.get(job.id) == job


async def test_a_migration_that_fails_is_completed_by_the_next_start(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(added: Sequence[indexes.NewIndex], _dropped: object) -> None:
        change(added[:1], [])
        raise PowerCutError

    change = indexes.change_indexes
    async with open_database(database_url) as database:
        with monkeypatch.context() as patch, pytest.raises(PowerCutError):
            # The scripts import it when they are read.
            patch.setattr(indexes, "change_indexes", break_off)
            await migrate(database)
        async with database.read() as connection:
            left = await connection.run_sync(lambda c: inspect(c).get_table_names())

        assert await migrate(database) is True
        async with database.read() as connection:
            assert await connection.run_sync(differences) == []
    # On PostgreSQL, what came before is kept.
    assert bool(left) == (database.dialect == "postgresql")
