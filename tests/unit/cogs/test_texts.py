"""Texts: every key is used in the code, and every used key exists."""

from __future__ import annotations

import ast
import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource

import bot
import cogs
from bot.discord.i18n import DEFAULT_LOCALE, load_texts
from bot.errors import EaselError
from bot.fal.errors import FailureKind
from bot.quota.limits import LimitRule
from bot.tuning.lazy_fluent import Language
from config import load_catalogue
from tests.unit.cogs.ftl import FOLDER as LOCALES_FOLDER

_ROOMS = [Path(package.__file__ or "").parent for package in (bot, cogs)]
_TREES = [ast.parse(path.read_text("utf-8")) for room in _ROOMS for path in sorted(room.rglob("*.py"))]
_NODES = [node for tree in _TREES for node in ast.walk(tree)]
_FOLDER = LOCALES_FOLDER / DEFAULT_LOCALE
_TEXT = "\n".join(path.read_text("utf-8") for path in sorted(_FOLDER.glob("*.ftl")))
_KEYS = re.findall(r"^([a-z][a-z0-9-]*) *=", _TEXT, re.MULTILINE)
_FAMILIES = "|".join(sorted({key.split("-")[0] for key in _KEYS}))
_KEY = re.compile(rf"(?:{_FAMILIES})(?:-[a-z0-9]+)+")
# The decorators of commands take the names of texts without these words.
_COMMAND_TEXTS = ("name", "command", "optname", "option")
_GROUPS = ("", "quota-admin-")


def _literals() -> set[str]:
    return {n.value for n in _NODES if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def _patterns() -> Iterator[re.Pattern[str]]:
    """Every f-string as a pattern: what it fills in may be anything."""
    for node in _NODES:
        if isinstance(node, ast.JoinedStr):
            parts = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9-]+"
                for part in node.values
            ]
            # One that consists of blanks only would match every key.
            if any(part.isalpha() or "-" in part for part in parts if part != "[a-z0-9-]+"):
                yield re.compile("".join(parts))


def _reasons() -> set[str]:
    """Every reason that a job is ended with: literal arguments of the workers' ``_fail`` and of ``Fault``."""
    calls = [node for node in _NODES if isinstance(node, ast.Call) and node.args]
    arguments = [
        *(call.args[1] for call in calls if getattr(call.func, "attr", "") == "_fail" and len(call.args) > 1),
        *(call.args[0] for call in calls if getattr(call.func, "id", "") == "Fault"),
    ]
    return {a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)}


def test_no_key_is_duplicated_within_a_language() -> None:
    assert sorted(set(_KEYS)) == sorted(_KEYS)


def test_every_key_in_the_code_has_a_text() -> None:
    named = {text for text in _literals() if _KEY.fullmatch(text)} - _reasons()
    # The second part of a key: of a command's text, or of an alert to the operator.
    kinds = (*_COMMAND_TEXTS, "operator")
    of_commands = {text for text in named if any(f"{kind}-{text}" in _KEYS for kind in kinds)}

    assert len(named) > 50
    assert {key for key in named - of_commands if not load_texts().has(key)} == set()


def test_every_text_is_used_by_the_code() -> None:
    literals, patterns = _literals(), list(_patterns())

    def used(key: str) -> bool:
        kind, _, name = key.partition("-")
        if key in literals or kind not in _COMMAND_TEXTS:
            return key in literals or any(p.fullmatch(key) for p in patterns)
        return any(name.removeprefix(group) in literals for group in _GROUPS)

    assert [key for key in _KEYS if not used(key)] == []


def test_an_unexpected_error_has_a_text() -> None:
    assert load_texts().has(EaselError().key)


def test_every_reason_of_a_failure_has_a_text() -> None:
    reasons = _reasons()

    assert {"submit-unknown", "deadline", "pictures-lost", "undeliverable", "internal"} <= reasons
    assert {reason for reason in reasons if not load_texts().has(f"failed-{reason}")} == set()


@pytest.mark.parametrize("kind", FailureKind)
def test_every_kind_of_failure_at_fal_has_a_text(kind: FailureKind) -> None:
    assert load_texts().has(f"failed-fal-{kind}")


@pytest.mark.parametrize("rule", LimitRule)
def test_every_rule_of_a_limit_has_a_text(rule: LimitRule) -> None:
    assert load_texts().has(f"quota-allowance-{rule}")


def test_every_quality_of_the_catalogue_has_words() -> None:
    catalogue = load_catalogue()
    models = [catalogue.get(model_id) for model_id in catalogue.ids]
    qualities = {quality.value for model in models for quality in model.qualities}

    assert {quality for quality in qualities if not load_texts().has(f"quality-{quality}")} == set()


def test_every_command_and_option_has_a_text_within_discords_limit() -> None:
    texts = load_texts()
    described = [key for key in _KEYS if key.startswith(("command-", "option-"))]

    assert described
    assert all(1 <= len(texts(key)) <= 100 for key in described)


def test_a_nonexistent_key_is_a_programming_error() -> None:
    with pytest.raises(LookupError, match="no-such-key"):
        load_texts()("no-such-key")


def test_a_missing_value_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="quota-used"):
        load_texts()("quota-used")


def test_an_unparsed_sentence_equals_fluents_output() -> None:
    folder, plain = LOCALES_FOLDER, 0

    for path in sorted(folder.glob("*/*.ftl")):
        locale, source = path.parent.name, path.read_text("utf-8")
        parsed = FluentBundle([locale], use_isolating=False)
        parsed.add_resource(FluentResource(source))
        ours = Language(locale, [source])
        for key in re.findall(r"^([a-z][a-z0-9-]*) *=[^{}\n]+\n(?=[^ ]|$)", source, re.MULTILINE):
            said, _ = parsed.format_pattern(parsed.get_message(key).value, {})
            assert ours.format(key, {}) == said
            plain += 1
        assert "_bundle" not in vars(ours), "Fluent was asked for a plain sentence"

    assert plain > 2000


@pytest.mark.parametrize(
    "source",
    [
        "a = x\n",
        "a =   x y  \n\n",
        "a =x",
        "a = x = y\n",
        "a = .x\n",
        "a = [x] *y\n",
        "a =\n    x\n    y\n",
        "a = x\n  y\n",
    ],
)
def test_blanks_and_signs_around_a_plain_sentence_match_fluent(source: str) -> None:
    parsed = FluentBundle(["en-US"], use_isolating=False)
    parsed.add_resource(FluentResource(source))

    said, _ = parsed.format_pattern(parsed.get_message("a").value, {})

    assert Language("en-US", [source]).format("a", {}) == said


def test_texts_that_could_not_be_read_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en-US").mkdir()
    (tmp_path / "en-US" / "words.ftl").write_text("hello = Hello\n", encoding="utf-8")
    texts, read_text = load_texts(tmp_path), Path.read_text
    monkeypatch.setattr(Path, "read_text", _fail)
    with pytest.raises(OSError, match="Too many open files"):
        texts("hello")
    monkeypatch.setattr(Path, "read_text", read_text)

    assert texts("hello") == "Hello"


def _fail(_path: Path, **_options: str) -> str:
    raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
