"""Links to results lead to the message that shows them."""

from __future__ import annotations

import pytest

from bot.discord.links import result_url
from bot.jobs.models import PostingRoute
from tests.unit.cogs.jobs import job_of

_MESSAGE, _CHANNEL, _GUILD = 77, 555, 1
_PLACED = {"guild_id": _GUILD, "channel_id": 10, "message_channel_id": _CHANNEL, "message_id": _MESSAGE}


@pytest.mark.parametrize(
    ("posting", "place"),
    [(PostingRoute.CHANNEL, _GUILD), (PostingRoute.ORIGINAL, _GUILD), (PostingRoute.DIRECT, "@me")],
)
def test_a_link_names_the_guild_except_for_a_direct_message(posting: PostingRoute, place: int | str) -> None:
    url = result_url(job_of(**_PLACED, posting=posting))

    assert url == f"https://discord.com/channels/{place}/555/77"


def test_a_shared_result_is_linked_where_it_was_shared() -> None:
    job = job_of(**_PLACED, private=True, shared_message_id=88, posting=PostingRoute.DIRECT)

    assert result_url(job) == "https://discord.com/channels/1/10/88"


@pytest.mark.parametrize("values", [{"message_id": None}, {"deleted_at": 1.0}, {"private": True}])
def test_a_result_without_a_public_message_has_no_link(values: dict[str, object]) -> None:
    assert result_url(job_of(**_PLACED | values)) is None
