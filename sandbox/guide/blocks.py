"""A message, a form or a line of typing as blocks to draw: text, pictures, buttons, menus."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from PIL import Image, ImageFilter
from rich.text import Text

from sandbox.discord import Message, World
from sandbox.discord.rules.components import ComponentType
from sandbox.story.discord_text import discord_text
from sandbox.story.message_view import names_in

__all__ = ["Block", "Card", "card_of_form", "card_of_message"]

Json = dict[str, Any]
_T = ComponentType
_SELECTS = {_T.STRING_SELECT, _T.USER_SELECT, _T.ROLE_SELECT, _T.MENTIONABLE_SELECT, _T.CHANNEL_SELECT}
_LINK = 5
_WIDE, _SMALL, _QUALITY = 300, 150, 58
_BLUR = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One thing that is drawn across the card.

    ``kind`` is text, code, pictures, buttons, menu, field, file or rule; ``boxed`` stands in a container.
    """

    kind: str
    text: Text | None = None
    labels: tuple[tuple[str, int], ...] = ()
    pictures: tuple[tuple[str, int, int], ...] = ()
    boxed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What somebody says: ``who`` with blocks under the name; ``private`` is read by one person."""

    who: str
    note: str = ""
    private: str = ""
    blocks: list[Block] = field(default_factory=list)


def card_of_message(message: Message, world: World, *, upto: int = 14) -> Card:
    """``message`` as it stands now; of a longer text the first ``upto`` lines."""
    blocks = list(_Reader(world).message(message))
    metadata = message.interaction_metadata
    asked = f"{metadata.user.name} used /{metadata.name}" if metadata and metadata.name else ""
    if metadata and metadata.name and metadata.name[0].isupper():
        asked = f"{metadata.user.name} chose {metadata.name}"
    private = f"Only {message.ephemeral_to.name} can see this" if message.ephemeral_to else ""
    return Card(who="Easel", note=asked, private=private, blocks=_cut(blocks, upto))


def card_of_form(modal: Json, world: World) -> Card:
    """An open form."""
    reader = _Reader(world)
    blocks = [Block(kind="text", text=Text(modal["title"], "bold"), boxed=True)]
    for part in modal["components"]:
        for child in [part["component"]] if "component" in part else part.get("components") or []:
            label = Text(part.get("label") or child.get("label") or "", "bright_black")
            blocks.append(Block(kind="text", text=label, boxed=True))
            if child["type"] == _T.TEXT_INPUT:
                value = str(child.get("value") or child.get("placeholder") or "")
                shown = value if len(value) < 130 else f"{value[:128]}…"
                blocks.append(Block(kind="field", text=Text(shown), boxed=True))
            else:
                blocks += reader.parts([child], boxed=True)
    blocks.append(Block(kind="buttons", labels=(("Cancel", 2), ("Submit", 1)), boxed=True))
    return Card(who="", blocks=blocks)


def _cut(blocks: list[Block], upto: int) -> list[Block]:
    """The first ``upto`` lines of text, and the buttons and menus that stand outside of a container."""
    kept: list[Block] = []
    lines = 0
    for block in blocks:
        lines += block.kind in ("text", "code")
        if lines <= upto or (block.kind in ("buttons", "menu", "file") and not block.boxed):
            kept.append(block)
        elif kept[-1].kind not in ("buttons", "menu") and (kept[-1].text or Text("")).plain != "⋯":
            kept.append(Block(kind="text", text=Text("⋯", "bright_black"), boxed=block.boxed))
    return kept


class _Reader:
    def __init__(self, world: World) -> None:
        self._world = world
        self._names = names_in(world)

    def message(self, message: Message) -> Iterator[Block]:
        if message.content:
            yield from self._written(message.content)
        for embed in message.embeds:
            parts = [f"**{embed['title']}**"] if embed.get("title") else []
            parts += [embed["description"]] if embed.get("description") else []
            parts += [f"**{one['name']}**\n{one['value']}" for one in embed.get("fields") or []]
            for part in parts:
                yield from self._written(part, boxed=True)
        pictures = [one for one in message.attachments if one.width]
        if pictures:
            wide = _WIDE if len(pictures) == 1 else _SMALL
            shown = (_thumbnail(one.data, wide, one.filename.startswith("SPOILER_")) for one in pictures)
            yield Block(kind="pictures", pictures=tuple(shown))
        for file in message.attachments:
            if not file.width:
                yield Block(kind="file", text=Text(file.filename))
        yield from self.parts(message.components)

    def parts(self, components: Iterable[Json], *, boxed: bool = False) -> Iterator[Block]:
        for part in components:
            yield from self._part(part, boxed)

    def _part(self, part: Json, boxed: bool) -> Iterator[Block]:
        kind, children = part.get("type"), part.get("components") or []
        if kind == _T.ACTION_ROW:
            labels = tuple(_label(one) for one in children if one["type"] == _T.BUTTON)
            if labels:
                yield Block(kind="buttons", labels=labels, boxed=boxed)
            yield from self.parts((one for one in children if one["type"] != _T.BUTTON), boxed=boxed)
        elif kind == _T.BUTTON:
            yield Block(kind="buttons", labels=(_label(part),), boxed=boxed)
        elif kind in _SELECTS:
            yield Block(kind="menu", text=Text(self._chosen(part)), boxed=boxed)
        elif kind == _T.TEXT_DISPLAY:
            yield from self._written(part["content"], boxed)
        elif kind == _T.CONTAINER:
            yield from self.parts(children, boxed=True)
            yield Block(kind="rule")
        elif kind == _T.SECTION:
            yield from self.parts(children, boxed=boxed)
            if part["accessory"]["type"] == _T.BUTTON:
                yield from self.parts([part["accessory"]], boxed=boxed)
        elif kind == _T.SEPARATOR:
            yield Block(kind="rule", boxed=boxed)

    def _written(self, content: str, boxed: bool = False) -> Iterator[Block]:
        inside = False
        for line in content.split("\n"):
            if line.startswith("```"):
                inside = not inside
            elif inside:
                yield Block(kind="code", text=Text(line), boxed=boxed)
            else:
                (text,) = discord_text(line, name_of=self._names, now=self._world.clock.now())
                if text.plain.strip():
                    yield Block(kind="text", text=text, boxed=boxed)

    def _chosen(self, part: Json) -> str:
        chosen = [one["label"] for one in part.get("options") or [] if one.get("default")]
        chosen += [self._names(int(one["id"])) for one in part.get("default_values") or []]
        return ", ".join(chosen) or str(part.get("placeholder") or "…")


def _label(button: Json) -> tuple[str, int]:
    emoji = (button.get("emoji") or {}).get("name") or ""
    return f"{emoji} {button.get('label') or ''}".strip(), int(button.get("style") or 2)


def _thumbnail(data: bytes, wide: int, covered: bool) -> tuple[str, int, int]:
    """A small JPEG as a data address, with its width and height."""
    with Image.open(io.BytesIO(data)) as picture:
        small = picture.convert("RGB")
        small.thumbnail((wide, wide))
        if covered:
            small = small.filter(ImageFilter.GaussianBlur(_BLUR))
        out = io.BytesIO()
        small.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode()}", *small.size
