"""✏️ Edit: a result's request as a filled-in form. 🌱 Start here: the same, as a request of one's own.

The form's custom id, ``easel:edit:<id>`` or ``easel:start:<id>``, is all that is needed to take
it, also after a restart; ``:p`` behind it says that what follows is for the asker alone.
"""

from __future__ import annotations

from bot.discord.client import EaselBot
from bot.discord.controls import JobButton, custom_id_pattern
from bot.discord.i18n import load_texts
from bot.discord.interactions import EaselInteraction, locale_of
from bot.discord.job_requests import check_may_vary, in_time, is_private, place_followup, result_of
from bot.discord.modals import FormValues, forms_of, open_form, request_form
from bot.errors import RefusedError
from bot.guilds.settings import GuildSettings
from bot.jobs.models import Job
from bot.jobs.request import GenerationRequest, RequestContext, Trigger

__all__ = ["EditButton", "StartButton", "setup"]

_PRIVATE = ":p"


class EditButton(JobButton, template=custom_id_pattern("edit")):
    """Opens the request to be changed; what is drawn then names this result as its parent."""

    verb = "edit"
    emoji = "✏️"

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """A form must be the first answer, so what it shows is read within a bound."""
        parent, decided = await in_time(bot.services.clock, self._editable(bot, interaction))
        await _open(bot, interaction, self.verb, parent, decided)

    async def _editable(self, bot: EaselBot, interaction: EaselInteraction) -> tuple[Job, GuildSettings]:
        parent = await result_of(bot, interaction, self.job_id)
        await check_may_vary(bot, interaction, parent)
        return parent, await bot.services.guilds.get(parent.guild_id)


class StartButton(JobButton, template=custom_id_pattern("start")):
    """Opens the same form for anybody who sees the result; the request is theirs alone."""

    verb = "start"
    emoji = "🌱"

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Open the form."""
        parent, decided = await in_time(bot.services.clock, self._shown(bot, interaction))
        await _open(bot, interaction, self.verb, parent, decided)

    async def _shown(self, bot: EaselBot, interaction: EaselInteraction) -> tuple[Job, GuildSettings]:
        parent = await result_of(bot, interaction, self.job_id)
        return parent, await bot.services.guilds.get(parent.guild_id)


async def _open(
    bot: EaselBot, interaction: EaselInteraction, verb: str, parent: Job, decided: GuildSettings
) -> None:
    texts, locale = load_texts(), locale_of(interaction)
    asked = FormValues(prompt=parent.prompt, size=parent.size, quality=parent.quality, count=parent.count)
    private = _PRIVATE if is_private(interaction, parent) else ""
    form = request_form(
        texts,
        bot.model,
        asked,
        decided=decided,
        title=texts(f"followup-title-{verb}", locale),
        locale=locale,
        custom_id=f"easel:{verb}:{parent.id}{private}",
    )
    await open_form(interaction, form)


async def _edited(interaction: EaselInteraction, argument: str, values: FormValues) -> None:
    bot, request = interaction.client, _checked(interaction, values)

    async def place(origin: RequestContext) -> None:
        parent = await result_of(bot, interaction, argument.removesuffix(_PRIVATE))
        await bot.services.jobs.submit_variation(parent, request.changed_from(parent.request), origin)

    private = argument.endswith(_PRIVATE)
    await place_followup(bot, interaction, Trigger.EDIT, place, private=private, typed=request.prompt)


async def _started(interaction: EaselInteraction, argument: str, values: FormValues) -> None:
    bot, request = interaction.client, _checked(interaction, values)

    async def place(origin: RequestContext) -> None:
        shown = await bot.services.jobs.find(argument.removesuffix(_PRIVATE))
        await bot.services.jobs.submit(
            request if shown is None else request.changed_from(shown.request), origin
        )

    private = argument.endswith(_PRIVATE)
    await place_followup(bot, interaction, Trigger.START, place, private=private, typed=request.prompt)


def _checked(interaction: EaselInteraction, values: FormValues) -> GenerationRequest:
    """What was sent, if it can be drawn: whatever a client sent, not only what the form offers."""
    if interaction.guild_id is None:
        raise RefusedError("refused-outside")
    return GenerationRequest.parse(
        interaction.client.model,
        prompt=values.prompt,
        size=values.size,
        quality=values.quality,
        count=values.count,
    )


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    bot.add_dynamic_items(EditButton, StartButton)
    forms_of(bot).on(EditButton.verb, _edited)
    forms_of(bot).on(StartButton.verb, _started)
