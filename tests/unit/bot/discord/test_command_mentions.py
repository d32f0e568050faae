"""Commands that texts name become clickable."""

from __future__ import annotations

import pytest

from bot.discord.command_mentions import CommandMentions

_PAYLOADS = [
    {"name": "quota", "name_localizations": {"de": "kontingent"}, "options": []},
    {
        "name": "privacy",
        "options": [
            {"type": 1, "name": "export", "name_localizations": {"de": "exportieren"}},
            {"type": 2, "name": "more", "options": [{"type": 1, "name": "all"}]},
            {"type": 3, "name": "text"},
        ],
    },
    {"name": "unregistered"},
]
_MENTIONS = CommandMentions(_PAYLOADS, {"quota": 7, "privacy": 8})


@pytest.mark.parametrize(
    ("text", "locale", "linked"),
    [
        ("See `/quota`.", "en-US", "See </quota:7>."),
        ("Siehe `/kontingent`.", "de", "Siehe </quota:7>."),
        ("`/kontingent`", "fr", "`/kontingent`"),
        ("`/quota`", "de", "</quota:7>"),
        ("`/privacy export`, `/privacy exportieren`", "de", "</privacy export:8>, </privacy export:8>"),
        ("`/privacy more all`", "en-US", "</privacy more all:8>"),
        (
            "`/privacy`, `/privacy text`, `/unregistered`",
            "en-US",
            "`/privacy`, `/privacy text`, `/unregistered`",
        ),
        ("```\nprint('`/quota`')\n``` `/quota`", "en-US", "```\nprint('`/quota`')\n``` </quota:7>"),
        ("`quota` /quota", "en-US", "`quota` /quota"),
    ],
)
def test_commands_in_code_become_mentions(text: str, locale: str, linked: str) -> None:
    assert _MENTIONS.link(text, locale) == linked


def test_a_command_stays_code_until_its_id_is_known() -> None:
    assert CommandMentions().link("`/quota`", "en-US") == "`/quota`"
    assert CommandMentions(_PAYLOADS).link("`/quota`", "en-US") == "`/quota`"
