"""A server's ceilings over the wire: set, held, warned of once, and taken back."""

from __future__ import annotations

from tests.stories.house import House, open_house


def _notices(house: House) -> list[str]:
    posts = house.box.discord.world.messages(house.box.people.studio)
    return [
        m.content
        for m in posts
        if m.author is house.box.discord.world.bot and "server's credits for" in m.content
    ]


async def _ceiling(house: House, **options) -> object:
    asked = await house.mod.slash("quota-admin ceiling", **options)
    await house.until(lambda: asked.response and asked.response.content)
    return asked


async def _refused(house: House, prompt: str) -> str:
    """Bob asks, and reads why not: the public "thinking…" goes first."""
    asked = await house.bob.slash("imagine", prompt=prompt)

    def said() -> list[str]:
        return [m.content for m in asked.messages if m.content.startswith("This server")]

    await house.until(said)
    return said()[0]


async def test_a_server_sets_its_ceilings_is_warned_once_and_held_to_them(tmp_path):
    async with open_house(tmp_path) as house:
        people = house.box.people
        asked = await _ceiling(house, day=12, month=300, channel=people.studio)
        await house.pictures_of(await house.alice.slash("imagine", prompt="one"))
        quiet = _notices(house)
        await house.pictures_of(await house.alice.slash("imagine", prompt="two"))
        await house.until(lambda: len(_notices(house)) == 1)
        refusal = await _refused(house, "three")
        await house.settled()

        assert "Today: 0 of 12 credits" in asked.response.content
        assert "This month: 0 of 300 credits" in asked.response.content
        assert f"<#{people.studio.id}>" in asked.response.content
        assert quiet == []
        assert ": 12 of 12. Drawing goes on" in _notices(house)[0]
        assert "This server has spent its credits for today" in refusal


async def test_the_month_is_refused_with_its_own_end_and_undo_opens_it_again(tmp_path):
    async with open_house(tmp_path) as house:
        asked = await _ceiling(house, month=7, channel=house.box.people.studio)
        await house.pictures_of(await house.alice.slash("imagine", prompt="one"))
        refusal = await _refused(house, "two")
        await house.until(lambda: len(_notices(house)) == 2)
        await house.mod.click(asked.response, "Undo")
        await house.until(lambda: asked.response.content.startswith("**Undone**"))
        post = await house.pictures_of(await house.bob.slash("imagine", prompt="two"))

        assert "spent its credits for this month" in refusal
        assert "6 of 7" in _notices(house)[0]
        assert ": 6 of 7. Drawing goes on" in _notices(house)[1]
        assert asked.response.content.count("changed") == 2
        assert post.attachments


async def test_zero_removes_a_ceiling_and_nothing_given_only_shows(tmp_path):
    async with open_house(tmp_path, QUOTA_SERVER_DAILY_CREDITS="500") as house:
        await _ceiling(house, day=12, month=300)
        await _ceiling(house, day=0)
        shown = await _ceiling(house)
        audit = await house.answer_of(await house.mod.slash("quota-admin audit"))

        assert "spent, no ceiling" in shown.response.content
        assert "This month: 0 of 300 credits" in shown.response.content
        assert "Nobody is warned" in shown.response.content
        assert "500 credits a day" in shown.response.content
        assert shown.response.components == []
        assert audit.count("“Ceiling for the day”") == 2
        assert audit.count("changed") == 3


async def test_a_channel_that_the_bot_may_not_write_in_is_refused(tmp_path):
    async with open_house(tmp_path) as house:
        asked = await _ceiling(house, day=12, channel=house.box.people.gallery)

        assert f"Easel may not write in <#{house.box.people.gallery.id}>" in asked.response.content
        assert "spent, no ceiling" in (await _ceiling(house)).response.content


async def test_warnings_ping_nobody_and_a_channel_that_is_gone_stops_no_picture(tmp_path):
    async with open_house(tmp_path) as house:
        people = house.box.people
        await _ceiling(house, day=6, channel=people.after_dark)
        people.guild.delete_channel(people.after_dark)

        post = await house.pictures_of(await house.alice.slash("imagine", prompt="one"))
        refusal = await _refused(house, "two")
        await house.settled()

        assert post.attachments
        assert "spent its credits for today" in refusal
