"""Interactions: typed payload access, acknowledgement and private refusals."""

from __future__ import annotations

import io
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import discord
import structlog

from bot.discord.errors import (
    ALREADY_ACKNOWLEDGED,
    CALL_ERRORS,
    UNKNOWN_INTERACTION,
    RouteClosedError,
    is_snowflake,
    translated,
)
from bot.discord.gateway import received_at
from bot.discord.http_trace import count_attempts
from bot.discord.i18n import DEFAULT_LOCALE, load_texts
from bot.discord.markdown import CONTENT_LIMIT
from bot.discord.webhook_calls import enter_channel
from bot.errors import AnsweredElsewhereError
from bot.jobs.ports import DeliveryPendingError
from bot.jobs.request import RequestContext, Trigger
from bot.quota.models import Account
from bot.retry import Backoff, clock_timeout, retry

if TYPE_CHECKING:
    from bot.discord.client import EaselBot

__all__ = [
    "PLACEHOLDER",
    "TOKEN_LIFE",
    "Acknowledged",
    "EaselInteraction",
    "GuildInteraction",
    "account_of",
    "acknowledge",
    "chosen_value",
    "edit_reply",
    "is_own_message",
    "locale_of",
    "parent_channel_of",
    "payload_of",
    "refuse_deferred",
    "request_context_of",
    "respond",
    "role_ids_of",
    "send_private_notice",
    "text_for",
    "with_mentions",
]

log = structlog.stdlib.get_logger(__name__)

EaselInteraction: TypeAlias = "discord.Interaction[EaselBot]"

#: Discord: validity of an interaction token.
TOKEN_LIFE = timedelta(minutes=15)
# Time limit for one attempt to respond.
_RESPONSE_SECONDS = 3.0
# Seconds between attempts to acknowledge; Discord allows three seconds in all.
_ACKNOWLEDGE_WAITS = (0.0, 0.3, 0.7)
# Time in which another process that has accepted an interaction shows its progress.
_PROGRESS_OF_OTHERS_SECONDS = 3.0
# Time limit for retries of a reply; its token is valid for fifteen minutes.
_REPLY_SECONDS = 600.0
# Time limit for one attempt, which may upload files.
_ATTEMPT_SECONDS = 120.0
# Time limit for deleting a reply, which can also be replaced.
_DELETE_SECONDS = 15.0
# Time limit for sending a notice, because the request waits for it.
_NOTICE_SECONDS = 5.0
#: Content that ends the "thinking…" state of a deferred reply just before it is deleted.
PLACEHOLDER = "…"


class GuildInteraction(discord.Interaction["EaselBot"]):
    """Type of an interaction that has been checked to be inside a guild; never instantiated."""

    guild_id: int


def locale_of(interaction: EaselInteraction) -> str:
    """Return the user's language as a Discord locale."""
    return str(interaction.locale) if interaction.locale else DEFAULT_LOCALE


def text_for(interaction: EaselInteraction, key: str, **values: str | int | float) -> str:
    """Return the message for ``key`` in the user's language."""
    return load_texts()(key, locale_of(interaction), **values)


def with_mentions(interaction: EaselInteraction, text: str) -> str:
    """Make the commands that ``text`` names clickable, if it then still fits into a message."""
    linked = interaction.client.command_mentions.link(text, locale_of(interaction))
    return linked if len(linked) <= CONTENT_LIMIT else text


def account_of(interaction: GuildInteraction) -> Account:
    """Return the member's credit account in this guild."""
    return Account(guild_id=interaction.guild_id, user_id=interaction.user.id)


def payload_of(interaction: EaselInteraction) -> Mapping[str, Any]:
    """Return the unvalidated payload of a click or a submitted form."""
    return cast("Mapping[str, Any]", interaction.data or {})


def chosen_value(interaction: EaselInteraction) -> str:
    """Return the entry chosen in a menu; an empty string if the payload has none."""
    values = payload_of(interaction).get("values") or [""]
    return str(values[0])


def role_ids_of(member: discord.Member | discord.User) -> frozenset[int]:
    """Return all role IDs in the payload, even if the guild is not cached.

    ``Member.roles`` omits uncached roles, which could lower a member's limit.
    """
    return frozenset(member._roles) if isinstance(member, discord.Member) else frozenset()


def is_own_message(interaction: EaselInteraction, message: discord.Message) -> bool:
    """Return whether the bot wrote the message. Its user ID differs from the application's ID in old applications."""
    user = interaction.client.user
    return message.author.id in {interaction.application_id, user.id if user else None}


def parent_channel_of(channel: object) -> int | None:
    """Return a thread's parent channel ID; ``None`` for any other channel."""
    return channel.parent_id if isinstance(channel, discord.Thread) else None


