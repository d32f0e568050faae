"""Redaction: secrets are masked in every form in which another program may repeat them."""

from __future__ import annotations

import base64
import html
import io
import json
import logging
import time
from urllib.parse import quote

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.logging import set_up_logging
from bot.redaction import MASK, Redactor

KEY_ID, KEY_SECRET = "3f2a9c1e-77d0-4b52-9a61-0d9be1f7c844", "c0ffee12deadbeef45670a1b2c3d4e5f"
KEY = f"{KEY_ID}:{KEY_SECRET}"
TOKEN = "MTExMTExMTExMTExMTExMTEx.GxYzAb.q1w2e3r4t5y6u7i8o9p0a1s2d3f4g5h6j7k8l9"
PASSWORD = "correct horse/battery"
SECRETS = (KEY, TOKEN, PASSWORD)
REDACT = Redactor(SECRETS)


def base64_of(text: str, before: str = "") -> str:
    return base64.b64encode((before + text).encode()).decode()


FORMS = {
    "as it is": KEY,
    "its ID": KEY_ID,
    "its secret": KEY_SECRET,
    "upper case": KEY.upper(),
    "percent-encoded": quote(KEY, safe=""),
    "percent-encoded twice": quote(quote(PASSWORD, safe=""), safe=""),
    "each character percent-encoded": "".join(f"%{ord(one):02X}" for one in KEY_SECRET),
    "escaped for JSON": "".join(f"\\u{ord(one):04x}" for one in KEY_SECRET),
    "escaped twice": "".join(f"\\\\u{ord(one):04x}" for one in KEY_SECRET),
    "escaped for a shell": "".join(f"\\x{ord(one):02x}" for one in KEY_SECRET),
    "escaped for HTML": "".join(f"&#{ord(one)};" for one in KEY_SECRET),
    "escaped for HTML, hexadecimal": "".join(f"&#x{ord(one):x};" for one in KEY_SECRET),
    "HTML": html.escape(PASSWORD),
    "Base64": base64_of(KEY),
    "Base64 of a header": base64_of(KEY, "Key "),
    "Base64, second alignment": base64_of(KEY, "x"),
    "Base64, third alignment": base64_of(KEY, "xy"),
    "Base64 for URLs": base64.urlsafe_b64encode(KEY.encode()).decode(),
    "Base64 in lines": "\n".join(base64_of(KEY)[at : at + 20] for at in range(0, 100, 20)),
    "hexadecimal": KEY_SECRET.encode().hex(),
    "with a space between": " ".join(KEY_SECRET),
    "with zero-width characters": "\u200b".join(KEY_SECRET),
    "with dashes": "-".join(KEY_SECRET),
    "with quotes": '" + "'.join((KEY_SECRET[:16], KEY_SECRET[16:])),
    "full width": "".join(chr(ord(one) + 0xFEE0) for one in KEY_SECRET),
    "in part": KEY_SECRET[7:19],
    "cut off": f"...{KEY_SECRET[-12:]}",
    "a token": TOKEN,
    "a token's last part": TOKEN.rpartition(".")[2],
    "a password": PASSWORD,
    "a password in a URL": f"postgresql://easel:{quote(PASSWORD, safe='')}@db/easel",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_secret_is_masked_in_this_form(form: str) -> None:
    shown = REDACT(f"before {FORMS[form]} after")

    assert MASK in shown
    assert shown.startswith("before ")
    assert shown.endswith(" after")
    kept = shown.removeprefix("before ").removesuffix(" after")
    assert len(kept.replace(MASK, "")) < 24


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Authorization: Key abc", "Authorization: ***"),
        ('{"authorization": "Bearer abc"}', '{"authorization": ***}'),
        ("https://me:pass@host/x and more", "https://***@host/x and more"),
        (f"x {'M' * 24}.GxYzAb.{'q' * 38} y", "x *** y"),
    ],
)
def test_unconfigured_credentials_are_masked(text: str, shown: str) -> None:
    assert Redactor()(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Painting 40%",
        "100 % & more \\ text",
        "id 1234567890123456",
        "",
        "日本語のログ",
        "3f2a9c1e",
        "me@host",
        "a:b",
    ],
)
def test_other_text_is_unchanged(text: str) -> None:
    assert REDACT(text) == text


@given(st.text(), st.text())
def test_a_secret_is_masked_in_any_surrounding_text(before: str, after: str) -> None:
    assert KEY_SECRET not in REDACT(before + KEY + after)


@given(st.text())
def test_masked_text_contains_no_secret(text: str) -> None:
    once = REDACT(text)

    assert REDACT(once) == once


def test_containers_are_masked_at_every_depth() -> None:
    class Thing:
        def __repr__(self) -> str:
            return f"<Thing {KEY}>"

    value = {
        "list": [KEY, {"inner": (TOKEN, 7, None, True)}],
        KEY_ID: 1.5,
        "bytes": KEY.encode(),
        "thing": Thing(),
        "set": {KEY_SECRET},
        "headers": {"Authorization": "Key another", "Cookie": "session"},
    }

    shown = repr(REDACT.redact(value))

    for secret in (KEY_ID, KEY_SECRET, TOKEN, "another", "session"):
        assert secret not in shown
    assert "7, None, True" in shown
    deep: object = KEY
    for _ in range(100):
        deep = [deep]
    assert KEY_SECRET not in repr(REDACT.redact(deep))


@pytest.mark.parametrize(
    "text", ["%" * 4000, "a" * 4000, "\\u0061" * 700, "&#97;" * 800, "authorization:" * 300]
)
def test_hostile_text_takes_time_in_proportion_to_its_length(text: str) -> None:
    def steps(of: str) -> int:
        # The processor time of this thread, compared as the ratio of two lengths.
        best = min(_timed(of) for _ in range(3))
        return max(1, round(best * 1e6))

    def _timed(of: str) -> float:
        began = time.thread_time()
        REDACT(of)
        return time.thread_time() - began

    assert steps(text * 8) < 40 * steps(text) + 20_000


@pytest.mark.parametrize("form", ["console", "json"])
def test_no_log_line_shows_a_secret(form: str) -> None:
    stream = io.StringIO()
    set_up_logging(level="DEBUG", form=form, secrets=SECRETS, stream=stream)
    log = structlog.stdlib.get_logger("test")

    log.info(
        "\n".join(("event", KEY)), text=KEY, items=[KEY_SECRET], nested={"a": {"b": [TOKEN]}}, half=KEY_ID
    )
    logging.getLogger("library").warning("%s and %s", KEY, {"password": PASSWORD})
    try:
        raise ValueError(f"wrong: {KEY}")
    except ValueError:
        log.exception("failed")
        logging.getLogger("library").exception("failed")

    shown = stream.getvalue()
    assert shown.count("failed") == 2
    for secret in (KEY_ID, KEY_SECRET, TOKEN, PASSWORD, *SECRETS):
        assert secret not in shown
    if form == "json":
        assert all(json.loads(line) for line in shown.splitlines())
