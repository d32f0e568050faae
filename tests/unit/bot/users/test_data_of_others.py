"""Other users' data is left out of an export, and is erased with its owner's."""

import pytest
from sqlalchemy import insert, select

from bot.db.data_export import read_rows
from bot.db.jobs import SqlJobStore
from bot.db.results import SqlResultStore
from bot.db.schema import generations, sent_notices
from bot.db.shares import SqlShareStore
from bot.db.users import SqlPersonalDataStore
from tests.unit.bot.factories import DAY, Place, render

MODERATOR, MEMBER = 70_000_000_000_000_001, 70_000_000_000_000_002


@pytest.fixture
def place(database, manual_clock):
    return Place(SqlJobStore(database, manual_clock))


async def _delivered(place, **values):
    job = await render(place.store, (await place(user_id=MEMBER, **values)).id)
    return await place.store.finish_delivered(job.id, message_id=7, channel_id=3, delivered=1)


async def test_the_export_of_a_moderator_omits_the_prompts_of_removed_pictures(database, manual_clock, place):
    job = await _delivered(place)
    await SqlResultStore(database, manual_clock).mark_deleted(job.id, by=MODERATOR)
    pages = [page async for page in read_rows(database, generations, MODERATOR)]

    ((row,),) = pages
    assert row["id"] == job.id
    assert row["deleted_by"] == str(MODERATOR)
    assert "deleted_at" in row
    assert not {"prompt", "pictures", "user_id", "request_id", "message_id"} & set(row)


async def test_an_erased_moderator_is_not_named_by_requests_they_canceled(database, manual_clock, place):
    job = await place(user_id=MEMBER)
    await place.store.request_cancel(job.id, MODERATOR)
    await place.store.record_notified(job.id)
    await SqlPersonalDataStore(database, manual_clock).erase(MODERATOR, day=DAY.day)

    async with database.read() as connection:
        (row,) = (await connection.execute(select(generations))).mappings()
    assert str(MODERATOR) not in str(dict(row))
    assert row["state"] == "cancelled"
    assert row["reason"] == "cancelled"


async def test_an_erased_shared_picture_is_no_longer_searched(database, manual_clock, place):
    job = await _delivered(place)
    async with database.write() as connection:
        await connection.execute(generations.update().values(private=1))
    shares = SqlShareStore(database, manual_clock)
    await shares.begin(job.id)
    await shares.complete(job.id, 8, covered=False)
    await SqlPersonalDataStore(database, manual_clock).erase(MEMBER, day=DAY.day)

    assert await shares.pending() == []


async def test_a_deleted_result_is_not_shared(database, manual_clock, place):
    job = await _delivered(place)
    async with database.write() as connection:
        await connection.execute(generations.update().values(private=1))
    shares = SqlShareStore(database, manual_clock)
    assert await shares.begin(job.id)
    await SqlResultStore(database, manual_clock).mark_deleted(job.id, by=MEMBER)

    assert not await shares.complete(job.id, 8, covered=False)
    assert not await shares.begin(job.id)
    assert (await place.store.get(job.id)).shared_message_id is None


async def test_notices_about_a_member_are_erased_with_the_member(database, manual_clock):
    async with database.write() as connection:
        notices = ((1, MEMBER), (2, MEMBER), (1, MODERATOR))
        rows = [{"name": "cooldown", "guild_id": g, "user_id": u, "sent_ms": 1} for g, u in notices]
        await connection.execute(insert(sent_notices), rows)
    await SqlPersonalDataStore(database, manual_clock).erase(MEMBER, day=DAY.day)

    async with database.read() as connection:
        assert (await connection.scalars(select(sent_notices.c.user_id))).all() == [MODERATOR]
