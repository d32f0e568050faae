"""From a Discord event to plain values: who asked, where, and where the reply goes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import aiohttp
import discord
import structlog

from bot.discord.errors import RouteClosedError, translated
from bot.discord.i18n import DEFAULT_LOCALE, load_texts
from bot.jobs.ports import DeliveryPendingError
from bot.jobs.request import RequestContext, Trigger
from bot.quota.models import Account
from bot.retry import clock_timeout

if TYPE_CHECKING:
    from bot.discord.client import EaselBot

__all__ = [
    "Acknowledged",
    "EaselInteraction",
    "GuildInteraction",
    "account_of",
    "acknowledge",
    "chosen_value",
    "delay_shutdown",
    "is_age_restricted",
    "locale_of",
    "parent_channel_of",
    "payload_of",
    "refuse",
    "refuse_deferred",
    "request_context_of",
    "role_ids_of",
    "send_private_notice",
    "text_for",
]

log = structlog.stdlib.get_logger(__name__)

EaselInteraction: TypeAlias = "discord.Interaction[EaselBot]"

# An interaction's token works for 15 minutes (Discord: receiving and responding).
_TOKEN_LIFE = timedelta(minutes=15)
# "Interaction has already been acknowledged": an earlier attempt of ours got through.
_ALREADY_ACKNOWLEDGED = 40060
_ACKNOWLEDGE_ATTEMPTS = 3
# Seconds between the attempts at a call that carries a refusal.
_REFUSAL_WAITS = (1.0, 2.0, 4.0, 8.0)
# What is said beside a reply is said within this time, or not at all: the request waits for it.
_BESIDE_SECONDS = 5.0
# What a deferred reply says in the moment between its thinking and its removal.
_NOTHING_YET = "…"


class GuildInteraction(discord.Interaction["EaselBot"]):
    """The type of an interaction that was checked to be inside a guild."""

    guild_id: int


def delay_shutdown(bot: EaselBot) -> None:
    """Let a stop wait for the rest of this task, as for every short step: it changes something.

    Raises :class:`~bot.errors.StoppedError` when it is too late for that.
    """
    task, step = asyncio.current_task(), bot.services.critical_section()
    assert task is not None  # noqa: S101 - handlers of events run in tasks
    step.__enter__()
    task.add_done_callback(lambda _: step.__exit__(None, None, None))


def locale_of(interaction: EaselInteraction) -> str:
    """The member's own language, as Discord names it."""
    return str(interaction.locale) if interaction.locale else DEFAULT_LOCALE


def text_for(interaction: EaselInteraction, key: str, **values: str | int | float) -> str:
    """A text in the member's own language."""
    return load_texts()(key, locale_of(interaction), **values)


def account_of(interaction: GuildInteraction) -> Account:
    """The member's credits in this guild."""
    return Account(guild_id=interaction.guild_id, user_id=interaction.user.id)


def chosen_value(interaction: EaselInteraction) -> str:
    """The entry that was chosen in a menu; an empty string if the payload has none."""
    values = payload_of(interaction).get("values") or [""]
    return str(values[0])


def payload_of(interaction: EaselInteraction) -> Mapping[str, Any]:
    """What a click, a choice or a form carries, as Discord sent it; its shape is not to be trusted."""
    return cast("Mapping[str, Any]", interaction.data or {})


def role_ids_of(member: discord.Member | discord.User) -> frozenset[int]:
    """Every role that the payload lists, also those of a server that is not cached.

    ``Member.roles`` leaves out what the cache does not know, which would lower a limit.
    """
    return frozenset(member._roles) if isinstance(member, discord.Member) else frozenset()


def parent_channel_of(channel: object) -> int | None:
    """The channel that a thread belongs to; ``None`` for what is no thread."""
    return channel.parent_id if isinstance(channel, discord.Thread) else None


def is_age_restricted(channel: object) -> bool:
    """Whether the channel is (for a thread: its parent, which a cache may not know)."""
    if isinstance(channel, discord.Thread):
        return channel.parent is not None and channel.parent.is_nsfw()
    return bool(getattr(channel, "nsfw", False))


