"""Personal data: everything stored about a user is exported and erased, compared with the tables."""

import json
import re
import zipfile
from contextlib import asynccontextmanager
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import BigInteger, event, insert, select, update

from bot.db import data_erasure
from bot.db.data_erasure import erase, purge_temporary, read_erased_use
from bot.db.data_export import NOT_PERSONAL, PERSON_COLUMNS, count_rows, read_rows
from bot.db.integrity import find_mismatches
from bot.db.jobs import SqlJobStore
from bot.db.ledger import grant, lock_user_rows
from bot.db.policy_refusals import MEMORY_MS, read_refusals
from bot.db.schema import blocks, counters, generations, ledger, limits, metadata, policy_refusals, reactions
from bot.db.users import SqlPersonalDataStore
from bot.errors import RefusedError
from bot.quota.models import Account
from bot.users.personal_data import PersonalDataService
from tests.unit.bot.factories import DAY, Place, make_new_job, make_origin, make_request, quota_day, render

PERSON = 70_000_000_000_000_001
OTHER = 70_000_000_000_000_002
NAMED_AFTER_PEOPLE = re.compile(r"(user|actor|target|reporter|member|owner|editor|operator)_id|.*_by")
# What stays under a person's id when they are erased, and why it must.
STAYS = {
    ("blocks", "user_id"),  # a decision about them
    ("limits", "target_id"),  # likewise
    ("edit_opt_outs", "user_id"),  # their own decision, which erasing must not revoke
    ("erased_use", "user_id"),  # until the day is over
    ("policy_refusals", "user_id"),  # for six hours: erasing must not end a cooldown
    ("reactions", "user_id"),  # for two days: they are looked at again after an absence
}


@pytest.fixture
def store(database, manual_clock):
    return SqlJobStore(database, manual_clock)


def _service(database, clock):
    return PersonalDataService(SqlPersonalDataStore(database, clock), clock, zone=ZoneInfo("UTC"))


def _filled(table, n):
    """A row about :data:`PERSON` with something in every column."""
    row = {}
    for column in table.columns:
        if column.name in PERSON_COLUMNS[table]:
            row[column.name] = PERSON
        elif column.name in {"target_kind", "kind"} and "target_id" in table.c:
            row[column.name] = "member"
        elif column.type.python_type in {int, float}:
            row[column.name] = 1 + n
        else:
            row[column.name] = f"{n}"
    known = {"state": "delivered", "told": 1, "scope": "granted", "day": "", "locale": "de"}
    return row | {name: value for name, value in known.items() if name in row}


async def _fill(database):
    async with database.write() as connection:
        for n, table in enumerate(PERSON_COLUMNS):
            await connection.execute(insert(table).values(_filled(table, n)))


def test_every_table_is_classified_as_personal_or_not():
    assert set(PERSON_COLUMNS) | NOT_PERSONAL == set(metadata.tables.values())
    assert not set(PERSON_COLUMNS) & NOT_PERSONAL


def test_every_column_that_names_a_person_is_known():
    named = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, BigInteger) and NAMED_AFTER_PEOPLE.fullmatch(column.name)
    }

    assert named == {(table.name, name) for table, names in PERSON_COLUMNS.items() for name in names}


async def test_every_table_about_people_is_in_the_export(database, manual_clock, tmp_path):
    await _fill(database)
    service = _service(database, manual_clock)
    async with service.export(PERSON, max_bytes=10_000_000, readme=lambda export: "read") as export:
        with zipfile.ZipFile(export.path) as archive:
            found = {name: json.loads(archive.read(name)) for name in archive.namelist() if "json" in name}

    assert set(found) == {f"{table.name}.json" for table in PERSON_COLUMNS}
    assert all(len(rows) == 1 for rows in found.values())
    assert not export.path.exists()


async def test_erasing_reaches_every_column_that_names_a_person(database):
    await _fill(database)
    async with database.write() as connection:
        await lock_user_rows(connection, PERSON)
        await erase(connection, PERSON, -5, day=DAY.day, at_ms=10)

    left = set()
    async with database.read() as connection:
        for table, names in PERSON_COLUMNS.items():
            for name in names:
                if (await connection.execute(select(table).where(table.c[name] == PERSON))).first():
                    left.add((table.name, name))
    assert left == STAYS


async def test_the_ledger_is_consistent_after_erasure_and_granted_credits_are_removed(database, store):
    place = Place(store)
    for guild_id in (1, 2):
        job = await render(store, (await place(unit=5, user_id=PERSON, guild_id=guild_id)).id)
        await store.finish_delivered(job.id, message_id=guild_id, channel_id=3, delivered=1)
    async with database.write() as connection:
        await lock_user_rows(connection, PERSON)
        await erase(connection, PERSON, -5, day=DAY.day, at_ms=10)

    async with database.read() as connection:
        assert await find_mismatches(connection) == []
        assert {row.user_id for row in await connection.execute(select(ledger))} == {-5}
        assert await read_erased_use(connection, Account(guild_id=1, user_id=PERSON), DAY.day) == 5


