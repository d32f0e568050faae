"""Rendering: every stage and outcome, within Discord's limits for the worst inputs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.i18n import DEFAULT_LOCALE, load_texts
from bot.discord.render.messages import Renderer, timestamp
from bot.errors import RefusedError
from bot.fal.errors import FailureKind
from bot.images import FittedPicture, Picture
from bot.jobs.models import Job, JobState
from bot.jobs.ports import ResultSummary
from bot.quota.limits import Allowance, LimitRule
from bot.quota.models import QuotaStatus
from config import load_catalogue
from tests.fakes.models import models_of
from tests.unit.cogs.jobs import job_of

_MODEL = load_catalogue().get("fal-ai/gpt-image-2")
_RENDER = Renderer(load_texts(), models_of(_MODEL.id))
_LARGEST_ID = 2**63 - 1
_WORST_PROMPTS = [
    "*" * 4000,
    "@" * 4000,
    "://" * 1333,
    "👩\u200d🎨" * 1333,
    "\u0301a" * 2000,
    "a\n" * 2000,
    "\\" * 4000,
    "日" * 4000,
]


def _job(**changes: object) -> Job:
    """A generation as it is when its result has come."""
    as_it_is = {"state": JobState.RENDERED, "size": "1024x1024", "count": 2, "unit_credits": 6, "user_id": 3}
    return job_of(**as_it_is | changes)


def _picture(*, changed: bool = False, side: int = 1024) -> FittedPicture:
    values = {"index": 0, "media_type": "image/webp", "width": side, "height": side}
    size = 99_999_999 if changed else 9_999_999
    original = Picture(path=Path("original.webp"), size_bytes=size, **values)
    path = Path("fitted.webp") if changed else original.path
    return FittedPicture(path=path, size_bytes=9_999_999, original=original, **values)


_RECEIPT = ResultSummary(charged=12, remaining=48, seconds=31.26, missing=0)


# --- results ----------------------------------------------------------------------------------


def test_a_result_names_the_requester_the_prompt_the_choices_and_the_cost() -> None:
    text = _RENDER.result(_job(), [_picture(), _picture()], _RECEIPT)

    assert text == ("**“a red kite”** by <@3>\n-# 1024 × 1024 · medium quality · 31.3 s · 12 credits")


def test_a_repeat_links_to_the_picture_it_repeats() -> None:
    url = "https://discord.com/channels/1/2/3"

    text = _RENDER.result(_job(parent_id="x"), [_picture()], _RECEIPT, parent_url=url)

    assert text.startswith(f"**“a red kite”** by <@3> · another take on [this picture]({url})")


def test_a_repeat_of_a_picture_that_is_gone_has_no_link() -> None:
    text = _RENDER.result(_job(parent_id="x"), [_picture()], _RECEIPT)

    assert text.startswith("**“a red kite”** by <@3> · another take on an earlier picture")


def test_a_compressed_file_is_mentioned() -> None:
    text = _RENDER.result(_job(), [_picture(), _picture(changed=True)], _RECEIPT)

    assert "-# Compressed to fit Discord's upload limit: picture 2 (95.4 → 9.5 MiB)." in text


def test_a_wrong_size_is_mentioned_once() -> None:
    text = _RENDER.result(_job(), [_picture(side=512), _picture(side=512)], _RECEIPT)

    assert text.splitlines()[2:] == ["-# The model returned 512 × 512 instead of the requested size."]


@pytest.mark.parametrize("prompt", _WORST_PROMPTS, ids=lambda prompt: ascii(prompt[:4]))
def test_the_longest_result_fits_into_a_message_with_nothing_lost(prompt: str) -> None:
    job = _job(prompt=prompt, count=4, user_id=_LARGEST_ID, parent_id="x")
    receipt = ResultSummary(charged=1_000_000, remaining=1_000_000, seconds=86_400.0, missing=3)
    url = f"https://discord.com/channels/{_LARGEST_ID}/{_LARGEST_ID}/{_LARGEST_ID}"

    pictures = [_picture(changed=True, side=side) for side in (8001, 8002, 8003, 8004)]
    text = _RENDER.result(job, pictures, receipt, parent_url=url, late=True)

    assert len(text) <= 2000
    assert len(text.splitlines()) == 9
    assert text.endswith("so this is a new message.")


@pytest.mark.parametrize("prompt", _WORST_PROMPTS, ids=lambda prompt: ascii(prompt[:4]))
def test_alt_text_fits_and_says_which_picture_it_is(prompt: str) -> None:
    text = _RENDER.alt_text(_job(prompt=prompt, count=4), 4, _picture())

    assert len(text) <= 1024
    assert text.startswith("Picture 4 of 4, 1024 × 1024, drawn from the prompt: ")


@given(st.text(max_size=4000))
def test_any_prompt_can_be_shown(prompt: str) -> None:
    job = _job(prompt=prompt)

    assert len(_RENDER.result(job, [_picture()], _RECEIPT)) <= 2000
    assert len(_RENDER.alt_text(job, 1, _picture())) <= 1024


def test_a_quality_without_a_text_is_shown_by_its_value() -> None:
    assert _RENDER.quality("ultra", DEFAULT_LOCALE) == "ultra"


# --- refusals and failures ----------------------------------------------------------------------


def test_an_instant_in_a_refusal_becomes_discords_timestamp() -> None:
    text = _RENDER.refusal(
        RefusedError("refused-quota", cost=12, left=1, renews=1767312000.0), DEFAULT_LOCALE
    )

    assert "Your credits reset <t:1767312000:R>." in text


def test_an_unknown_language_falls_back_to_english() -> None:
    assert _RENDER.refusal(RefusedError("refused-line-full", waiting=200), "tlh").startswith(
        "The queue is full: 200 requests"
    )


@pytest.mark.parametrize("kind", FailureKind)
def test_every_failure_at_fal_is_explained_with_the_refund(kind: FailureKind) -> None:
    text = _RENDER.failure(_job(reason=f"fal-{kind}", reason_values={"quote": ""}), left=60, private=True)

    title, why, refund = text.splitlines()
    assert title == "**“a red kite”** by <@3>"
    assert why
    assert refund == "You weren't charged. (60 credits left)"


def test_a_channel_sees_neither_balances_nor_policy_refusals() -> None:
    values = {"quote": "violence"}

    refused = _RENDER.failure(_job(reason="fal-policy", reason_values=values), left=60, private=False)
    failed = _RENDER.failure(_job(reason="fal-busy"), left=60, private=False)
    private = _RENDER.failure(_job(reason="fal-policy", reason_values=values), left=60, private=True)

    assert "kite" not in refused
    assert "violence" not in refused
    assert "60" not in refused + failed
    assert "kite" in failed
    assert all(part in private for part in ("kite", "violence", "60"))


def test_only_the_requester_sees_the_remaining_credits() -> None:
    private = _RENDER.result(_job(private=True), [_picture()], _RECEIPT)

    assert "12 credits, 48 left" in private
    assert "48" not in _RENDER.result(_job(), [_picture()], _RECEIPT)


def test_fals_message_is_quoted_safely_if_it_helps() -> None:
    job = _job(reason="fal-policy", reason_values={"quote": "celebrity @everyone " + "*" * 500})

    text = _RENDER.failure(job, left=60, private=True)

    assert "(“celebrity @\u200beveryone \\*\\*" in text
    assert len(text) <= 2000


# --- quotas -------------------------------------------------------------------------------------


def _standing(rule: LimitRule = LimitRule.OPERATOR, *, blocked: bool = False) -> QuotaStatus:
    allowance = Allowance(credits=60, rule=rule, role_id=5 if rule is LimitRule.ROLE else None)
    return QuotaStatus(allowance=allowance, used=70, granted=1, renews_at=1767312000, blocked=blocked)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (LimitRule.MEMBER, "set individually by an admin"),
        (LimitRule.ROLE, "from the role <@&5>"),
        (LimitRule.SERVER, "this server's default"),
        (LimitRule.OPERATOR, "the bot's default"),
    ],
)
def test_a_quota_names_its_rule(rule: LimitRule, words: str) -> None:
    text = _RENDER.quota_status(_standing(rule), DEFAULT_LOCALE)

    assert f"Daily limit: 60 credits, {words}" in text


def test_the_balance_is_never_negative() -> None:
    assert "**Left: 1 credit**" in _RENDER.quota_status(_standing(), DEFAULT_LOCALE)


def test_a_blocked_members_quota_begins_with_the_block() -> None:
    lines = _RENDER.quota_status(_standing(blocked=True), DEFAULT_LOCALE, member=9).splitlines()

    assert lines[:2] == ["**<@9>'s credits**", "Blocked by an admin: no pictures on this server."]


def test_a_timestamp_is_in_whole_seconds() -> None:
    assert timestamp(1.9) == "<t:1:R>"
