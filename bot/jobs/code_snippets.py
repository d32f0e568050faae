"""The same call in one's own code: TypeScript, Python and HTTP, as the model's page shows it.

Every literal is correct to the character for whatever a prompt holds. The key never appears:
each form reads it from the environment variable ``FAL_KEY``. Pure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from config import Model

__all__ = ["CodeSnippet", "snippets_for"]

_QUEUE = "https://queue.fal.run"
_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
# What nobody sees but what changes how code reads (marks of direction, zero-width spaces, line
# separators), and whatever a terminal or an editor may not carry. All three languages read
# ``\uXXXX`` in a string; an emoji's joiner (200D) stays, or families would fall apart.
_UNSEEN = re.compile(
    r"[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
# Three of them would end the block of code that the snippet is shown in.
_FENCE = "```"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSnippet:
    """One form: its ``title``, the ``code``, and how files (``extension``) and highlighters name it."""

    title: str
    code: str
    highlight: str
    extension: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Literals:
    """How a language writes what JSON writes otherwise."""

    true: str
    false: str
    none: str
    bare_keys: bool
    indent: str


_TYPESCRIPT = _Literals(true="true", false="false", none="null", bare_keys=True, indent="  ")
_PYTHON = _Literals(true="True", false="False", none="None", bare_keys=False, indent="    ")
_JSON = _Literals(true="true", false="false", none="null", bare_keys=False, indent="  ")


def snippets_for(
    model: Model,
    *,
    prompt: str,
    size: str,
    quality: str,
    count: int,
    overrides: Mapping[str, Any] = MappingProxyType({}),
) -> Mapping[str, CodeSnippet]:
    """The three forms by ``typescript``, ``python`` and ``http``, with exactly what Easel sends.

    Raises :class:`LookupError` for a choice that the model does not offer.
    """
    arguments = model.arguments(prompt=prompt, size=size, quality=quality, count=count, overrides=overrides)
    return {
        "typescript": CodeSnippet(
            title="TypeScript", code=_typescript(model.id, arguments), highlight="ts", extension="ts"
        ),
        "python": CodeSnippet(
            title="Python", code=_python(model.id, arguments), highlight="py", extension="py"
        ),
        "http": CodeSnippet(title="HTTP", code=_http(model.id, arguments), highlight="sh", extension="sh"),
    }


def _typescript(endpoint: str, arguments: Mapping[str, Any]) -> str:
    return f"""\
import {{ fal }} from "@fal-ai/client";

const result = await fal.subscribe("{endpoint}", {{
  input: {_literal(arguments, _TYPESCRIPT, 1)},
  logs: true,
  onQueueUpdate: (update) => {{
    if (update.status === "IN_PROGRESS") {{
      update.logs.map((log) => log.message).forEach((line) => console.log(line));
    }}
  }},
}});
console.log(result.data);
console.log(result.requestId);
"""


def _python(endpoint: str, arguments: Mapping[str, Any]) -> str:
    return f"""\
import fal_client


def on_queue_update(update):
    if isinstance(update, fal_client.InProgress):
        for log in update.logs or []:
            print(log["message"])


result = fal_client.subscribe(
    "{endpoint}",
    arguments={_literal(arguments, _PYTHON, 1)},
    with_logs=True,
    on_queue_update=on_queue_update,
)
print(result)
"""


def _http(endpoint: str, arguments: Mapping[str, Any]) -> str:
    # Whatever is below owner and alias names the call, not the queue that it waits in.
    application = "/".join(endpoint.split("/")[:2])
    # A quoted here-document takes every character as it is; JSON has no raw line ends in a string,
    # so no prompt can end it.
    return f"""\
RESPONSE=$(curl --silent --show-error --request POST \\
  --url {_QUEUE}/{endpoint} \\
  --header "Authorization: Key $FAL_KEY" \\
  --header "Content-Type: application/json" \\
  --data-binary @- <<'JSON'
{_literal(arguments, _JSON, 0)}
JSON
)
REQUEST_ID=$(echo "$RESPONSE" | grep -o '"request_id": *"[^"]*"' | cut -d '"' -f 4)

until curl --silent --show-error \\
  --url "{_QUEUE}/{application}/requests/$REQUEST_ID/status" \\
  --header "Authorization: Key $FAL_KEY" | grep -q COMPLETED; do
  sleep 2
done

curl --silent --show-error \\
  --url "{_QUEUE}/{application}/requests/$REQUEST_ID" \\
  --header "Authorization: Key $FAL_KEY"
"""


def _literal(value: Any, words: _Literals, depth: int) -> str:
    if isinstance(value, Mapping):
        inner, outer = words.indent * (depth + 1), words.indent * depth
        lines = [
            f"{inner}{_key(key, words)}: {_literal(part, words, depth + 1)}" for key, part in value.items()
        ]
        # JSON takes no comma after the last one; the others read better with it.
        end = "" if words is _JSON else ","
        return "{\n" + ",\n".join(lines) + f"{end}\n{outer}}}"
    if value is None:
        return words.none
    if isinstance(value, bool):
        return words.true if value else words.false
    if isinstance(value, str):
        return _text(value)
    return json.dumps(value)


def _key(key: str, words: _Literals) -> str:
    return key if words.bare_keys and _IDENTIFIER.fullmatch(key) else _text(key)


def _text(value: str) -> str:
    """A string literal that JSON, TypeScript and Python read alike."""
    literal = json.dumps(value, ensure_ascii=False).replace(_FENCE, r"\u0060" * len(_FENCE))
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", literal)
