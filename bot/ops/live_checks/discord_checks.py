"""Checks of Discord's REST API in the test channel, with the bot's token only."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from bot.discord.command_sync import comparable_payload
from bot.discord.raw_api import Answer, File
from bot.ops.live_checks.model import LiveCheck, NotSettledError, Observation, broken, holds, settled
from bot.ops.live_checks.session import COMMAND, MARKER, LiveSession

__all__ = ["DISCORD_CHECKS", "largest_message", "picture_of", "silent", "total_size"]

_MOST_FILES = 10
_LARGEST_ALT_TEXT = 1024
_LONGEST_MESSAGE = 2000
_CLOCK_SECONDS = 5.0
_EASEL = "\U0001f3a8"  # outside the Basic Multilingual Plane: one character, two UTF-16 code units
_REPEAT = "\U0001f501"
_SUPPRESS_NOTIFICATIONS = 1 << 12
# Fields that only global commands can set.
_SET_BY_DISCORD = {"contexts", "integration_types"}
_LOCALES = ("de", "es-ES", "fr", "ja", "pt-BR", "zh-CN")

# A PNG of one pixel; viewers ignore bytes after its end.
_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def picture_of(size: int, number: int = 1, description: str | None = None) -> File:
    """Return a PNG file of exactly ``size`` bytes."""
    return File(name=f"{MARKER}-{number}.png", content=_PNG.ljust(size, b"\0"), description=description)


def largest_message(session: LiveSession, upload_limit: int) -> list[File]:
    """Return files of MESSAGE_MAX_MIB in total, each within the limit for one file."""
    total = session.settings.message_max_bytes
    count = min(max(2, -(-total // upload_limit)), _MOST_FILES)
    size = min(total // count, upload_limit)
    return [picture_of(size, number) for number in range(1, count + 1)]


def total_size(files: Sequence[File]) -> int:
    """Return the size of all files in bytes."""
    return sum(len(file.content) for file in files)


def silent(text: str) -> dict[str, Any]:
    """Return the body of a message that carries the marker and pings no one."""
    content = f"{MARKER}: {text}"
    return {"content": content, "allowed_mentions": {"parse": []}, "flags": _SUPPRESS_NOTIFICATIONS}


async def _post(session: LiveSession, body: dict[str, Any], files: Sequence[File] = ()) -> Answer:
    return await session.discord("POST", session.messages_path, body=body, files=files)


async def _small_post(session: LiveSession) -> Answer:
    description = (_EASEL * 700).ljust(_LARGEST_ALT_TEXT, "x")
    answer = await _post(session, silent("alt text"), [picture_of(len(_PNG), description=description)])
    if not answer.ok:
        raise NotSettledError(f"the bot cannot post a file in this channel: {answer.observed}")
    return answer


async def _upload_limit(session: LiveSession) -> Observation:
    size = min(session.channel.upload_limit, session.settings.message_max_bytes)
    answer = await _post(session, silent("largest file"), [picture_of(size)])
    return settled(answer.ok, f"{size} bytes: {answer.observed}")


async def _message_size(session: LiveSession) -> Observation:
    files = largest_message(session, session.channel.upload_limit)
    answer = await _post(session, silent("largest message"), files)
    return settled(answer.ok, f"{len(files)} files, {total_size(files)} bytes: {answer.observed}")


async def _nonce(session: LiveSession) -> Observation:
    body = silent("nonce") | {"nonce": secrets.token_hex(12), "enforce_nonce": True}
    first, second = await _post(session, body), await _post(session, body)
    if not first.ok or not second.ok:
        return broken(f"{first.observed}, then {second.observed}")
    same = first.body["id"] == second.body["id"]
    return settled(same, "one message for two calls" if same else "two messages for two calls")


async def _alt_text(session: LiveSession) -> Observation:
    answer = await session.once("small post", _small_post)
    wanted = (_EASEL * 700).ljust(_LARGEST_ALT_TEXT, "x")
    files = answer.body.get("attachments") or [{}]
    returned = files[0].get("description")
    observed = "returned unchanged" if returned == wanted else f"{len(returned or '')} characters returned"
    return settled(returned == wanted, f"{_LARGEST_ALT_TEXT} characters: {observed}")


async def _message_length(session: LiveSession) -> Observation:
    body = silent("")
    content = body["content"].ljust(_LONGEST_MESSAGE, _EASEL)
    answer = await _post(session, body | {"content": content})
    units = len(content.encode("utf-16-le")) // 2
    return settled(answer.ok, f"{len(content)} characters, {units} UTF-16 units: {answer.observed}")


async def _history(session: LiveSession) -> Observation:
    posted = await session.once("small post", _small_post)
    path = session.messages_path
    answer = await session.discord("GET", path, params={"limit": "50"})
    if not isinstance(answer.body, list):
        return broken(f"the history cannot be read: {answer.observed}")
    found = next((one for one in answer.body if one.get("id") == posted.body["id"]), None)
    names = [file.get("filename") for file in (found or {}).get("attachments") or []]
    return settled(f"{MARKER}-1.png" in names, f"{len(answer.body)} messages, file names {names or 'absent'}")


async def _reaction(session: LiveSession) -> Observation:
    posted = await session.once("small post", _small_post)
    path = f"{session.messages_path}/{posted.body['id']}"
    answer = await session.discord("PUT", f"{path}/reactions/{quote(_REPEAT)}/@me")
    return settled(answer.ok, answer.observed)


async def _via_header(session: LiveSession) -> Observation:
    answer = await session.discord("GET", "/users/@me")
    return settled("Via" in answer.headers, "present" if "Via" in answer.headers else "absent")


async def _clock(session: LiveSession) -> Observation:
    await session.discord("GET", "/users/@me")
    if not session.dates:
        return broken("no Date header")
    # A Date header has whole seconds, and the response takes time.
    difference = min((stated - now for stated, now in session.dates[-3:]), key=abs)
    return settled(abs(difference) <= _CLOCK_SECONDS, f"{difference:+.0f} s")


async def _command_echo(session: LiveSession) -> Observation:
    path = f"/applications/{session.channel.application_id}/guilds/{session.channel.guild_id}/commands"
    wanted = _command()
    written = await session.discord("POST", path, body=wanted)
    if not written.ok:
        return broken(f"the command was not registered: {written.observed}")
    read = await session.discord("GET", path, params={"with_localizations": "true"})
    commands = read.body if isinstance(read.body, list) else []
    found = next((one for one in commands if one.get("name") == COMMAND), None)
    if found is None:
        return broken(f"the command was not returned: {read.observed}")
    sent, returned = comparable_payload(wanted), comparable_payload(found)
    keys = sent.keys() | returned.keys() - _SET_BY_DISCORD
    different = sorted(key for key in keys if sent.get(key) != returned.get(key))
    return holds("returned unchanged") if not different else broken(f"different: {', '.join(different)}")


def _command() -> dict[str, Any]:
    """Return a command with every kind of field used by Easel's commands."""

    def localized(text: str) -> dict[str, str]:
        return {locale: f"{text}-{locale.lower()}" for locale in _LOCALES}

    return {
        "type": 1,
        "name": COMMAND,
        "name_localizations": localized(COMMAND),
        "description": "Registered temporarily by easel doctor --live",
        "description_localizations": localized("Check"),
        "default_member_permissions": "32",
        "nsfw": False,
        "options": [
            {
                "type": 3,
                "name": "text",
                "name_localizations": localized("text"),
                "description": "A text",
                "description_localizations": localized("A text"),
                "required": True,
                "min_length": 1,
                "max_length": 4000,
                "autocomplete": True,
            },
            {
                "type": 4,
                "name": "number",
                "description": "A number",
                "min_value": 1,
                "max_value": 10,
            },
            {
                "type": 3,
                "name": "choice",
                "description": "A choice",
                "choices": [
                    {"name": "One", "name_localizations": localized("one"), "value": "1"},
                    {"name": "Two", "value": "2"},
                ],
            },
            {"type": 7, "name": "channel", "description": "A channel", "channel_types": [0, 5]},
        ],
    }


