"""Safe text: properties of displayed user input that hold for any text."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.discord.markdown import quote, sanitize, shorten

_LIMIT = 60
_TRIGGERS = "\\*_~`|>#[]()<"
_NASTY = st.text(
    st.one_of(
        st.sampled_from(_TRIGGERS + "@:/&!-.1 \n\r\t\u2028\u202e\u2066\u200b\u200d\ufeff\u0301\u0e47\u20dd"),
        st.characters(exclude_categories=[]),
    ),
    max_size=200,
)


def _unescaped(text: str) -> list[str]:
    """Characters that Discord would read as markup: those without a backslash of their own."""
    bare = re.sub(r"\\[" + re.escape(_TRIGGERS) + "]", "", text)
    return [c for c in bare if c in _TRIGGERS]


@given(_NASTY)
@example("```py\n@everyone```")
@example("\\")
@example("[a](https://b)")
@example("<@1> <@&2> <#3> </x:4> <t:5:R> <:e:6>")
def test_a_quote_contains_no_unescaped_markup(text: str) -> None:
    assert _unescaped(quote(text, _LIMIT)[1:-1]) == []


@given(_NASTY)
@example("@everyone")
@example("@here and <@1> and https://x.test")
def test_a_quote_contains_no_mention_or_url(text: str) -> None:
    quoted = quote(text, _LIMIT)

    assert not re.search(r"@[^\u200b]", quoted)
    assert "://" not in quoted


@given(_NASTY)
def test_a_quote_is_one_line_in_quotation_marks(text: str) -> None:
    quoted = quote(text, _LIMIT)

    assert len(quoted.splitlines()) == 1
    assert (quoted[0], quoted[-1]) == ("“", "”")


@given(_NASTY, st.integers(min_value=1, max_value=400))
def test_a_quote_is_at_most_twice_as_long_as_its_limit(text: str, limit: int) -> None:
    assert len(quote(text, limit)) <= 2 * limit + 2


@given(_NASTY)
def test_invisible_characters_that_reorder_or_hide_text_are_removed(text: str) -> None:
    left = {c for c in sanitize(text) if unicodedata.category(c) in {"Cf", "Cc", "Cs", "Co", "Zl", "Zp"}}
    with_glyph = {c for c in left if unicodedata.bidirectional(c) in {"AN", "AL", "L"}}

    assert left - with_glyph <= {"\u200c", "\u200d"}
    assert with_glyph.isdisjoint("\u061c\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\u2068\uf8ff")


@given(_NASTY)
@example("a" + "\u0301" * 50)
@example("ก" + "\u0e47" * 50)
@example("a" + "\u20dd" * 50)
def test_stacked_marks_are_limited(text: str) -> None:
    marks = "".join("m" if unicodedata.category(c).startswith("M") else "." for c in sanitize(text))

    assert "mmmm" not in marks


@given(_NASTY)
def test_sanitizing_is_idempotent(text: str) -> None:
    assert sanitize(sanitize(text)) == sanitize(text)


@given(st.text(max_size=100), st.integers(min_value=1, max_value=50))
def test_shortening_keeps_the_beginning_within_the_limit(text: str, limit: int) -> None:
    short = shorten(text, limit)

    assert len(short) <= limit
    assert short == text or text.startswith(short[:-1])


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("a 👩\u200d🚀 flies", 4, "a…"),
        ("a 👩🏽 flies", 4, "a…"),
        ("cafe\u0301s", 5, "caf…"),
        ("e\u0301", 1, "…"),
    ],
)
def test_an_emoji_or_letter_is_not_cut_in_two(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a red kite", "“a red kite”"),
        ("two\nlines\tand  spaces ", "“two lines and spaces”"),
        ("**bold** _it_", "“\\*\\*bold\\*\\* \\_it\\_”"),
        ("@everyone", "“@\u200beveryone”"),
        ("see https://x.test", "“see https:\u200b//x.test”"),
        ("join discord.gg/abc", "“join discord.\u200bgg/abc”"),
        ("DISCORD.GG/abc", "“DISCORD.\u200bGG/abc”"),
        ("dis\u200bcord.gg/abc", "“dis cord.\u200bgg/abc”"),
        ("discordapp.com/invite/abc", "“discordapp.\u200bcom/invite/abc”"),
        ("ptb.discord.com/invite/abc", "“ptb.\u200bdiscord.\u200bcom/invite/abc”"),
        ("discord.gift/abc", "“discord.\u200bgift/abc”"),
        ("dsc.gg/abc and discord。gg/abc", "“dsc.\u200bgg/abc and discord。\u200bgg/abc”"),
        ("[a](discord.gg/abc)", "“\\[a\\]\\(discord.\u200bgg/abc\\)”"),
        ("3.5 mm, f/1.8, photo.jpg.", "“3.5 mm, f/1.8, photo.jpg.”"),
        ("<t:1:R> <#1> <:a:1> # x", "“\\<t:1:R\\> \\<\\#1\\> \\<:a:1\\> \\# x”"),
        ("👩\u200d🎨 paints", "“👩\u200d🎨 paints”"),
        ("é ü 日本 עברית", "“é ü 日本 עברית”"),
        # Newer than the tables of the oldest Python supported, and than those of Python 3.13.
        ("a 🩷 and 🫎 and \U0001fae9", "“a 🩷 and 🫎 and \U0001fae9”"),
        ("❤\ufe0f\u200d🔥 👩🏽\u200d🚀 🇫🇷 1\ufe0f\u20e3", "“❤\ufe0f\u200d🔥 👩🏽\u200d🚀 🇫🇷 1\ufe0f\u20e3”"),
        ("می\u200cخواهم ক্\u200cষ", "“می\u200cخواهم ক্\u200cষ”"),
        ("שָּׁ֣ Ἀ̈́ မြွှေ့ བསྒྲུབས ที่นี่", "“שָּׁ֣ Ἀ̈́ မြွှေ့ བསྒྲུབས ที่นี่”"),
        (
            "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f flag",
            "“\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f flag”",
        ),
        ("hidden \U000e0067\U000e0062 tags", "“hidden tags”"),
        ("co\u00adop \u200fשלום\u200f!", "“coop שלום!”"),
        ("\u0600\u0661 year", "“\u0600\u0661 year”"),
    ],
)
def test_ordinary_text_stays_readable(typed: str, shown: str) -> None:
    assert quote(typed, _LIMIT) == shown
