"""ℹ️ Details: everything about a result, to whoever asks."""

from __future__ import annotations

import io
from collections.abc import Sequence

import discord

from bot.discord.choices import quality_label, size_label
from bot.discord.client import EaselBot
from bot.discord.controls import JobButton, custom_id_pattern
from bot.discord.i18n import Texts, load_texts
from bot.discord.interactions import EaselInteraction, acknowledge, locale_of
from bot.discord.job_requests import result_of
from bot.discord.links import jump_url
from bot.discord.markdown import quote, sanitize, shorten
from bot.discord.render.messages import timestamp
from bot.jobs.models import Job, JobState
from config import Model

__all__ = ["DetailsButton", "details_text", "is_quotable", "setup"]

# Discord: characters of a message.
_CONTENT_LIMIT = 2000
# Characters of a prompt that are quoted; escaping may double them. A longer one comes as a file.
_QUOTE_LIMIT = 400
# Links up and down the chain.
_ANCESTORS = 3
_CHILDREN = 5


class DetailsButton(JobButton, template=custom_id_pattern("details")):
    """Shows what there is to know about one result."""

    verb = "details"
    emoji = "ℹ️"

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Answer privately, with the prompt as a file where it is too long to quote."""
        if await acknowledge(interaction, ephemeral=True) is None:
            return
        job = await result_of(bot, interaction, self.job_id)
        results, viewer_id = bot.services.results, interaction.user.id
        text = details_text(
            load_texts(),
            bot.model,
            job,
            ancestors=await results.ancestors(job, viewer_id=viewer_id, most=_ANCESTORS),
            children=await results.children(job.id, viewer_id=viewer_id, most=_CHILDREN + 1),
            locale=locale_of(interaction),
        )
        files = []
        if not is_quotable(job.prompt):
            files = [discord.File(io.BytesIO(job.prompt.encode()), filename=f"easel-prompt-{job.id}.txt")]
        await interaction.edit_original_response(content=text, attachments=files)


def details_text(
    texts: Texts,
    model: Model,
    job: Job,
    *,
    ancestors: Sequence[Job],
    children: Sequence[Job],
    locale: str,
) -> str:
    """At most 2,000 characters, whatever the prompt. ``children`` may hold one more than is shown."""
    prompt = quote(job.prompt, _QUOTE_LIMIT)
    lines = [
        texts("details-title", locale, id=job.id),
        texts("details-who", locale, who=f"<@{job.user_id}>", when=timestamp(job.created_at, "f")),
        texts("details-prompt" if is_quotable(job.prompt) else "details-prompt-file", locale, prompt=prompt),
        texts(
            "details-options",
            locale,
            size=size_label(texts, model, job.size, locale),
            quality=quality_label(texts, model, job.quality, locale),
            count=job.count,
            model=job.model,
        ),
        _state(texts, job, locale),
    ]
    if job.submitted_at is not None and job.rendered_at is not None:
        drawing = job.rendered_at - job.submitted_at
        waiting = job.submitted_at - job.created_at
        lines.append(texts("details-times", locale, waiting=round(waiting, 1), drawing=round(drawing, 1)))
    if ancestors:
        lines.append(texts("details-parents", locale, links=_links(ancestors)))
    if shown := children[:_CHILDREN]:
        more = "…" if len(children) > len(shown) else ""
        lines.append(texts("details-children", locale, links=_links(shown) + more))
    return shorten("\n".join(lines), _CONTENT_LIMIT)


def is_quotable(prompt: str) -> bool:
    """Whether one quoted line shows the whole prompt as it is."""
    return len(prompt) <= _QUOTE_LIMIT and sanitize(prompt) == prompt


def _state(texts: Texts, job: Job, locale: str) -> str:
    if job.state is JobState.DELIVERED:
        return texts("details-delivered", locale, charged=job.charged or 0)
    if job.state.is_open:
        return texts("details-open", locale, cost=job.cost)
    return texts("details-unfulfilled", locale)


def _links(chain: Sequence[Job]) -> str:
    """Those that stand in the channel as links, the others by name only."""
    return " · ".join(f"[{job.id}]({url})" if (url := jump_url(job)) else f"`{job.id}`" for job in chain)


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    bot.add_dynamic_items(DetailsButton)
