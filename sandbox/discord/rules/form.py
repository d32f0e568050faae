"""Collects what is wrong with a body and raises it as Discord's error 50035.

The tree mirrors the body: ``{"embeds": {"0": {"title": {"_errors": [...]}}}}``.
"""

from __future__ import annotations

from typing import Any

from sandbox.discord.errors import ApiError

__all__ = ["FormErrors", "text_units"]


def text_units(text: str) -> int:
    """Length as Discord counts it here: Unicode code points."""
    return len(text)


class FormErrors:
    """The problems found so far, each at a path inside the body."""

    def __init__(self, path: tuple[str, ...] = (), root: dict[str, Any] | None = None) -> None:
        self._path = path
        self._root: dict[str, Any] = {} if root is None else root

    def at(self, *keys: str | int) -> FormErrors:
        """The same form, one or more keys deeper."""
        return FormErrors((*self._path, *(str(key) for key in keys)), self._root)

    def error(self, code: str, message: str) -> None:
        """Note a problem here."""
        node = self._root
        for key in self._path:
            node = node.setdefault(key, {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def length(self, value: object, low: int, high: int) -> None:
        """A string (or ``None``, which is not looked at) of ``low`` to ``high`` characters."""
        if value is None:
            return
        if not isinstance(value, str):
            self.error("STRING_TYPE_CONVERT", "Could not interpret value as string.")
        elif text_units(value) > high:
            self.error("BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")
        elif text_units(value) < low:
            self.error("BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")

    def required(self, body: dict[str, Any], key: str) -> bool:
        """Whether ``body[key]`` is there; notes a problem when it is not."""
        if body.get(key) is not None:
            return True
        self.at(key).error("BASE_TYPE_REQUIRED", "This field is required")
        return False

    def count(self, values: list[Any], low: int, high: int) -> None:
        """A list of ``low`` to ``high`` entries."""
        if not low <= len(values) <= high:
            self.error("BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")

    def choice(self, value: object, allowed: set[Any]) -> None:
        """One of ``allowed``."""
        if value not in allowed:
            shown = ", ".join(str(entry) for entry in sorted(allowed, key=str))
            self.error("BASE_TYPE_CHOICES", f"Value must be one of {{{shown}}}.")

    def objects(self, value: object) -> list[dict[str, Any]]:
        """``value`` as a list of objects; notes a problem and returns nothing otherwise."""
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self.error("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        return value

    def raise_if_any(self) -> None:
        """Raise 400 / 50035 when anything was noted."""
        if self._root:
            raise ApiError(400, 50035, "Invalid Form Body", errors=self._root)
