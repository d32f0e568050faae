"""Rendering: every reply stays within Discord's limits in every language, for the worst inputs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.discord.i18n import DEFAULT_LOCALE, load_texts
from bot.jobs.ports import ResultSummary
from bot.quota.limits import Allowance, LimitRule
from bot.quota.models import QuotaStatus
from tests.unit.cogs.ftl import LOCALES, by_key
from tests.unit.cogs.test_render import _MODEL, _RENDER, _job, _picture

_CONTENT_LIMIT = 2000
_ALT_LIMIT = 1024
_LARGEST = 2**53 - 1
_LARGEST_ID = 2**63 - 1
_URL = f"https://discord.com/channels/{_LARGEST_ID}/{_LARGEST_ID}/{_LARGEST_ID}"
_LATE = {"name", "optname", "command", "option", "choice"}
# A file in a member's export, not a message.
_FILES = {"export-readme"}
_REASONS = sorted(
    key.removeprefix("failed-")
    for key in by_key(DEFAULT_LOCALE)
    if key.startswith("failed-") and not key.startswith("failed-refund") and not key.endswith("-quote")
)

# Nothing here is measured in real time.
_SOME = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_FEW = settings(_SOME, max_examples=15)

locales = st.sampled_from(LOCALES)
# What grows when it is escaped, what counts twice, what piles up, what turns the line round.
worst = st.text(alphabet="*_`~|>#[]()<@:/\\\n\u202e\u0301\u200da日👩é ", max_size=60)
prompts = st.one_of(
    st.text(min_size=1, max_size=4000),
    worst.filter(bool).map(lambda piece: (piece * 4000)[:4000]),
)
numbers = st.integers(min_value=0, max_value=_LARGEST)


@_SOME
@given(locale=locales, prompt=prompts, left=numbers, charged=numbers, missing=st.integers(0, 3))
def test_any_result_fits_and_keeps_its_last_line(
    locale: str, prompt: str, left: int, charged: int, missing: int
) -> None:
    job = replace(_job(prompt=prompt, count=4, user_id=_LARGEST_ID, parent_id="x"), locale=locale)
    receipt = ResultSummary(charged=charged, remaining=left, seconds=86_400.5, missing=missing)
    pictures = [_picture(changed=True, side=side) for side in (8001, 8002, 8003, 8004)]

    text = _RENDER.result(job, pictures, receipt, parent_url=_URL, late=True)

    assert len(text) <= _CONTENT_LIMIT
    assert text.endswith(load_texts()("result-late", locale))


@_SOME
@given(locale=locales, prompt=prompts)
def test_any_alt_text_fits_and_says_which_picture_it_is(locale: str, prompt: str) -> None:
    job = replace(_job(prompt=prompt, count=4), locale=locale)

    text = _RENDER.alt_text(job, 4, _picture(side=8192))

    assert len(text) <= _ALT_LIMIT
    assert "8192 × 8192" in text


@pytest.mark.parametrize("reason", _REASONS)
@_FEW
@given(locale=locales, said=worst.map(lambda piece: piece * 100), left=numbers)
def test_any_failure_fits_with_its_refund(reason: str, locale: str, said: str, left: int) -> None:
    needed = by_key(locale)[f"failed-{reason}"].variables
    values = dict.fromkeys(needed, _LARGEST) | {"quote": said}
    job = replace(_job(reason=reason, reason_values=values, unit_credits=_LARGEST), locale=locale)

    text = _RENDER.failure(job, left, private=True)
    assert len(_RENDER.failure(job, left, private=False)) <= _CONTENT_LIMIT

    assert len(text) <= _CONTENT_LIMIT
    assert len(text.splitlines()) == 3


@pytest.mark.parametrize("rule", LimitRule)
@_FEW
@given(locale=locales, credits=numbers, used=numbers, granted=numbers, blocked=st.booleans())
def test_any_quota_fits(
    rule: LimitRule, locale: str, credits: int, used: int, granted: int, blocked: bool
) -> None:
    allowance = Allowance(credits=credits, rule=rule, role_id=_LARGEST_ID)
    standing = QuotaStatus(allowance=allowance, used=used, granted=granted, renews_at=2**40, blocked=blocked)

    text = _RENDER.quota_status(standing, locale, member=_LARGEST_ID)

    assert len(text) <= _CONTENT_LIMIT
    assert f"<t:{2**40}:R>" in text


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_can_be_formatted_and_leaves_room_for_user_input(locale: str) -> None:
    """Whatever key there is, with the largest of numbers for each of its values."""
    texts = load_texts()
    filled = {
        key: texts(key, locale, **dict.fromkeys(entry.variables, _LARGEST))
        for key, entry in by_key(locale).items()
        if key.split("-")[0] not in _LATE
    }

    messages = {key: text for key, text in filled.items() if key not in _FILES}
    assert {key: len(text) for key, text in messages.items() if not 1 <= len(text.strip()) <= 1000} == {}
    assert {key for key, text in filled.items() if "{" in text or "}" in text} == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_choice_of_the_model_has_its_own_text(locale: str) -> None:
    texts = load_texts()
    keys = [f"choice-size-{s.value}" for s in _MODEL.sizes] + [
        f"choice-quality-{q.value}" for q in _MODEL.qualities
    ]

    assert [key for key in keys if not texts.has(key, locale)] == []