def _is_age_restricted(channel: object) -> bool:
    """Return whether the channel, or the cached parent of a thread, is age-restricted."""
    if isinstance(channel, discord.Thread):
        return channel.parent is not None and channel.parent.is_nsfw()
    return bool(getattr(channel, "nsfw", False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """Deferral accepted by Discord.

    ``reply_message_id`` is the ID of the "thinking…" message, if Discord returned one; ``private``
    means ephemeral.
    """

    reply_message_id: int | None = None
    private: bool = False


def request_context_of(
    interaction: EaselInteraction, trigger: Trigger, acknowledged: Acknowledged
) -> RequestContext:
    """Collect the facts about an interaction that are stored with its job."""
    assert interaction.guild_id is not None  # noqa: S101 - checked by commands and components
    return RequestContext(
        guild_id=interaction.guild_id,
        channel_id=interaction.channel_id or 0,
        parent_channel_id=parent_channel_of(interaction.channel),
        age_restricted=_is_age_restricted(interaction.channel),
        user_id=interaction.user.id,
        role_ids=role_ids_of(interaction.user),
        locale=locale_of(interaction),
        trigger=trigger,
        idempotency_key=f"interaction:{interaction.id}",
        application_id=interaction.application_id,
        token=interaction.token,
        token_expires_at=(interaction.created_at + TOKEN_LIFE).timestamp(),
        upload_limit=interaction.filesize_limit,
        reply_message_id=acknowledged.reply_message_id,
        private=acknowledged.private,
    )


async def acknowledge(
    interaction: EaselInteraction, *, ephemeral: bool = False, thinking: bool = True
) -> Acknowledged | None:
    """Defer the response; return ``None`` if Discord does not accept it or cannot be reached.

    Without ``thinking``, the response to a click edits the clicked message.

    The call is retried if the connection is lost or a server other than Discord responds.
    """
    enter_channel(interaction.channel_id)
    with interaction.client.ack_gate.acknowledging():
        acknowledged = await _acknowledge(interaction, ephemeral=ephemeral, thinking=thinking)
    await interaction.client.ack_gate.wait_idle()
    return acknowledged


async def _acknowledge(
    interaction: EaselInteraction, *, ephemeral: bool, thinking: bool
) -> Acknowledged | None:
    message_id: int | None = None

    async def defer() -> None:
        nonlocal message_id
        answer = await interaction.response.defer(ephemeral=ephemeral, thinking=thinking)
        stated = answer.message_id if answer is not None else None
        message_id = stated if is_snowflake(stated) and stated >= interaction.id else None

    try:
        await respond(interaction, defer, thinking=thinking)
    except AnsweredElsewhereError:
        return None
    except CALL_ERRORS as error:
        log.warning("acknowledgement failed", detail=error.detail)
        return None
    if interaction.response.type is None:  # an earlier attempt succeeded, but its response was lost
        interaction.response._response_type = (
            discord.InteractionResponseType.deferred_channel_message
            if thinking
            else discord.InteractionResponseType.deferred_message_update
        )
    return Acknowledged(reply_message_id=message_id, private=ephemeral)


async def respond(
    interaction: EaselInteraction, call: Callable[[], Awaitable[object]], *, thinking: bool = False
) -> None:
    """Send the initial response with ``call``; retry it while its outcome is unclear.

    "Already acknowledged" counts as success if an earlier attempt may have reached Discord, unless the reply is
    ``thinking`` and another process continues it. In all other cases, another process answered: the operator is
    notified, and :class:`AnsweredElsewhereError` is raised. Also raises the errors of
    :func:`~bot.discord.errors.translated`.
    """
    since, outcome = received_at.get() or time.perf_counter(), "failed"
    try:
        await _respond(interaction, call, thinking=thinking)
        outcome = "accepted"
    except AnsweredElsewhereError:
        outcome = "elsewhere"
        raise
    except RouteClosedError as error:
        outcome = "late" if error.code == UNKNOWN_INTERACTION else "failed"
        raise
    finally:
        interaction.client.observer.acknowledged(outcome, time.perf_counter() - since)


async def _respond(
    interaction: EaselInteraction, call: Callable[[], Awaitable[object]], *, thinking: bool
) -> None:
    clock, waits = interaction.client.clock, iter(_ACKNOWLEDGE_WAITS)
    with count_attempts() as attempts:
        while True:
            try:
                with translated():
                    async with clock_timeout(clock, _RESPONSE_SECONDS):
                        await call()
                return
            except discord.InteractionResponded:
                if not attempts.sent:
                    raise
                return  # accepted, but Discord's response could not be read
            except RouteClosedError as error:
                if error.code != ALREADY_ACKNOWLEDGED:
                    raise
                if not (attempts.all_decided or (thinking and await _is_continued(interaction))):
                    return
                interaction.client.services.report_second_process("operator-second-process")
                raise AnsweredElsewhereError(detail="another process answered the interaction") from error
            except DeliveryPendingError:
                if (wait := next(waits, None)) is None:
                    raise
                await clock.sleep(wait)


async def _is_continued(interaction: EaselInteraction) -> bool:
    """Return whether the reply to a deferred interaction stops "thinking…" although this process does not edit it."""
    await interaction.client.clock.sleep(_PROGRESS_OF_OTHERS_SECONDS)
    try:
        with translated():
            async with clock_timeout(interaction.client.clock, _RESPONSE_SECONDS):
                reply = await interaction.original_response()
    except CALL_ERRORS:
        return False
    return not reply.flags.loading


async def edit_reply(
    interaction: EaselInteraction, *, attachments: Sequence[discord.File] | None = None, **content: Any
) -> None:
    """Edit the acknowledged interaction's reply; retry it for ten minutes while its outcome is unclear.

    Commands that its texts name become clickable. The ``attachments`` replace the present ones; they are
    read into memory and closed. Raises the errors of :func:`~bot.discord.errors.translated`.
    """
    if isinstance(text := content.get("content"), str):
        content["content"] = with_mentions(interaction, text)
    if isinstance(layout := content.get("view"), discord.ui.LayoutView):
        for item in layout.walk_children():
            if isinstance(item, discord.ui.TextDisplay):
                item.content = with_mentions(interaction, item.content)
    files = [(file, file.fp.read()) for file in attachments or ()]
    for file in attachments or ():
        file.close()  # restores the file object's own close method
        file.fp.close()

    async def edit() -> None:
        if attachments is not None:
            content["attachments"] = [
                discord.File(
                    io.BytesIO(data), file.filename, spoiler=file.spoiler, description=file.description
                )
                for file, data in files
            ]
        await interaction.edit_original_response(**content)

    await _retry(interaction, edit)


async def refuse_deferred(
    interaction: EaselInteraction,
    text: str,
    *,
    private: bool = False,
    embeds: Sequence[discord.Embed] = (),
    view: discord.ui.View | None = None,
) -> None:
    """Send a refusal to the requester only, after a deferral that is public unless ``private``.

    ``embeds`` and ``view`` are left out where others would see them.

    A private deferral is edited. A public one is deleted first, because a followup would replace it
    and be public too. Its "thinking…" state is ended before that, because Discord rejects followups
    to a deferral deleted while thinking (404/10008; discord-api-docs issues 2739 and 3087). If it
    cannot be deleted, the refusal replaces it. Never raises; failures are logged.
    """
    text = with_mentions(interaction, text)
    try:
        if private:
            await _retry(
                interaction,
                lambda: interaction.edit_original_response(content=text, embeds=list(embeds), view=view),
            )
            return
        if not await _delete_reply(interaction) and await _replace_reply(interaction, text):
            return
        more: dict[str, Any] = {"embeds": list(embeds), "view": view} if view else {}
        await _retry(interaction, lambda: interaction.followup.send(text, ephemeral=True, **more))
    except (RouteClosedError, DeliveryPendingError) as error:
        log.warning("refusal not delivered", detail=error.detail)


async def send_private_notice(interaction: EaselInteraction, text: str) -> None:
    """Send a notice to the requester only, alongside a reply that is still "thinking…".

    The "thinking…" state is ended first, because a followup would replace it (Discord: followup
    messages). Never raises; failures and timeouts are logged.
    """
    try:
        async with clock_timeout(interaction.client.services.clock, _NOTICE_SECONDS):
            with translated():
                await interaction.edit_original_response(content=PLACEHOLDER)
                await interaction.followup.send(with_mentions(interaction, text), ephemeral=True)
    except (RouteClosedError, DeliveryPendingError) as error:
        log.info("notice not delivered", detail=error.detail)
    except TimeoutError:
        log.info("notice not delivered", detail="Discord did not answer in time")


async def _delete_reply(interaction: EaselInteraction) -> bool:
    """Delete the deferred reply; return ``False`` if it may still exist."""
    try:
        with translated():
            async with clock_timeout(interaction.client.clock, _DELETE_SECONDS):
                await interaction.edit_original_response(content=PLACEHOLDER)
                await interaction.delete_original_response()
    except RouteClosedError as error:
        return error.message_gone
    except DeliveryPendingError:
        return False
    return True


async def _replace_reply(interaction: EaselInteraction, text: str) -> bool:
    """Replace the deferred reply with ``text``; return ``False`` if it no longer exists."""
    try:
        await _retry(interaction, lambda: interaction.edit_original_response(content=text))
    except RouteClosedError as error:
        if not error.message_gone:
            raise
        return False
    return True


async def _retry(interaction: EaselInteraction, call: Callable[[], Awaitable[object]]) -> None:
    """Retry a call for ten minutes while its outcome is unclear.

    Raises :class:`RouteClosedError` or :class:`~bot.jobs.ports.DeliveryPendingError`.
    """

    async def attempt() -> None:
        with translated():
            async with clock_timeout(clock, _ATTEMPT_SECONDS):
                await call()

    clock = interaction.client.services.clock
    await retry(attempt, Backoff(clock, _REPLY_SECONDS), on=DeliveryPendingError)
