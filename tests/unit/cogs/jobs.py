"""Job values for tests that only display one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.jobs.models import Job, JobState
from bot.jobs.request import Trigger
from bot.quota.models import Account, Reservation

__all__ = ["job_of"]

_HELD = Reservation(
    account=Account(guild_id=10**18, user_id=2 * 10**18),
    job_id="0123456789",
    day="2026-01-01",
    allowance=44,
    granted=0,
)
_BLANK = Job(
    id="0123456789",
    state=JobState.DELIVERED,
    created_at=1.8e9,
    guild_id=10**18,
    channel_id=3 * 10**18,
    user_id=2 * 10**18,
    locale="en-US",
    trigger=Trigger.COMMAND,
    parent_id=None,
    parent_message_id=None,
    model="fal-ai/gpt-image-2",
    prompt="a red kite",
    size="2048x1152",
    quality="medium",
    count=4,
    unit_credits=11,
    reservation=_HELD,
    daily_allowance=60,
    application_id=4,
    token=None,
    token_expires_at=None,
    upload_limit=10,
    reply_message_id=None,
    posting=None,
    request_id=None,
    status_url=None,
    response_url=None,
    cancel_url=None,
    submitted_at=None,
    rendered_at=None,
    pictures=(),
    charged=44,
    delivered_count=4,
    message_id=5 * 10**18,
    message_channel_id=3 * 10**18,
    reason=None,
    reason_values={},
    notified=True,
)


def job_of(**values: Any) -> Job:
    """A delivered generation with ``values`` instead of its own; it holds what it costs."""
    job = replace(_BLANK, **values)
    account = Account(guild_id=job.guild_id, user_id=job.user_id)
    held = replace(_HELD, account=account, allowance=job.unit_credits * job.count)
    return replace(job, **{"reservation": held} | values)