async def test_erasure_does_not_reset_the_usage_of_the_day(database, store):
    place = Place(store)
    for number in range(2):
        job = await render(store, (await place(unit=5, daily=12, user_id=PERSON)).id)
        await store.finish_delivered(job.id, message_id=number, channel_id=3, delivered=1)
        async with database.write() as connection:
            await lock_user_rows(connection, PERSON)
            await erase(connection, PERSON, -5 - number, day=DAY.day, at_ms=10)

    with pytest.raises(RefusedError, match="refused-quota") as refused:
        await place(unit=5, daily=12, user_id=PERSON)
    assert refused.value.values["left"] == 2
    await purge_temporary(database, day="2027-01-16", at_ms=0)
    async with database.read() as connection:
        assert await read_erased_use(connection, Account(guild_id=1, user_id=PERSON), DAY.day) == 0
        assert await find_mismatches(connection) == []


async def test_an_open_request_prevents_erasure(database, store, manual_clock):
    job = await Place(store)(user_id=PERSON)

    with pytest.raises(RefusedError) as refused:
        await _service(database, manual_clock).erase(PERSON)
    assert refused.value.values["count"] == 1
    assert (await store.get(job.id)).user_id == PERSON


async def test_rows_beyond_the_size_limit_are_dropped_oldest_first_and_counted(database, store, manual_clock):
    job = await Place(store)(user_id=PERSON)
    async with database.write() as connection:
        row = dict((await connection.execute(select(generations))).mappings().one())
        rows = [
            row | {"id": f"n{n:04}", "cause": f"c{n}", "created_ms": n, "prompt": f"{n:04} " + "x" * 200}
            for n in range(1200)
        ]
        await connection.execute(insert(generations), rows)
        await connection.execute(update(generations).where(generations.c.id == job.id).values(created_ms=0))
    told = []
    service = _service(database, manual_clock)
    async with service.export(PERSON, max_bytes=600_000, readme=lambda e: told.append(e) or "read") as export:
        size = export.path.stat().st_size
        with zipfile.ZipFile(export.path) as archive:
            kept = json.loads(archive.read("generations.json"))

    assert size <= 600_000
    assert told == [export]
    assert 0 < len(kept) < 1201
    assert export.left_out["generations"] == 1201 - len(kept)
    assert [row["prompt"][:4] for row in kept[:2]] == ["1199", "1198"]


async def test_pages_contain_every_row_once_even_with_equal_times(database):
    async with database.write() as connection:
        rows = [{"message_id": n, "user_id": PERSON, "at_ms": 7} for n in range(1203)]
        await connection.execute(insert(reactions), [*rows, {"message_id": 1, "user_id": OTHER, "at_ms": 7}])
    found = [row async for page in read_rows(database, reactions, PERSON) for row in page]

    assert sorted(int(row["message_id"]) for row in found) == list(range(1203))
    assert await count_rows(database, reactions, PERSON) == 1203


async def test_settings_for_a_role_with_the_same_id_are_not_personal_data(database):
    async with database.write() as connection:
        role = {"guild_id": 1, "kind": "role", "target_id": PERSON, "credits": 5}
        await connection.execute(insert(limits).values(role))
        mine = {"guild_id": 1, "user_id": OTHER, "actor_id": PERSON, "at_ms": 1}
        await connection.execute(insert(blocks).values(mine))

    assert await count_rows(database, limits, PERSON) == 0
    (page,) = [page async for page in read_rows(database, blocks, PERSON)]
    # Whom one has blocked is part of one's own act.
    assert page[0]["user_id"] == str(OTHER)


async def test_policy_refusals_survive_an_erasure_while_they_count(database, store, manual_clock):
    place, refused = Place(store), []
    for _ in range(2):
        # Erased after each: what the first left is not lost by the second.
        for guild_id in (1, 2):
            job = await place(user_id=PERSON, guild_id=guild_id)
            await store.finish_failed(job.id, reason="fal-policy")
            await store.record_notified(job.id)
        refused.append(manual_clock.now())
        await _service(database, manual_clock).erase(PERSON)
        await manual_clock.advance(60)
    async with database.read() as connection:
        now_ms = round(manual_clock.now() * 1000)
        kept = await read_refusals(connection, 1, PERSON, now_ms=now_ms)
        others = await read_refusals(connection, 1, OTHER, now_ms=now_ms)
    late = round(refused[-1] * 1000) + MEMORY_MS + 1
    await purge_temporary(database, day=DAY.day, at_ms=late - 2)
    before = await count_rows(database, policy_refusals, PERSON)
    await purge_temporary(database, day=DAY.day, at_ms=late)

    assert sorted(kept) == refused
    assert list(others) == []
    assert (before, await count_rows(database, policy_refusals, PERSON)) == (2, 0)


