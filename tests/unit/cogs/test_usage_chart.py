"""Usage chart: readable on a phone in any theme, with texts within limits in every language."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace

import pytest
from PIL import Image, ImageColor

from bot.discord.i18n import load_texts
from bot.discord.render.chart import COLOURS, INK, PAPER, can_write, draw_usage, member_bars, shown_days
from bot.discord.render.messages import Renderer
from bot.discord.render.usage import chart_words, top_text, usage_alt, usage_text
from bot.quota.models import SpendRow
from bot.quota.usage import Usage
from tests.fakes.models import models_of

_LOCALES = load_texts().locales
_BIG = 1_000_000_000
_CARD = ImageColor.getrgb(PAPER)
_ENDS = {
    ("delivered", ""): 12_345,
    ("failed", "fal-policy"): 12_345,
    ("failed", "deadline"): 12_345,
    ("cancelled", "cancelled-asked"): 12_345,
    ("queued", ""): 12_345,
}


@pytest.fixture(scope="module")
def render() -> Renderer:
    return Renderer(load_texts(), models_of())


def _usage(days: int, members: int, credits: int = 7) -> Usage:
    names = tuple(f"2027-{number // 28 + 1:02}-{number % 28 + 1:02}" for number in range(days))
    rows = (
        SpendRow(day=day, user_id=2**62 + member, quality=quality, credits=credits + member)
        for day, member, quality in itertools.product(names, range(members), ("low", "medium", "high", ""))
    )
    return Usage(days=names, spending=tuple(rows), outcomes=_ENDS)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", [INK, *COLOURS.values()])
def test_every_color_contrasts_with_the_background(colour: str) -> None:
    assert (_luminance(colour) + 0.05) / (_luminance(PAPER) + 0.05) >= 4.5


@pytest.mark.parametrize("days", [1, 7, 30, 90])
def test_the_chart_has_an_opaque_background_and_fits_a_phone(render: Renderer, days: int) -> None:
    data = draw_usage(_usage(days, 9), chart_words(render, "en-US"))

    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.mode) == ("PNG", "RGB")
        assert image.getpixel((0, 0)) == _CARD
        assert image.width == 800
        assert image.height < 1600
        edge = {image.getpixel((image.width - 4, y)) for y in range(image.height)}
        edge |= {image.getpixel((x, image.height - 36)) for x in range(image.width)}
        assert edge == {_CARD}


def test_qualities_differ_without_color(render: Renderer) -> None:
    def grey(quality: str) -> bytes:
        row = SpendRow(day="2027-01-01", user_id=1, quality=quality, credits=5)
        usage = Usage(days=("2027-01-01",), spending=(row,), outcomes={})
        words = chart_words(render, "en-US") | dict.fromkeys(("low", "medium", "high", "rest"), "x")
        with Image.open(io.BytesIO(draw_usage(usage, words))) as image:
            return image.convert("L").point(lambda value: 255 if value > 60 else 0).tobytes()

    assert len({grey(quality) for quality in ("low", "medium", "high", "")}) == 4


def test_the_bars_of_members_sum_to_the_total(render: Renderer) -> None:
    usage = _usage(3, 9)

    bars = member_bars(usage)

    assert sum(credits for _, credits in bars) == usage.total
    assert [place for place, _ in bars] == [1, 2, 3, 4, 5, None]


@pytest.mark.parametrize("locale", _LOCALES)
def test_the_charts_font_has_all_its_letters(render: Renderer, locale: str) -> None:
    assert all(map(can_write, chart_words(render, locale).values()))


@pytest.mark.parametrize("locale", _LOCALES)
def test_a_chart_contains_only_text_in_its_language(render: Renderer, locale: str) -> None:
    """What its font cannot write is a letter, and the message says in the reader's words what it means."""
    text, words = usage_text(render, _usage(3, 9), locale), chart_words(render, locale)
    own = {
        render.texts(f"usage-chart-{key}", locale): words[key]
        for key in ("days", "members", "quality", "rest")
    }
    own |= {render.texts(f"usage-end-{end}", locale): words[end] for end in ("delivered", "failed")}

    for word, drawn in own.items():
        assert drawn == word or (len(drawn) == 1 and f"**{drawn}** {word}" in text)
    assert len(set(words.values())) == len(words)
    assert ("**A**" in text) == (locale != "en-US")


@pytest.mark.parametrize("locale", _LOCALES)
def test_the_longest_texts_fit_in_every_language(render: Renderer, locale: str) -> None:
    usage = _usage(90, 100, _BIG)

    assert len(usage_text(render, usage, locale)) <= 2000
    assert usage_text(render, usage, locale).count("```") == 2
    assert len(top_text(render, usage, locale)) <= 2000
    assert len(usage_alt(render, usage, locale)) <= 1024


def test_members_are_named_if_the_font_has_the_letters(render: Renderer) -> None:
    usage, words = _usage(2, 3), chart_words(render, "en-US")

    numbers = draw_usage(usage, words)

    assert draw_usage(usage, words, ["Alice"]) != numbers
    assert draw_usage(usage, words, ["灯台", "", "*" * 0]) == numbers
    assert "灯台: " in usage_alt(render, usage, "en-US", ["灯台"])
    assert "#2: " in usage_alt(render, usage, "en-US", ["灯台"])


def test_leading_days_without_values_are_omitted() -> None:
    row = SpendRow(day="2027-01-28", user_id=1, quality="low", credits=5)
    days = tuple(f"2027-01-{day:02}" for day in range(1, 31))

    assert [day for day, _ in shown_days(Usage(days=days, spending=(row,), outcomes={}))] == list(days[-7:])
    early = replace(row, day="2027-01-11")
    assert len(shown_days(Usage(days=days, spending=(early, row), outcomes={}))) == 20


def test_the_alt_text_contains_the_numbers(render: Renderer) -> None:
    alt = usage_alt(render, _usage(2, 2), "en-US")

    assert "120 credits, 2027-01-01 to 2027-01-02" in alt
    assert "01-02: 60, 01-01: 60" in alt
    assert "#1: 64, #2: 56" in alt
    assert "High 30 (25%)" in alt
