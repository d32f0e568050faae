"""Redaction of secrets in foreign text: fal's responses, and everything that is logged.

A secret is found regardless of case, separators, and escapes (percent, backslash, HTML entity), as Base64 or
hexadecimal, and in part: any ten consecutive letters and digits of it are enough. Headers and URLs with credentials
are redacted regardless of their values.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import Any

__all__ = ["MASK", "Redactor"]

#: Replacement of a secret.
MASK = "***"

# Number of letters and digits by which part of a secret is recognized; a shorter secret must be complete.
_WINDOW = 10
# Shorter secrets are not searched for: they would mask ordinary words.
_SHORTEST = 6
# Depth to which nested containers are redacted; deeper values are replaced.
_DEPTH = 8

_SEPARATORS = re.compile(r"[\W_]+")
_ESCAPED = re.compile(r"[%\\&]|[^\x00-\x7f]")
_TOKENS = re.compile(
    r"%(?:25)*(?P<percent>[0-9a-f]{2})"
    r"|\\+(?:u00|x)(?P<backslash>[0-9a-f]{2})"
    r"|&#x0*(?P<hexadecimal>[0-9a-f]{2});?"
    r"|&#0*(?P<decimal>[0-9]{2,3});?"
    r"|.",
    re.IGNORECASE | re.DOTALL,
)
# Characters required for a match, the pattern, and its replacement.
_PATTERNS = (
    # An Authorization header, as a line or in the text form of a mapping.
    ("", re.compile(r"(authorization[\"']?\s*[:=]\s*)[^\r\n,;}]{1,4096}", re.IGNORECASE), rf"\g<1>{MASK}"),
    # Credentials in a URL.
    (":@", re.compile(r"(://)[^\s/?#@]{1,1024}@"), rf"\g<1>{MASK}@"),
    # A bot token of Discord.
    (".", re.compile(r"\b[\w-]{23,28}\.[\w-]{6}\.[\w-]{27,}"), MASK),
)


class Redactor:
    """Masks ``secrets``, and the two halves of each ``id:secret``, in text and in containers of it."""

    def __init__(self, secrets: Collection[str] = ()) -> None:
        self._whole = {
            form for secret in secrets for form in (secret, *_encoded(secret)) if len(form) >= _SHORTEST
        }
        parts = {part for secret in secrets for part in (secret, *secret.split(":"))}
        forms = {
            _fold(form) for part in parts if len(_fold(part)) >= _SHORTEST for form in (part, *_encoded(part))
        }
        windows = {
            form[start : start + _WINDOW]
            for form in forms
            for start in range(max(1, len(form) - _WINDOW + 1))
        }
        self._windows = frozenset(windows)
        self._lengths = tuple(sorted({len(window) for window in windows}))

    def __call__(self, text: str) -> str:
        """Return ``text`` with every secret in it replaced by :data:`MASK`."""
        if len(text) < _SHORTEST:
            return text
        for characters, pattern, replacement in _PATTERNS:
            if all(character in text for character in characters):
                text = pattern.sub(replacement, text)
        # Text with escapes or other alphabets needs the slower search, which also finds the positions.
        if _ESCAPED.search(text) or self._matches(_fold(text)):
            text = self._mask(text)
        return text

    def redact(self, value: Any, depth: int = _DEPTH) -> Any:
        """Redact the text in ``value``: strings, bytes, containers, and the ``repr`` of any other object."""
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, str):
            return self(value)
        if depth == 0:
            return MASK
        if isinstance(value, Mapping):
            return {
                self.redact(key, depth - 1): MASK if _is_header(key) else self.redact(item, depth - 1)
                for key, item in value.items()
            }
        if isinstance(value, list | tuple | set | frozenset):
            return [self.redact(item, depth - 1) for item in value]
        shown = value.decode("latin-1") if isinstance(value, bytes) else repr(value)
        redacted = self(shown)
        return value if redacted == shown else redacted

    def finds(self, text: str) -> bool:
        """Return whether ``text`` contains a secret."""
        return self(text) != text

    def finds_whole(self, text: str) -> bool:
        """Return whether ``text``, which may be very long, contains a complete secret, also as Base64."""
        return any(form in text for form in self._whole)

    def _matches(self, folded: str) -> bool:
        return not all(
            self._windows.isdisjoint(
                [folded[start : start + length] for start in range(len(folded) - length + 1)]
            )
            for length in self._lengths
        )

    def _mask(self, text: str) -> str:
        units = list(_units(text))
        folded = "".join(character for character, _, _ in units)
        hits = [
            (units[start][1], units[start + length - 1][2])
            for length in self._lengths
            for start in range(len(folded) - length + 1)
            if folded[start : start + length] in self._windows
        ]
        parts: list[str] = []
        end = 0
        for start, stop in sorted(hits):
            if start >= end:
                # Adjacent hits, with only separators between them, are parts of one secret.
                between = text[end:start]
                parts += [between, MASK] if not parts or _fold(between) else []
            end = max(end, stop)
        return "".join([*parts, text[end:]])


def _is_header(name: object) -> bool:
    """Return whether ``name`` is that of a header with credentials."""
    return isinstance(name, str) and name.lower() in {"authorization", "cookie", "set-cookie"}


def _fold(text: str) -> str:
    """Return the letters and digits of ``text``, in one case and width."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text).lower())


def _encoded(secret: str) -> Iterator[str]:
    """Yield the part of each Base64 form that does not depend on the neighboring bytes, and hexadecimal."""
    data = secret.encode()
    for offset in range(3):
        usable = (offset + len(data)) // 3 * 3 - offset
        text = base64.b64encode(bytes(offset) + data[:usable]).decode()
        stable = text[4:] if offset else text
        yield stable
        yield stable.translate(str.maketrans("+/", "-_"))
    yield data.hex()


def _units(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each letter and digit after unescaping, folded, with its start and end in ``text``."""
    for token in _TOKENS.finditer(text):
        kind = token.lastgroup
        if kind is None:
            character = token[0]
        else:
            code = int(token[kind], 10 if kind == "decimal" else 16)
            character = chr(code)
        for folded in _fold(character):
            yield folded, token.start(), token.end()
