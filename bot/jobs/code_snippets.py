"""Code snippets: the API call in TypeScript, Python and HTTP, in the style of the model's page at fal.

Literals are escaped correctly for any prompt. Snippets read the key from the environment variable
``FAL_KEY``.
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
# Invisible characters that change how code reads (direction marks, zero-width spaces, line separators)
# or that a terminal or editor may drop. All three languages accept ``\uXXXX`` in strings. The zero-width
# joiner (200D) is kept because emoji sequences need it.
_UNSEEN = re.compile(
    r"[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
# Would end the Markdown code block that contains the snippet.
_FENCE = "```"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSnippet:
    """Code in one language; ``highlight`` is the language name for Markdown code blocks."""

    title: str
    code: str
    highlight: str
    extension: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Literals:
    """Literals and syntax in which a language differs from JSON."""

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
    references: int = 0,
    reference_size: tuple[int, int] | None = None,
    overrides: Mapping[str, Any] = MappingProxyType({}),
) -> Mapping[str, CodeSnippet]:
    """Return the snippets, keyed ``typescript``, ``python`` and ``http``, with the arguments Easel sends.

    ``references`` is the number of reference pictures, whose URLs are placeholders: anyone who knows the real ones
    can read the pictures. ``reference_size`` is the width and height of the first. Raises :class:`LookupError` if the
    model does not offer an option.
    """
    arguments = model.arguments(
        prompt=prompt,
        size=size,
        quality=quality,
        count=count,
        overrides=overrides,
        references=[f"https://example.com/picture-{number}.png" for number in range(1, references + 1)],
        reference_size=reference_size,
    )
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
    # Queue URLs contain only the owner and alias of the endpoint.
    application = "/".join(endpoint.split("/")[:2])
    # A quoted here-document expands nothing, and JSON strings contain no raw newlines, so no prompt can
    # end it.
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
        # JSON does not allow a trailing comma.
        end = "" if words is _JSON else ","
        return "{\n" + ",\n".join(lines) + f"{end}\n{outer}}}"
    if value is None:
        return words.none
    if isinstance(value, bool):
        return words.true if value else words.false
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return f"[{', '.join(_literal(part, words, depth) for part in value)}]"
    return json.dumps(value)


def _key(key: str, words: _Literals) -> str:
    return key if words.bare_keys and _IDENTIFIER.fullmatch(key) else _text(key)


def _text(value: str) -> str:
    """Return a string literal that is valid in JSON, TypeScript and Python."""
    literal = json.dumps(value, ensure_ascii=False).replace(_FENCE, r"\u0060" * len(_FENCE))
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", literal)
