"""What the README says is held against the code."""

import re
from pathlib import Path

import discord

from config.reference import render_markdown_table

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_settings_table_is_the_one_that_the_settings_make():
    table = re.search(r"<!-- settings:.*?-->\n(.*?)\n<!-- /settings -->", README, re.DOTALL)

    assert table is not None
    assert table[1].strip() == render_markdown_table().strip()


def test_the_invite_link_asks_for_exactly_the_permissions_that_are_explained():
    asked = discord.Permissions(int(re.search(r"permissions=(\d+)", README)[1]))

    assert asked == discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        attach_files=True,
        read_message_history=True,
        add_reactions=True,
    )


def test_every_file_that_the_readme_links_to_exists():
    links = re.findall(r"\]\(([^)#:]+)\)", README)

    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_command_of_the_readme_is_one_of_the_makefile_or_the_script():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))

    assert set(re.findall(r"^make ([a-z]+)", README, re.MULTILINE)) <= targets