DISCORD_CHECKS: Sequence[LiveCheck] = (
    LiveCheck(
        id="discord-clock",
        assumption=f"Discord's answers state the time, and this machine's clock is within {_CLOCK_SECONDS:g} s of it.",
        if_broken="Easel follows the stated time, but logs and fal's deadlines do not. Synchronize the clock (NTP).",
        run=_clock,
    ),
    LiveCheck(
        id="discord-via-header",
        assumption="Discord's answers carry a Via header, by which discord.py recognizes its rate limits.",
        if_broken="discord.py takes a rate limit for a ban and gives up instead of waiting.",
        run=_via_header,
    ),
    LiveCheck(
        id="discord-upload-limit",
        assumption="A file of exactly the server's upload limit is accepted.",
        if_broken="Large pictures are refused at first and posted later as smaller files.",
        run=_upload_limit,
    ),
    LiveCheck(
        id="discord-message-size",
        assumption="Files of MESSAGE_MAX_MIB in total are accepted in one message.",
        if_broken="Results with several large pictures are refused. Lower MESSAGE_MAX_MIB.",
        run=_message_size,
    ),
    LiveCheck(
        id="discord-nonce",
        assumption="A message sent twice with the same enforced nonce is posted once.",
        if_broken="After a lost answer, a result can be posted twice.",
        run=_nonce,
    ),
    LiveCheck(
        id="discord-alt-text",
        assumption="Alt text of 1,024 characters, counted in code points, is kept unchanged.",
        if_broken="Results with long prompts are refused, or their alt text is cut.",
        run=_alt_text,
    ),
    LiveCheck(
        id="discord-message-length",
        assumption="A message may have 2,000 characters, counted in code points.",
        if_broken="Messages with many emoji or rare characters are refused.",
        run=_message_length,
    ),
    LiveCheck(
        id="discord-history",
        assumption="The bot finds its own posts, with file names, in the channel's history.",
        if_broken="After a crash, Easel cannot see whether a result was posted. Allow Read Message History.",
        run=_history,
    ),
    LiveCheck(
        id="discord-reaction",
        assumption="The bot can add a reaction to its own post.",
        if_broken="Members repeat results with the button only. Allow Add Reactions and Read Message History.",
        run=_reaction,
    ),
    LiveCheck(
        id="discord-command-echo",
        assumption="Registered commands are returned exactly as written, with all translations.",
        if_broken="Each start registers all commands again; Discord allows 200 new ones a day.",
        run=_command_echo,
    ),
)
