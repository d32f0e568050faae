"""Rights and consent of edits: whose pictures a member may edit."""

from __future__ import annotations

import struct
import zlib

import discord
import simcord

from bot.audit.models import AdminActor
from tests.simcord.simcord_harness import Workshop, answer

_MENU = "Edit picture"


def _picture() -> bytes:
    rows = (b"\0" + bytes(3 * 64)) * 64
    chunks = {
        b"IHDR": struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0),
        b"IDAT": zlib.compress(rows),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks.items()
    )


async def _posted(shop: Workshop, who: simcord.MemberActor) -> discord.Message:
    return await who.send(shop.channel, "my cat", attachments=[("cat.png", _picture())])


async def _allow_others(shop: Workshop, value: str) -> None:
    actor = AdminActor(guild_id=shop.guild.id, user_id=shop.admin.id)
    await shop.services.guilds.change(actor, others_pictures=value)


async def test_members_edit_their_own_pictures_and_those_of_easel(shop: Workshop) -> None:
    own = await shop.alice.context_menu(shop.channel, _MENU, await _posted(shop, shop.alice))
    drawn = await shop.alice.context_menu(shop.channel, _MENU, await shop.draw())

    assert [opened.modal is not None for opened in (own, drawn)] == [True, True]


async def test_pictures_of_others_are_refused_privately_by_default(shop: Workshop) -> None:
    refused = await shop.bob.context_menu(shop.channel, _MENU, await _posted(shop, shop.alice))

    assert answer(refused).content.startswith("You can edit your own pictures")
    assert answer(refused).ephemeral
    assert await shop.untouched()


async def test_the_owner_is_asked_and_nobody_else_can_agree(shop: Workshop) -> None:
    await _allow_others(shop, "ask")
    message = await _posted(shop, shop.alice)

    await shop.bob.context_menu(shop.channel, _MENU, message)
    question = shop.channel.history()[-1]
    denied = await shop.bob.click(question, label="Allow")
    assert denied.followups[-1].content.startswith("Only the owner")
    assert shop.alice.id in shop.pinged()
    await shop.alice.click(question, label="Allow")

    opened = await shop.bob.context_menu(shop.channel, _MENU, message)
    assert opened.modal is not None


async def test_an_opt_out_outweighs_the_setting_of_the_server(shop: Workshop) -> None:
    await _allow_others(shop, "allowed")
    message = await _posted(shop, shop.alice)
    allowed = await shop.bob.context_menu(shop.channel, _MENU, message)
    await shop.alice.slash(shop.channel, "privacy editing", allowed=False)
    refused = await shop.bob.context_menu(shop.channel, _MENU, message)

    assert allowed.modal is not None
    assert "doesn't want" in answer(refused).content
