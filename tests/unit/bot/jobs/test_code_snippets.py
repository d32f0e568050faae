"""Code snippets: all three send what Easel sends, for any prompt; each is executed."""

from __future__ import annotations

import ast
import asyncio
import json
import os
import shutil
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs.code_snippets import snippets_for
from bot.jobs.request import clean_prompt
from config import load_catalogue
from sandbox.clock import SandboxClock
from sandbox.fal import FalSimulator
from sandbox.faults import Faults

MODELS = ("fal-ai/gpt-image-2", "openai/gpt-image-2")
NODE_FOLDER = Path(__file__).parents[3] / "node"
KEY = "snippet-id:snippet-secret"
CHOICES: dict[str, Any] = {"size": "2048x1152", "quality": "low", "count": 2}

HOSTILE = (
    "Quotes \" ' ` and ```code```, a backslash \\ and \\n as two characters,\na line, a\ttab, $HOME $(id) `id` "
    "%s {name} ${x} <b> & # ! é 漢字 👩\u200d👩\u200d👧 \u202eright to left\u202c \u2028 JSON\nJSON\n''' \"\"\" end\\"
)


def codes(model_id: str, prompt: str) -> dict[str, str]:
    found = snippets_for(load_catalogue().get(model_id), prompt=prompt, **CHOICES)
    return {name: snippet.code for name, snippet in found.items()}


def expected(model_id: str, prompt: str) -> dict[str, Any]:
    return load_catalogue().get(model_id).arguments(prompt=prompt, **CHOICES)


# --- what stands in them -----------------------------------------------------------------------------


def in_python(code: str) -> Any:
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.keyword)]
    return ast.literal_eval(next(call.value for call in calls if call.arg == "arguments"))


def in_http(code: str) -> Any:
    return json.loads(code.split("<<'JSON'\n")[1].split("\nJSON\n", maxsplit=1)[0])


@given(prompt=st.text(min_size=1).map(clean_prompt))
@pytest.mark.parametrize("model_id", MODELS)
def test_python_and_json_contain_the_exact_prompt(model_id: str, prompt: str) -> None:
    code = codes(model_id, prompt)

    assert in_python(code["python"]) == expected(model_id, prompt)
    assert in_http(code["http"]) == expected(model_id, prompt)


@given(prompt=st.text(alphabet=st.sampled_from("`\u202e\u2066\u200b\ufeff\n\\\"'x"), max_size=30))
def test_no_prompt_ends_or_alters_a_code_block(prompt: str) -> None:
    for code in codes(MODELS[0], clean_prompt(prompt)).values():
        assert "```" not in code
        assert not set(code) & set("\u202e\u2066\u200b\ufeff")


def test_no_snippet_contains_a_key() -> None:
    assert all("FAL_KEY" in code or "fal" in code for code in codes(MODELS[0], "x").values())
    assert not any("secret" in code or "Key sandbox" in code for code in codes(MODELS[0], "x").values())


def test_an_override_of_the_operator_is_part_of_the_call() -> None:
    model = load_catalogue().get("fal-ai/gpt-image-2")

    found = snippets_for(model, prompt="x", **CHOICES, overrides={"safety_tolerance": 4})

    assert in_python(found["python"].code)["safety_tolerance"] == 4


# --- what they do --------------------------------------------------------------------------------------


@pytest.fixture
async def fal() -> AsyncIterator[FalSimulator]:
    async with FalSimulator(
        clock=SandboxClock(), faults=Faults(), key=KEY, render_seconds=0.0, picture_bytes=2_000
    ) as simulator:
        yield simulator


async def run(*command: str, fal: FalSimulator, folder: Path) -> str:
    """What the command prints; a snippet that does not end well fails the test."""
    environment: Mapping[str, str] = {
        **os.environ,
        "FAL_KEY": KEY,
        "EASEL_TEST_QUEUE": fal.queue_url,
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(60):
            out, errors = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, errors.decode()
    return out.decode()


@pytest.mark.parametrize("model_id", MODELS)
async def test_the_python_snippet_draws(fal: FalSimulator, tmp_path: Path, model_id: str) -> None:
    other_host = f"import fal_client.client\nfal_client.client.QUEUE_URL_FORMAT = {fal.queue_url + '/'!r}\n"
    script = tmp_path / "snippet.py"
    script.write_text(other_host + codes(model_id, HOSTILE)["python"], encoding="utf-8")

    printed = await run(sys.executable, str(script), fal=fal, folder=tmp_path)

    (submit,) = fal.submits
    assert submit.arguments == expected(model_id, HOSTILE)
    assert len(ast.literal_eval(printed.splitlines()[-1])["images"]) == 2


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl here")
@pytest.mark.parametrize("shell", ["sh", "bash"])
@pytest.mark.parametrize("model_id", MODELS)
async def test_the_http_snippet_draws(fal: FalSimulator, tmp_path: Path, model_id: str, shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")
    script = tmp_path / "snippet.sh"
    code = codes(model_id, HOSTILE)["http"].replace("https://queue.fal.run", fal.queue_url)
    script.write_text(code, encoding="utf-8")

    printed = await run(shell, str(script), fal=fal, folder=tmp_path)

    (submit,) = fal.submits
    assert submit.arguments == expected(model_id, HOSTILE)
    assert len(json.loads(printed)["images"]) == 2


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node here")
@pytest.mark.skipif(
    not (NODE_FOLDER / "node_modules" / "@fal-ai" / "client").exists(),
    reason="fal's JavaScript client is not installed: npm ci --prefix tests/node",
)
@pytest.mark.parametrize("model_id", MODELS)
async def test_the_typescript_snippet_draws(fal: FalSimulator, tmp_path: Path, model_id: str) -> None:
    for name in ("node_modules", "on_sandbox.mjs"):
        (tmp_path / name).symlink_to(NODE_FOLDER / name)
    # The snippet uses no types, so node runs it as it is.
    script = tmp_path / "snippet.mjs"
    script.write_text(codes(model_id, HOSTILE)["typescript"], encoding="utf-8")

    printed = await run(
        "node",
        "--preserve-symlinks",
        "--preserve-symlinks-main",
        "--import",
        "./on_sandbox.mjs",
        str(script),
        fal=fal,
        folder=tmp_path,
    )

    (submit,) = fal.submits
    assert submit.arguments == expected(model_id, HOSTILE)
    assert "images" in printed
