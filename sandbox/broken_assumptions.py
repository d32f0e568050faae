"""Faults that break the assumptions of ``easel doctor --live``, by check ID.

Arm them with :func:`break_assumption` before the check runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.faults import Faults

__all__ = ["BREAKING_FAULTS", "break_assumption"]

# A check may send several requests that the fault has to affect.
_TIMES = 100

#: Names and parameters of the faults for each check.
BREAKING_FAULTS: Mapping[str, Sequence[tuple[str, Mapping[str, Any]]]] = {
    "discord-clock": [("discord.response.clock", {"seconds": 120})],
    "discord-via-header": [("discord.response.headers", {"prefix": "Via"})],
    "discord-upload-limit": [("discord.message.size-limit", {"bytes": 9_000_000})],
    "discord-message-size": [("discord.message.size-limit", {"bytes": 20_000_000})],
    "discord-nonce": [("discord.message.ignored-nonce", {})],
    "discord-alt-text": [("discord.message.lost-alt-text", {})],
    "discord-message-length": [("discord.message.utf16-lengths", {})],
    "discord-history": [("discord.rest.403", {"route": "GET /channels/{channel_id}/messages"})],
    "discord-reaction": [("discord.rest.403", {"route": "PUT reactions"})],
    "discord-command-echo": [("discord.commands.no-translations", {})],
    "discord-guild-event": [("discord.gateway.no-own-member", {})],
    "fal-wrong-key": [("fal.key.any", {})],
    "fal-inputs": [("fal.submit.422", {})],
    "fal-schema": [("fal.schema.other-inputs", {})],
    "fal-dimensions": [("fal.job.wrong-size", {})],
    "fal-status-stream": [("fal.stream.refused", {})],
    "fal-log-lines": [("fal.job.no-logs", {})],
    "fal-log-content": [("fal.job.echo-pictures", {})],
    "fal-billable-units": [("fal.result.no-units", {})],
    "fal-result-host": [("fal.file.foreign-host", {})],
    "fal-result-file": [("fal.file.404", {})],
    "fal-cancellation": [("fal.job.stuck-in-progress", {})],
    "reply-dead-token": [("discord.rest.404", {"route": "PATCH @original"})],
    "reply-edit-after-thinking": [("discord.rest.403", {"route": "PATCH @original"})],
    "reply-upload-limit": [("discord.message.size-limit", {"bytes": 9_000_000})],
    "reply-message-size": [("discord.message.size-limit", {"bytes": 20_000_000})],
    "reply-limit-headers": [("discord.response.headers", {"route": "PATCH @original"})],
    "reply-webhook-pace": [("discord.rest.429", {"route": "PATCH @original json", "scope": "shared"})],
    "reply-components-v2": [("discord.rest.400", {"route": "PATCH @original json"})],
    "reply-followup-v2": [("discord.rest.400", {"route": "POST /webhooks json"})],
    "reply-deleted-code": [("discord.rest.404", {"route": "PATCH @original json"})],
    "reply-ephemeral-followup": [("discord.message.public-followup", {})],
}


def break_assumption(faults: Faults, check_id: str) -> None:
    """Arm the faults that break the assumption of a check. Raises ``KeyError`` if there are none."""
    for name, params in BREAKING_FAULTS[check_id]:
        faults.arm(name, times=_TIMES, **params)
