"""Job history layouts: a page of jobs and the details of one job. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot.discord.components import ButtonSpec, layout_of
from bot.discord.i18n import Texts
from bot.discord.job_buttons import AGAIN
from bot.discord.labels import quality_label, size_label
from bot.discord.links import result_url
from bot.discord.markdown import quote
from bot.discord.render.messages import timestamp
from bot.discord.result_message import MessageState, MessageStatus
from bot.jobs.history import HistoryPage
from bot.jobs.models import Job, JobState
from bot.models import Models

__all__ = ["ENTRIES", "FILTER_LIMIT", "HistoryViews"]

#: Jobs per page; with two buttons each, they stay below Discord's limit of 40 components per message.
ENTRIES = 5
#: Maximum length of the filter text. It is part of the page buttons' custom IDs, which Discord limits
#: to 100 characters; it fits even if every character counts twice.
FILTER_LIMIT = 32
_QUOTE_LIMIT = 150
_DETAIL_QUOTE_LIMIT = 900

_BRING_BACK = ButtonSpec("bringback", "button-bring-back")
_NEWER, _OLDER = ButtonSpec("pages", "button-newer"), ButtonSpec("pages", "button-older")


class HistoryViews:
    """Builds the history layouts."""

    def __init__(self, texts: Texts, models: Models) -> None:
        self._texts = texts
        self._models = models

    def page(
        self, page: HistoryPage, messages: Sequence[MessageStatus], text_filter: str, locale: str
    ) -> discord.ui.LayoutView:
        """Build a page: every job with its buttons, and its picture if Discord still has it."""
        box: discord.ui.Container[Any] = discord.ui.Container()
        box.add_item(discord.ui.TextDisplay(self._head(text_filter, locale)))
        for job, message in zip(page.entries, messages, strict=True):
            box.add_item(self._with_picture(self._entry(job, message, locale, _QUOTE_LIMIT), message))
            if (row := self._buttons(job, message, locale)) is not None:
                box.add_item(row)
        if page.newer is not None or page.older is not None:
            box.add_item(self._page_buttons(page, text_filter, locale))
        return layout_of(box)

    def empty_page(self, text_filter: str, locale: str) -> discord.ui.LayoutView:
        """Build a page without jobs."""
        text = self._texts("history-empty", locale)
        if text_filter:
            text = self._texts("history-no-match", locale, words=quote(text_filter, FILTER_LIMIT))
        return layout_of(discord.ui.TextDisplay(text))

    def detail(
        self, job: Job, message: MessageStatus, locale: str, *, viewer_id: int, hidden: bool = False
    ) -> discord.ui.LayoutView:
        """Build the details of one job, with buttons only if the viewer is its requester.

        The prompt, picture and link of a ``hidden`` job are omitted.
        """
        own = job.user_id == viewer_id
        if hidden:
            message = MessageStatus(state=MessageState.PRIVATE)
        text = self._entry(job, message, locale, _DETAIL_QUOTE_LIMIT, hidden=hidden)
        if not own:
            text = f"{self._texts('show-by', locale, who=f'<@{job.user_id}>')}\n{text}"
        box: discord.ui.Container[Any] = discord.ui.Container(self._with_picture(text, message))
        if own and (row := self._buttons(job, message, locale)) is not None:
            box.add_item(row)
        return layout_of(box)

    def _head(self, text_filter: str, locale: str) -> str:
        title = f"### {self._texts('history-title', locale)}"
        if not text_filter:
            return title
        return f"{title}\n-# {self._texts('history-filter', locale, words=quote(text_filter, FILTER_LIMIT))}"

    def _entry(
        self, job: Job, message: MessageStatus, locale: str, limit: int, *, hidden: bool = False
    ) -> str:
        say, model = self._texts, self._models.find(job.model) or self._models.default
        facts = say(
            "history-facts",
            locale,
            size=size_label(say, model, job.size, locale),
            quality=quality_label(say, model, job.quality, locale),
            count=job.count,
            credits=job.cost if job.charged is None else job.charged,
        )
        state = "deleted" if job.deleted_at is not None else job.state.value
        line = [say(f"state-{state}", locale), timestamp(job.created_at, "f")]
        url = None if hidden else result_url(job)
        if url is not None and message.state is not MessageState.GONE:
            line.append(f"[{say('history-jump', locale)}]({url})")
        elif message.state is MessageState.GONE:
            line.append(say("history-gone", locale))
        elif message.state is MessageState.PRIVATE:
            line.append(say("show-private" if hidden else "history-private", locale))
        head = say("show-hidden", locale) if hidden else f"**{quote(job.prompt, limit)}**"
        return "\n".join([head, facts, " · ".join(line), f"-# `{job.id}`"])

    @staticmethod
    def _with_picture(text: str, message: MessageStatus) -> discord.ui.Item[Any]:
        if message.picture is None:
            return discord.ui.TextDisplay(text)
        thumbnail: discord.ui.Thumbnail[Any] = discord.ui.Thumbnail(message.picture, spoiler=message.covered)
        return discord.ui.Section(text, accessory=thumbnail)

    def _buttons(self, job: Job, message: MessageStatus, locale: str) -> discord.ui.ActionRow[Any] | None:
        if job.state.is_open:
            return None
        lost = job.state is JobState.DELIVERED and message.state in {MessageState.GONE, MessageState.PRIVATE}
        specs = (AGAIN, _BRING_BACK) if lost else (AGAIN,)
        return discord.ui.ActionRow(*(spec.build(self._texts, locale, job.id) for spec in specs))

    def _page_buttons(self, page: HistoryPage, text_filter: str, locale: str) -> discord.ui.ActionRow[Any]:
        return discord.ui.ActionRow(
            *(
                spec.build(self._texts, locale, f"{direction}.{cursor}.{text_filter}")
                for spec, direction, cursor in ((_NEWER, "n", page.newer), (_OLDER, "o", page.older))
                if cursor is not None
            )
        )
