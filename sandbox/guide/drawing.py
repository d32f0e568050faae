"""Cards to a picture (SVG) that can be read on a phone: one column, no fonts from elsewhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from PIL import ImageFont
from rich.console import Console
from rich.text import Text

from sandbox.guide.blocks import Block, Card

__all__ = ["draw"]

_WIDTH, _EDGE, _LEFT = 460, 14, 58
_SIZE, _LINE, _CODE = 15, 21, 11.5
_PAPER, _INK, _DIM, _LINKS, _BOX, _FRAME = "#313338", "#dbdee1", "#a3a8b0", "#6cb6ff", "#2b2d31", "#4a4d55"
_BUTTONS = {1: "#4d5be0", 2: "#4e5058", 3: "#1f7a42", 4: "#b8313b", 5: "#4e5058"}
_PEOPLE = {"alice": "#d080d0", "bob": "#74a5f5", "mod": "#e6be6e", "olivia": "#f0a5d7", "Easel": "#62cdd7"}
_FONTS = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK JP", sans-serif'
_MONO = 'ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace'
# The reader's font may be wider than the one that is measured with.
_MARGIN = 1.14
_BOLD = 1.07
_ROOM = _WIDTH - _LEFT - _EDGE


def draw(cards: Sequence[Card], alt: str) -> str:
    """The picture; ``alt`` is its title for screen readers."""
    sheet = _Sheet()
    for card in cards:
        sheet.card(card)
    return sheet.finished(alt)


class _Sheet:
    def __init__(self) -> None:
        self._parts: list[str] = []
        self._y = float(_EDGE)
        self._pen = Console(width=10_000)

    def card(self, card: Card) -> None:
        """One card under the last."""
        top = self._y
        if card.who == "Easel" and card.note:
            self._write(Text(f"↱ {card.note}", "bright_black"), x=_LEFT, size=12.5, line=19)
        if card.who:
            self._face(card.who)
            self._write(Text(card.who, f"bold {_PEOPLE.get(card.who, _INK)}"), x=_LEFT)
        for block, following in zip(card.blocks, [*card.blocks[1:], None], strict=True):
            self._block(block, following)
        if card.private:
            self._write(Text(f"👁 {card.private}", "bright_black"), x=_LEFT, size=12.5, line=19)
        if card.private:
            self._parts.insert(
                0,
                f'<rect x="0" y="{top - 6:.0f}" width="3" height="{self._y - top + 6:.0f}" fill="#5865f2"/>',
            )
        self._y += 12

    def finished(self, alt: str) -> str:
        height = round(self._y + 4)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" '
            f'height="{height}" role="img" aria-label={quoteattr(alt)}>\n<title>{escape(alt)}</title>\n'
            f"<style>text {{ font-family: {_FONTS}; white-space: pre; }} .m {{ font-family: {_MONO}; }}</style>\n"
            f'<rect width="{_WIDTH}" height="{height}" rx="8" fill="{_PAPER}"/>\n'
            + "\n".join(self._parts)
            + "\n</svg>\n"
        )

    def _face(self, who: str) -> None:
        colour, y = _PEOPLE.get(who, "#8890a0"), self._y + 18
        mark = "E" if who == "Easel" else who[0].upper()
        self._parts.append(f'<circle cx="30" cy="{y:.0f}" r="17" fill="{colour}"/>')
        self._parts.append(
            f'<text x="30" y="{y + 6:.0f}" font-size="17" font-weight="700" text-anchor="middle" '
            f'fill="#1e1f22">{mark}</text>'
        )

    def _block(self, block: Block, following: Block | None) -> None:
        x = _LEFT + (10 if block.boxed else 0)
        top = self._y
        match block.kind:
            case "text":
                self._write(block.text or Text(), x=x)
            case "code":
                self._code((block.text or Text()).plain, x)
            case "pictures":
                self._pictures(block, x)
            case "buttons":
                self._buttons(block, x)
            case "menu" | "field" | "file":
                self._framed(block, x)
            case "rule":
                self._y += 8
        if block.boxed:
            height = self._y - top + (0 if following is None or not following.boxed else 1)
            self._parts.append(
                f'<rect x="{_LEFT}" y="{top:.0f}" width="3" height="{height:.0f}" fill="{_FRAME}"/>'
            )

    def _pictures(self, block: Block, x: float) -> None:
        left, tallest = x, 0
        for address, width, height in block.pictures:
            if left + width > _WIDTH - _EDGE:
                left, self._y, tallest = x, self._y + tallest + 6, 0
            self._parts.append(
                f'<image x="{left:.0f}" y="{self._y + 3:.0f}" width="{width}" height="{height}" '
                f'href="{address}"/>'
            )
            left, tallest = left + width + 6, max(tallest, height)
        self._y += tallest + 10

    def _buttons(self, block: Block, x: float) -> None:
        left = x
        for label, style in block.labels:
            shown = f"{label} ↗" if style == 5 else label
            width = _wide(shown, 13.5) + 22
            if left > x and left + width > _WIDTH - _EDGE:
                left, self._y = x, self._y + 34
            self._parts.append(
                f'<rect x="{left:.0f}" y="{self._y + 3:.0f}" width="{width:.0f}" height="29" rx="6" '
                f'fill="{_BUTTONS.get(style, _BUTTONS[2])}"/>'
                f'<text x="{left + width / 2:.0f}" y="{self._y + 22:.0f}" font-size="13.5" fill="#fff" '
                f'text-anchor="middle">{escape(shown)}</text>'
            )
            left += width + 7
        self._y += 38

    def _framed(self, block: Block, x: float) -> None:
        """A menu, a field of a form or a file: text in a frame."""
        text = block.text or Text()
        lines = self._wrapped(text, _WIDTH - _EDGE - x - 40, _SIZE)
        height = len(lines) * 20 + 10
        self._parts.append(
            f'<rect x="{x:.0f}" y="{self._y + 2:.0f}" width="{_WIDTH - _EDGE - x:.0f}" height="{height}" '
            f'rx="6" fill="#1e1f22" stroke="{_FRAME}"/>'
        )
        mark = {"menu": "▾", "file": "↓"}.get(block.kind, "")
        self._parts.append(
            f'<text x="{_WIDTH - _EDGE - 20}" y="{self._y + 22:.0f}" font-size="14" fill="{_DIM}">{mark}</text>'
        )
        top = self._y
        self._y += 6
        for line in lines:
            self._line(line, x + 10, 14, 20)
        self._y = top + height + 7

    def _code(self, text: str, x: float) -> None:
        room = int((_WIDTH - _EDGE - x - 10) / (_CODE * 0.62))
        for begin in range(0, max(1, len(text)), room):
            self._parts.append(
                f'<rect x="{x:.0f}" y="{self._y:.0f}" width="{_WIDTH - _EDGE - x:.0f}" height="17" '
                f'fill="#1e1f22"/><text class="m" x="{x + 6:.0f}" y="{self._y + 12.5:.1f}" '
                f'font-size="{_CODE}" fill="{_INK}">{escape(text[begin : begin + room])}</text>'
            )
            self._y += 16.5

    def _write(self, text: Text, *, x: float, size: float = _SIZE, line: float = _LINE) -> None:
        small = str(text.style) == "bright_black"
        for part in self._wrapped(text, _WIDTH - _EDGE - x, 12.5 if small else size):
            self._line(part, x, 12.5 if small else size, 18 if small else line)

    def _line(self, text: Text, x: float, size: float, line: float) -> None:
        spans = []
        base = self._pen.get_style(text.style)
        for segment in text.render(self._pen):
            if segment.text in ("", "\n"):
                continue
            style = base + segment.style if segment.style is not None else base
            more = ' font-weight="700"' if style.bold else ""
            more += ' font-style="italic"' if style.italic else ""
            colour = _LINKS if style.underline else _INK
            if style.color is not None:
                colour = style.color.name if style.color.name.startswith("#") else _DIM
            spans.append(f'<tspan fill="{colour}"{more}>{escape(segment.text)}</tspan>')
        self._y += line
        self._parts.append(
            f'<text x="{x:.0f}" y="{self._y - line * 0.28:.1f}" font-size="{size}">{"".join(spans)}</text>'
        )

    @staticmethod
    def _wrapped(text: Text, room: float, size: float) -> list[Text]:
        """Lines that fit; broken after a space, or anywhere in a word that is longer than a line."""
        if any("bold" in str(span.style) for span in text.spans):
            room /= _BOLD
        plain, lines, begin, space = text.plain, [], 0, -1
        at, used = 0, 0.0
        while at < len(plain):
            used += _wide(plain[at], size)
            if plain[at] == " " or _is_wide(plain[at]):
                space = at
            if used > room and at > begin:
                end = space + 1 if space > begin else at
                lines.append(text[begin:end])
                begin, at, used, space = end, end, 0.0, -1
                continue
            at += 1
        lines.append(text[begin:])
        return lines


_FONT = ImageFont.load_default(size=100)


def _wide(text: str, size: float) -> float:
    return sum(size * (1.05 if _is_wide(one) else _FONT.getlength(one) / 100 * _MARGIN) for one in text)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF" or unicodedata.category(character) == "So"
