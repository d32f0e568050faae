"""Spending caps of a server: never exceeded, the lower one applies, and each warning is sent once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.audit.models import AdminActor
from bot.db.engine import Database, open_database
from bot.db.guild_settings import SqlGuildSettingsStore
from bot.db.jobs import SqlJobStore
from bot.db.notices import SqlNoticeStore
from bot.db.quota import SqlQuotaStore
from bot.errors import SpendingCapError
from bot.guilds.service import GuildService
from bot.guilds.settings import GuildSettings
from bot.quota.models import Spending, SpendingCaps
from bot.quota.periods import QuotaPeriod, period_at
from bot.quota.spending_caps import CapMonitor, effective_caps
from tests.clocks import ManualClock
from tests.unit.bot.factories import Place, quota_day
from tests.unit.bot.quota.ledger_invariants import problems

ADMIN = AdminActor(guild_id=1, user_id=99)
FREE = SpendingCaps(server=None, bot=None)
# The tests' calendar begins on the 15th of January.
LAST_OF_JANUARY, FIRST_OF_FEBRUARY = quota_day(16), quota_day(17)


class Board:
    """Notices as a server would read them."""

    def __init__(self) -> None:
        self.posts: list[tuple[int, str, Mapping[str, str | int]]] = []

    async def notify(self, guild_id: int, channel_id: int, key: str, values: Mapping[str, str | int]) -> None:
        assert guild_id == ADMIN.guild_id
        self.posts.append((channel_id, key, values))

    @property
    def keys(self) -> list[str]:
        return [key for _, key, _ in self.posts]


@pytest.fixture
def servers(database: Database, manual_clock: ManualClock) -> GuildService:
    return GuildService(SqlGuildSettingsStore(database, manual_clock))


@pytest.fixture
def board() -> Board:
    return Board()


class Watch:
    """A monitor that reads the guild's settings like the job service."""

    def __init__(self, database: Database, clock: ManualClock, board: Board) -> None:
        self._guilds = GuildService(SqlGuildSettingsStore(database, clock))
        self.store = SqlQuotaStore(database, clock)
        self._monitor = CapMonitor(self.store, SqlNoticeStore(database, clock), board, operator=lambda: FREE)

    async def check(self, guild_id: int, period: QuotaPeriod, *, refused: str | None = None) -> None:
        settings = await self._guilds.get(guild_id)
        await self._monitor.check(guild_id, settings, period, refused=refused)


@pytest.fixture
def watch(database: Database, manual_clock: ManualClock, board: Board) -> Watch:
    return Watch(database, manual_clock, board)


async def refused(place: Place, **values: object) -> str:
    with pytest.raises(SpendingCapError) as error:
        await place(**values)  # type: ignore[arg-type]
    return error.value.key


@pytest.mark.parametrize(
    ("operator", "server", "holds", "source"),
    [
        (None, None, None, "server"),
        (5, None, 5, "operator"),
        (None, 7, 7, "server"),
        (5, 7, 5, "operator"),
        (9, 7, 7, "server"),
    ],
)
def test_the_lower_of_operator_and_guild_cap_applies(
    operator: int | None, server: int | None, holds: int | None, source: str
) -> None:
    both = effective_caps(
        SpendingCaps(server=operator, bot=100), GuildSettings(ceiling_day=server, ceiling_month=3)
    )

    assert both == SpendingCaps(server=holds, bot=100, server_month=3)
    assert both.server_by_operator == (source == "operator")


async def test_a_daily_cap_applies_to_all_members_together(servers: GuildService, place: Place) -> None:
    await servers.change(ADMIN, ceiling_day=10)
    await place(unit=6, user_id=10)

    assert await refused(place, unit=5, user_id=11) == "refused-cap-server"
    await place(unit=4, user_id=11)
    await place(unit=5, user_id=11, guild_id=2)


async def test_a_monthly_cap_spans_the_days_of_its_month(
    servers: GuildService, place: Place, database: Database
) -> None:
    await servers.change(ADMIN, ceiling_month=10)
    for number in (0, 1, 16):
        await place(unit=3, period=quota_day(number))

    assert await refused(place, unit=2, period=LAST_OF_JANUARY) == "refused-cap-month"
    await place(unit=1, period=LAST_OF_JANUARY)
    await place(unit=10, period=FIRST_OF_FEBRUARY)
    async with database.read() as connection:
        assert await problems(connection) == []


