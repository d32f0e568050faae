"""Error handling for commands and components: a reply for the user, details for the log."""

from __future__ import annotations

import secrets

import discord
import structlog
from discord import app_commands

from bot.discord.errors import CALL_ERRORS, translated
from bot.discord.i18n import load_texts
from bot.discord.interactions import EaselInteraction, edit_reply, locale_of, respond, with_mentions
from bot.discord.render.messages import Renderer
from bot.errors import AnsweredElsewhereError, DuplicateEventError, EaselError, RefusedError, StoppedError
from bot.quota.models import LARGEST_AMOUNT

__all__ = ["answer_error", "answer_failure"]

# Response types whose "original response" is the clicked message.
_EDITS_CLICKED_MESSAGE = frozenset(
    {discord.InteractionResponseType.deferred_message_update, discord.InteractionResponseType.message_update}
)

log = structlog.stdlib.get_logger(__name__)


async def answer_error(interaction: EaselInteraction, error: app_commands.AppCommandError) -> None:
    """Answer a command error, privately if still possible."""
    await answer_failure(
        interaction, error.original if isinstance(error, app_commands.CommandInvokeError) else error
    )


async def answer_failure(interaction: EaselInteraction, cause: Exception) -> None:
    """Answer a refusal with its text, and any other error with an incident ID that is also logged."""
    silent = isinstance(cause, AnsweredElsewhereError | DuplicateEventError | StoppedError)
    if silent or type(cause) is app_commands.CheckFailure:
        return  # already answered, or Discord no longer accepts a response
    refusal = _refusal(cause)
    if refusal is not None:
        log.info("request refused", key=refusal.key, detail=refusal.detail or None)
        await _answer(interaction, refusal)
        return
    if isinstance(cause, CALL_ERRORS):
        log.warning("reply not delivered", detail=cause.detail)
        return
    incident = secrets.token_hex(4)
    log.error("command failed", incident=incident, exc_info=cause)
    await _answer(interaction, EaselError(id=incident))


def _refusal(cause: BaseException) -> RefusedError | None:
    """Return the refusal for an error that the user can act on; ``None`` for any other error."""
    match cause:
        case RefusedError():
            found = cause
        case app_commands.TransformerError(type=discord.AppCommandOptionType.integer):
            found = RefusedError("refused-amount", amount=str(cause.value)[:20], limit=LARGEST_AMOUNT)
        case app_commands.TransformerError():
            found = RefusedError("refused-target", detail=f"cannot use a {type(cause.value).__name__}")
        case app_commands.CommandSignatureMismatch() | app_commands.CommandNotFound():
            found = RefusedError("refused-outdated", detail=type(cause).__name__)
        case _:
            return None
    return found


async def _answer(interaction: EaselInteraction, error: EaselError) -> None:
    text = Renderer(load_texts(), interaction.client.services.models).refusal(error, locale_of(interaction))
    text = with_mentions(interaction, text)
    try:
        with translated():
            if interaction.response.type in _EDITS_CLICKED_MESSAGE:
                # The clicked message (a picture or a menu) must not be replaced.
                await interaction.followup.send(text, ephemeral=True)
            elif interaction.response.is_done():
                await edit_reply(interaction, content=text)
            else:
                await respond(interaction, lambda: interaction.response.send_message(text, ephemeral=True))
    except AnsweredElsewhereError:
        return
    except CALL_ERRORS as failure:
        log.warning("error reply not delivered", detail=failure.detail)
