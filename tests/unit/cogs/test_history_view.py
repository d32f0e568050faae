"""History: a page stays within Discord's limits in every language."""

from __future__ import annotations

import pytest

from bot.discord.i18n import load_texts
from bot.discord.render.history import ENTRIES, FILTER_LIMIT, HistoryViews
from bot.discord.result_message import MessageState, MessageStatus
from bot.discord.uploads import parse_job_id
from bot.jobs.history import Cursor, HistoryPage
from bot.jobs.models import JobState
from tests.fakes.models import models_of
from tests.unit.cogs.jobs import job_of

_VIEWS = HistoryViews(load_texts(), models_of())
_HOSTILE = "*_~`|>#[]()<@everyone://" * 150
_CURSOR = Cursor(created_ms=36**9 - 1, id="z" * 10)


@pytest.mark.parametrize("state", MessageState)
@pytest.mark.parametrize("locale", load_texts().locales)
def test_the_fullest_page_fits(locale: str, state: MessageState) -> None:
    jobs = tuple(job_of(id=f"{n}" * 10, prompt=_HOSTILE, state=JobState.DELIVERED) for n in range(ENTRIES))
    page = HistoryPage(entries=jobs, newer=_CURSOR, older=_CURSOR)
    picture = "https://cdn.discordapp.com/x.png" if state is MessageState.HERE else None
    posts = [MessageStatus(state=state, picture=picture)] * ENTRIES
    view = _VIEWS.page(page, posts, "😀" * FILTER_LIMIT, locale)

    items = list(view.walk_children())
    ids = [item.custom_id for item in items if hasattr(item, "custom_id")]
    assert view.total_children_count <= 40
    assert view.content_length() <= 4000
    assert len(ids) == len(set(ids))
    assert all(len(i.encode("utf-16-le")) // 2 <= 100 for i in ids)


@pytest.mark.parametrize("locale", load_texts().locales)
def test_the_details_of_one_job_fit(locale: str) -> None:
    job = job_of(prompt=_HOSTILE, state=JobState.DELIVERED)
    view = _VIEWS.detail(job, MessageStatus(state=MessageState.GONE), locale, viewer_id=job.user_id + 1)

    assert view.content_length() <= 4000


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0123456789", "0123456789"),
        (" `0123456789` ", "0123456789"),
        ("easel-abcdefghjk-4.webp", "abcdefghjk"),
        ("ABCDEFGHJK", "abcdefghjk"),
        ("oil0000000", "0110000000"),
        ("012345678", None),
        ("0123456789; drop", None),
        ("", None),
    ],
)
def test_an_id_is_recognized_in_any_spelling(typed: str, meant: str | None) -> None:
    assert parse_job_id(typed) == meant


@pytest.mark.parametrize("text", ["", "x", "1.", ".1", "zzzzzzzzzzz.a", "1.A", "1.a\n"])
def test_a_foreign_cursor_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a history cursor"):
        Cursor.parse(text)
    assert Cursor.parse(str(_CURSOR)) == _CURSOR