async def test_a_refund_restores_the_monthly_cap(servers: GuildService, place: Place) -> None:
    await servers.change(ADMIN, ceiling_month=10)
    job = await place(unit=10)
    await place.store.finish_failed(job.id, reason="internal")

    assert (await place(unit=10, period=quota_day(1))).cost == 10


@pytest.mark.parametrize("earlier", [0, 4])
async def test_requests_around_midnight_never_exceed_the_monthly_cap(
    servers: GuildService,
    database: Database,
    database_url: str,
    manual_clock: ManualClock,
    watch: Watch,
    earlier: int,
) -> None:
    await servers.change(ADMIN, ceiling_month=earlier + 5)
    if earlier:
        await Place(SqlJobStore(database, manual_clock))(unit=earlier, period=quota_day(0))

    async def attempt(pool: Database, number: int) -> bool:
        place = Place(SqlJobStore(pool, manual_clock))
        try:
            await place(user_id=100 + number, period=quota_day(2 + number % 3))
        except SpendingCapError:
            return False
        return True

    async with open_database(database_url) as other:
        given = await asyncio.gather(*(attempt((database, other)[n % 2], n) for n in range(40)))

    assert sum(given) == 5
    assert (await watch.store.spending(1, quota_day(4))).month == earlier + 5
    async with database.read() as connection:
        assert await problems(connection) == []


async def test_spending_is_reported_for_the_day_and_the_month(place: Place, watch: Watch) -> None:
    await place(unit=3, period=quota_day(0))
    await place(unit=4, period=quota_day(1))
    await place(unit=50, period=FIRST_OF_FEBRUARY)
    await place(unit=60, period=quota_day(1), guild_id=2)

    assert await watch.store.spending(1, quota_day(1)) == Spending(day=4, month=7)


async def test_each_share_of_the_cap_is_announced_once_even_concurrently_and_after_a_restart(
    servers: GuildService,
    place: Place,
    watch: Watch,
    board: Board,
    database: Database,
    manual_clock: ManualClock,
) -> None:
    await servers.change(ADMIN, ceiling_day=10, ceiling_channel=77)
    await place(unit=7)
    await watch.check(1, quota_day(0))
    assert board.posts == []

    await place(unit=1)
    again = Watch(database, manual_clock, board)
    await asyncio.gather(*(each.check(1, quota_day(0)) for each in (watch, again, watch, again)))
    assert board.posts == [(77, "spending-cap-notice-day-80", {"spent": 8, "cap": 10})]

    await place(unit=2)
    for each in (again, watch):
        await each.check(1, quota_day(0))
    assert board.keys == ["spending-cap-notice-day-80", "spending-cap-notice-day-100"]


async def test_a_request_above_the_remaining_cap_counts_as_reaching_it(
    servers: GuildService, place: Place, watch: Watch, board: Board
) -> None:
    await servers.change(ADMIN, ceiling_day=10, ceiling_month=100, ceiling_channel=77)
    await place(unit=5)

    for _ in range(2):
        await watch.check(1, quota_day(0), refused="day")
        await watch.check(1, quota_day(0))

    assert board.keys == ["spending-cap-notice-day-100"]


async def test_a_new_period_or_a_changed_cap_is_announced_again(
    servers: GuildService, place: Place, watch: Watch, board: Board
) -> None:
    await servers.change(ADMIN, ceiling_day=10, ceiling_month=1000, ceiling_channel=77)
    await place(unit=10)
    await watch.check(1, quota_day(0))
    await servers.change(ADMIN, ceiling_day=12)
    await watch.check(1, quota_day(0))
    await place(unit=12, period=FIRST_OF_FEBRUARY)
    await watch.check(1, FIRST_OF_FEBRUARY)
    await watch.check(1, FIRST_OF_FEBRUARY)

    assert board.keys == [
        "spending-cap-notice-day-100",
        "spending-cap-notice-day-80",
        "spending-cap-notice-day-100",
    ]


async def test_without_a_channel_no_notice_is_sent(
    servers: GuildService, place: Place, watch: Watch, board: Board
) -> None:
    await servers.change(ADMIN, ceiling_day=10)
    await place(unit=10)

    await watch.check(1, quota_day(0))

    assert board.posts == []


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia"])
@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_ends_at_midnight_of_the_first_in_its_zone(zone: str, month: int) -> None:
    noon = datetime(2027, month, 20, 12, tzinfo=UTC).timestamp()

    ends = period_at(noon, ZoneInfo(zone)).month_renews_at

    local = datetime.fromtimestamp(ends, ZoneInfo(zone))
    assert (local.day, local.hour, local.minute, local.month) == (1, 0, 0, month % 12 + 1)
