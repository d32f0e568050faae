"""How one's own generations are shown: a page of them, and one in detail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol, Self, cast

import discord

from bot.discord.choices import quality_label, size_label
from bot.discord.client import EaselBot
from bot.discord.components import PersistentComponent
from bot.discord.i18n import Texts
from bot.discord.interactions import EaselInteraction
from bot.discord.markdown import quote
from bot.discord.message_status import MessageState, MessageStatus, jump_url
from bot.discord.render.messages import timestamp
from bot.discord.result_view import AgainButton
from bot.jobs.history import Cursor, HistoryPage
from bot.jobs.models import Job, JobState
from cogs.repost import RepostButton
from config import Model

__all__ = ["ENTRIES", "WORDS_LIMIT", "HistoryViews", "PageButton"]

#: Entries of a page: with two buttons each they stay below Discord's 40 components of a message.
ENTRIES = 5
#: Characters of the words that a page is filtered by. They travel in the custom ids of the page's
#: buttons, where Discord takes 100 characters: these have room even if each counts twice.
WORDS_LIMIT = 32
_QUOTE_LIMIT = 150
_DETAIL_QUOTE_LIMIT = 900
_PAGE = re.compile(
    r"easel:pages:(?P<way>[no])\.(?P<at>[0-9a-z]{1,9}\.[0-9a-z]{1,16})\.(?P<words>.{0,32})", re.DOTALL
)


class _Pages(Protocol):
    """The cog behind the buttons."""

    async def turn(
        self, interaction: EaselInteraction, *, words: str, cursor: Cursor, newer: bool
    ) -> None: ...


class PageButton(PersistentComponent[discord.ui.Button[Any]], template=_PAGE):
    """To the newer or the older page, from the place and with the words that its custom id holds."""

    def __init__(self, *, newer: bool, cursor: Cursor, words: str, label: str | None = None) -> None:
        custom_id = f"easel:pages:{'n' if newer else 'o'}.{cursor}.{words}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id))
        self.newer, self.cursor, self.words = newer, cursor, words

    @classmethod
    def recall(cls, match: re.Match[str]) -> Self:
        """The place and the words stand in the custom id."""
        return cls(newer=match["way"] == "n", cursor=Cursor.parse(match["at"]), words=match["words"])

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Turn the page."""
        cog = cast("_Pages", bot.get_cog("History"))
        await cog.turn(interaction, words=self.words, cursor=self.cursor, newer=self.newer)


class HistoryViews:
    """Composes pages and details; pure."""

    def __init__(self, texts: Texts, model: Model) -> None:
        self._texts = texts
        self._model = model

    def page(
        self, page: HistoryPage, posts: Sequence[MessageStatus], words: str, locale: str
    ) -> discord.ui.LayoutView:
        """A page: every entry with its picture where Discord still has it, and what can be done with it."""
        box: discord.ui.Container[Any] = discord.ui.Container()
        box.add_item(discord.ui.TextDisplay(self._head(words, locale)))
        for job, post in zip(page.entries, posts, strict=True):
            box.add_item(self._shown(self._entry(job, post, locale, _QUOTE_LIMIT), post))
            if (row := self._buttons(job, post, locale)) is not None:
                box.add_item(row)
        if page.newer is not None or page.older is not None:
            box.add_item(self._ways(page, words, locale))
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(box)
        return view

    def nothing(self, words: str, locale: str) -> str:
        """What stands instead of an empty page."""
        if words:
            return self._texts("history-no-match", locale, words=quote(words, WORDS_LIMIT))
        return self._texts("history-empty", locale)

    def detail(
        self, job: Job, post: MessageStatus, locale: str, *, viewer_id: int, hidden: bool = False
    ) -> discord.ui.LayoutView:
        """One generation with everything about it; buttons only for the one who asked for it.

        Of a ``hidden`` one neither prompt nor picture nor where it stands.
        """
        own = job.user_id == viewer_id
        if hidden:
            post = MessageStatus(state=MessageState.PRIVATE)
        text = self._entry(job, post, locale, _DETAIL_QUOTE_LIMIT, hidden=hidden)
        if not own:
            text = f"{self._texts('show-by', locale, who=f'<@{job.user_id}>')}\n{text}"
        box: discord.ui.Container[Any] = discord.ui.Container(self._shown(text, post))
        if own and (row := self._buttons(job, post, locale)) is not None:
            box.add_item(row)
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(box)
        return view

    def _head(self, words: str, locale: str) -> str:
        title = f"### {self._texts('history-title', locale)}"
        if not words:
            return title
        return f"{title}\n-# {self._texts('history-filter', locale, words=quote(words, WORDS_LIMIT))}"

    def _entry(self, job: Job, post: MessageStatus, locale: str, limit: int, *, hidden: bool = False) -> str:
        say = self._texts
        facts = say(
            "history-facts",
            locale,
            size=size_label(say, self._model, job.size, locale),
            quality=quality_label(say, self._model, job.quality, locale),
            count=job.count,
            credits=job.cost if job.charged is None else job.charged,
        )
        state = "deleted" if job.deleted_at is not None else job.state.value
        line = [say(f"state-{state}", locale), timestamp(job.created_at, "f")]
        url = jump_url(job)
        if hidden:
            url = None
        if url is not None and post.state is not MessageState.GONE and job.deleted_at is None:
            line.append(f"[{say('history-jump', locale)}]({url})")
        elif post.state is MessageState.GONE:
            line.append(say("history-gone", locale))
        elif post.state is MessageState.PRIVATE:
            line.append(say("show-private" if hidden else "history-private", locale))
        head = say("show-hidden", locale) if hidden else f"**{quote(job.prompt, limit)}**"
        return "\n".join([head, facts, " · ".join(line), f"-# `{job.id}`"])

    @staticmethod
    def _shown(text: str, post: MessageStatus) -> discord.ui.Item[Any]:
        if post.picture is None:
            return discord.ui.TextDisplay(text)
        return discord.ui.Section(text, accessory=discord.ui.Thumbnail(post.picture, spoiler=post.covered))

    def _buttons(self, job: Job, post: MessageStatus, locale: str) -> discord.ui.ActionRow[Any] | None:
        if job.state.is_open:
            return None
        row: discord.ui.ActionRow[Any] = discord.ui.ActionRow()
        row.add_item(cast("Any", AgainButton(job.id, self._texts("button-again", locale))))
        if job.state is JobState.DELIVERED and post.state in {MessageState.GONE, MessageState.PRIVATE}:
            label = self._texts("button-bring-back", locale)
            row.add_item(cast("Any", RepostButton(job.id, label)))
        return row

    def _ways(self, page: HistoryPage, words: str, locale: str) -> discord.ui.ActionRow[Any]:
        row: discord.ui.ActionRow[Any] = discord.ui.ActionRow()
        for newer, cursor in ((True, page.newer), (False, page.older)):
            if cursor is not None:
                label = self._texts("button-newer" if newer else "button-older", locale)
                row.add_item(PageButton(newer=newer, cursor=cursor, words=words, label=label))
        return row
