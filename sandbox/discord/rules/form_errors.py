"""Form errors: collects the problems of a request body and raises them as Discord's error 50035.

The tree mirrors the body: ``{"embeds": {"0": {"title": {"_errors": [...]}}}}``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sandbox.discord.errors import ApiError

__all__ = ["FormErrors"]

Json = dict[str, Any]


class FormErrors:
    """The problems found so far, each at a path inside the body."""

    def __init__(self, path: tuple[str, ...] = (), root: Json | None = None) -> None:
        self._path = path
        self._root: Json = {} if root is None else root

    def at(self, *keys: str | int) -> FormErrors:
        """Return a view of the same errors, one or more keys deeper."""
        return FormErrors((*self._path, *(str(key) for key in keys)), self._root)

    def error(self, code: str, message: str) -> None:
        """Add a problem at the current path."""
        node = self._root
        for key in self._path:
            node = node.setdefault(key, {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def length(self, value: object, low: int, high: int) -> None:
        """Require a string of ``low`` to ``high`` code points; ``None`` is accepted."""
        if value is None:
            return
        if not isinstance(value, str):
            self.error("STRING_TYPE_CONVERT", "Could not interpret value as string.")
        elif len(value) > high:
            self.error("BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")
        elif len(value) < low:
            self.error("BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")

    def required(self, body: Json, key: str) -> bool:
        """Return whether ``body[key]`` is present; if not, add a problem."""
        if body.get(key) is not None:
            return True
        self.at(key).error("BASE_TYPE_REQUIRED", "This field is required")
        return False

    def text(self, body: Json, key: str, low: int, high: int, *, required: bool = False) -> None:
        """Check the length of ``body[key]``, and its presence if ``required``."""
        if not required or self.required(body, key):
            self.at(key).length(body.get(key), low, high)

    def count(self, values: Collection[Any], low: int, high: int) -> None:
        """Require ``low`` to ``high`` entries."""
        if not low <= len(values) <= high:
            self.error("BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")

    def at_most(self, values: Collection[Any], high: int) -> None:
        """Require at most ``high`` entries."""
        if len(values) > high:
            self.error("BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")

    def choice(self, value: object, allowed: Collection[Any]) -> None:
        """Require one of ``allowed``."""
        if value not in allowed:
            shown = ", ".join(sorted(str(entry) for entry in allowed))
            self.error("BASE_TYPE_CHOICES", f"Value must be one of {{{shown}}}.")

    def snowflake(self, value: object) -> None:
        """Require a snowflake."""
        if not str(value or "").isdigit():
            self.error("NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')

    def objects(self, value: object) -> list[Json]:
        """Return ``value`` as a list of objects; for anything else, add a problem and return none."""
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self.error("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        return value

    def each(self, value: object) -> Iterator[tuple[FormErrors, Json]]:
        """Yield the objects of a list, each with the errors at its index."""
        for index, entry in enumerate(self.objects(value)):
            yield self.at(index), entry

    def raise_if_any(self) -> None:
        """Raise 400 / 50035 if there is any problem."""
        if self._root:
            raise ApiError(400, 50035, "Invalid Form Body", errors=self._root)