@pytest.mark.parametrize("repeats", [True, False])
async def test_erasure_reaches_the_users_prompts_in_repeats_by_others(database, store, repeats):
    async def drawn(user_id, prompt, parent_id=None):
        request, origin = make_request(prompt=prompt), make_origin(user_id=user_id, parent_id=parent_id)
        job = await render(store, (await store.create(request, origin, make_new_job())).id)
        await store.finish_delivered(job.id, message_id=int(job.id[1:]), channel_id=3, delivered=1)
        return job.id

    own = await drawn(PERSON, "a secret garden")
    repeat = await drawn(20, "a secret garden", own)
    again = await drawn(21, "a secret garden", repeat)
    changed = await drawn(20, "a secret garden at night", own)
    same = await drawn(22, "a secret garden")
    theirs = await drawn(20, "a red kite")
    await drawn(PERSON, "a red kite", theirs)
    theirs_again = await drawn(21, "a red kite", theirs)
    async with database.write() as connection:
        await lock_user_rows(connection, PERSON)
        await erase(connection, PERSON, -5, day=DAY.day, at_ms=10, repeats=repeats)

    left = {job_id: (await store.get(job_id)).prompt for job_id in (repeat, again, changed, same)}
    kept = "" if repeats else "a secret garden"
    assert left == {
        repeat: kept,
        again: kept,
        changed: "a secret garden at night",
        same: "a secret garden",
    }
    assert (await store.get(theirs)).prompt == (await store.get(theirs_again)).prompt == "a red kite"


@pytest.mark.parametrize(("daily", "credits"), [(5, 7), (3, 12)], ids=["bonus left", "bonus spent"])
async def test_what_is_past_is_erased_in_batches_that_keep_the_books(
    database, store, manual_clock, monkeypatch, daily, credits
):
    """Reservations wait for the last transaction only, which contains today."""
    monkeypatch.setattr(data_erasure, "_BATCH", 2)
    monkeypatch.setattr(data_erasure, "_DAYS", 1)
    place, bonus = Place(store), {"credits": credits, "actor_id": OTHER, "at_ms": 1}
    async with database.write() as connection:
        await grant(connection, Account(guild_id=1, user_id=PERSON), day=quota_day(0).day, **bonus)
        await grant(
            connection, Account(guild_id=1, user_id=OTHER), day=DAY.day, **bonus | {"actor_id": PERSON}
        )
    for number in range(6):
        job = await place(unit=5, daily=daily, user_id=PERSON, period=quota_day(number))
        await render(store, job.id)
        await store.finish_delivered(job.id, message_id=number, channel_id=1, delivered=1)
        manual_clock.jump(24 * 3600)
    manual_clock.jump(3 * 24 * 3600)
    recent = await place(unit=5, user_id=PERSON, period=quota_day(9))
    await store.finish_failed(recent.id, reason="deadline")
    await store.record_notified(recent.id)

    changed = _rows_by_transaction(database, monkeypatch)
    erased = await _service(database, manual_clock).erase(PERSON)

    assert erased.generations == 7
    *batches, (last, mismatches) = changed
    assert [found for found in (*(found for _, found in batches), mismatches) if found] == []
    # Six jobs, six days with three rows each, the grant, and the grant to another user.
    assert sum(rows for rows, _ in batches) == 6 + 6 * 3 + 1 + 1
    assert max(rows for rows, _ in batches) <= 4
    # Three rows of today, the counter of bonus credits, the job, and an entry for each day on which they moved.
    assert last == 3 + 1 + 1 + (1 if credits == 7 else 6)
    async with database.read() as connection:
        left = await connection.execute(select(generations.c.user_id, generations.c.prompt).distinct())
        assert [prompt for _, prompt in left] == [""]
        for column in (generations.c.user_id, ledger.c.user_id, ledger.c.actor_id, counters.c.user_id):
            assert await connection.scalar(select(column).where(column == PERSON)) is None


def _rows_by_transaction(database, monkeypatch):
    """The rows that each write transaction updates from now on, and the wrong counters after it."""
    ended, write = [], database.write

    @asynccontextmanager
    async def counted(**options):
        rows = []

        def note(_connection, cursor, statement, *_):
            if statement.startswith("UPDATE"):
                rows.append(cursor.rowcount)

        for engine in database.sync_engines:
            event.listen(engine, "after_cursor_execute", note)
        try:
            async with write(**options) as connection:
                yield connection
        finally:
            for engine in database.sync_engines:
                event.remove(engine, "after_cursor_execute", note)
        async with database.read() as connection:
            ended.append((sum(rows), await find_mismatches(connection)))

    monkeypatch.setattr(database, "write", counted)
    return ended