def request_context_of(
    interaction: EaselInteraction, source: Trigger, acknowledged: Acknowledged
) -> RequestContext:
    """Everything about an interaction that a generation keeps."""
    assert interaction.guild_id is not None  # noqa: S101 - the commands are for servers only
    return RequestContext(
        guild_id=interaction.guild_id,
        channel_id=interaction.channel_id or 0,
        parent_channel_id=parent_channel_of(interaction.channel),
        age_restricted=is_age_restricted(interaction.channel),
        user_id=interaction.user.id,
        role_ids=role_ids_of(interaction.user),
        locale=locale_of(interaction),
        trigger=source,
        idempotency_key=f"interaction:{interaction.id}",
        application_id=interaction.application_id,
        token=interaction.token,
        token_expires_at=(interaction.created_at + _TOKEN_LIFE).timestamp(),
        upload_limit=interaction.filesize_limit,
        reply_message_id=acknowledged.reply_message_id,
        private=acknowledged.private,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """Discord has our deferral; ``reply_message_id`` is its "thinking…" where Discord said so.

    ``private``: only the asker sees it, and whatever it becomes.
    """

    reply_message_id: int | None = None
    private: bool = False


async def acknowledge(
    interaction: EaselInteraction, *, ephemeral: bool = False, thinking: bool = True
) -> Acknowledged | None:
    """Defer at once: "thinking…". ``None`` when Discord no longer waits for an answer.

    Without ``thinking`` a click is answered by changing the message that it was made in.

    A broken connection is tried again: if the first attempt had got through after all,
    Discord says "already acknowledged", and that is as good.
    """
    with interaction.client.ack_gate.acknowledging():
        acknowledged = await _acknowledge(interaction, ephemeral=ephemeral, thinking=thinking)
    await interaction.client.ack_gate.wait_idle()
    return acknowledged


async def _acknowledge(
    interaction: EaselInteraction, *, ephemeral: bool, thinking: bool
) -> Acknowledged | None:
    for _ in range(_ACKNOWLEDGE_ATTEMPTS):
        with contextlib.suppress(aiohttp.ClientError, asyncio.TimeoutError):
            try:
                answer = await interaction.response.defer(ephemeral=ephemeral, thinking=thinking)
            except discord.NotFound as error:
                log.warning("the interaction was gone before it could be acknowledged", code=error.code)
                return None
            except discord.HTTPException as error:
                if error.code == _ALREADY_ACKNOWLEDGED:
                    return Acknowledged(private=ephemeral)
                log.warning("the interaction was not acknowledged", status=error.status, code=error.code)
                return None
            message_id = answer.message_id if answer is not None else None
            return Acknowledged(reply_message_id=message_id, private=ephemeral)
    log.warning("the interaction could not be acknowledged")
    return None


async def refuse(interaction: EaselInteraction, text: str) -> None:
    """Say no, to the one person who asked, to an interaction that is not acknowledged yet."""
    await interaction.response.send_message(text, ephemeral=True)


async def refuse_deferred(interaction: EaselInteraction, text: str, *, private: bool = False) -> None:
    """Say no, to the one person who asked, after a "thinking…" that is public unless ``private``.

    A private one can say it itself. A public one goes first: a followup would otherwise take its place and be as public as it
    was. Its thinking is ended before that: to one that was deleted while it was thinking, no
    followup can be sent (404/10008; discord-api-docs issues 2739 and 3087). Where it cannot be
    removed, the answer stands in its place. Raises nothing: what stays unsaid is logged.
    """
    try:
        if private:
            await _retry(interaction, lambda: interaction.edit_original_response(content=text))
            return
        if not await _is_removed(interaction) and await _replace_reply(interaction, text):
            return
        await _retry(interaction, lambda: interaction.followup.send(text, ephemeral=True))
    except (RouteClosedError, DeliveryPendingError) as error:
        log.warning("the member could not be refused", detail=error.detail)


async def send_private_notice(interaction: EaselInteraction, text: str) -> None:
    """Say something to the one person who asked, beside a reply that is still "thinking…".

    Its thinking is ended first: a followup would otherwise take its place (Discord: followup
    messages). Raises nothing: what stays unsaid is logged, also what would keep the member waiting.
    """
    try:
        async with clock_timeout(interaction.client.services.clock, _BESIDE_SECONDS):
            with translated():
                await interaction.edit_original_response(content=_NOTHING_YET)
                await interaction.followup.send(text, ephemeral=True)
    except (RouteClosedError, DeliveryPendingError) as error:
        log.info("the member could not be told", detail=error.detail)
    except TimeoutError:
        log.info("the member could not be told", detail="Discord did not answer in time")


async def _is_removed(interaction: EaselInteraction) -> bool:
    """Take the deferred reply away; ``False`` when it stands, or may still stand."""
    try:
        with translated():
            await interaction.edit_original_response(content=_NOTHING_YET)
            await interaction.delete_original_response()
    except RouteClosedError as error:
        return error.message_gone
    except DeliveryPendingError:
        return False
    return True


async def _replace_reply(interaction: EaselInteraction, text: str) -> bool:
    """Let the deferred reply say ``text``; ``False`` when it was gone after all."""
    try:
        await _retry(interaction, lambda: interaction.edit_original_response(content=text))
    except RouteClosedError as error:
        if not error.message_gone:
            raise
        return False
    return True


async def _retry(interaction: EaselInteraction, call: Callable[[], Awaitable[object]]) -> None:
    """Repeat a call that may be repeated while it gets no clear answer, a few times.

    Raises :class:`RouteClosedError` or :class:`~bot.jobs.ports.DeliveryPendingError`.
    """
    for wait in _REFUSAL_WAITS:
        try:
            with translated():
                await call()
            return
        except DeliveryPendingError as error:
            log.debug("trying again", detail=error.detail)
            await interaction.client.services.clock.sleep(wait)
    with translated():
        await call()
