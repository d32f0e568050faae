"""Progress: the queue, fal's queue, the bar and the result."""

from __future__ import annotations

import re
from pathlib import Path

from sandbox.discord import Interaction
from tests.e2e.harness import Harness, open_harness

_SECONDS = 20.0


def _shown(interaction: Interaction) -> str:
    return interaction.response.content if interaction.response is not None else ""


async def _draw(harness: Harness, prompt: str) -> None:
    """One request from its beginning to its end, at fal's usual pace."""
    interaction = await harness.alice.slash("imagine", prompt=prompt, quality="low")
    await harness.until(lambda: "Drawing…" in _shown(interaction))
    harness.clock.advance(_SECONDS)
    await harness.result_of(interaction)
    await harness.wait_idle()


async def test_without_history_there_is_no_bar(tmp_path: Path) -> None:
    async with open_harness(tmp_path, sandbox={"render_seconds": _SECONDS}) as harness:
        asked = int(harness.clock.now())
        interaction = await harness.alice.slash("imagine", prompt="a first picture")
        await harness.until(lambda: "Drawing…" in _shown(interaction))

        started = re.search(r"started <t:(\d+):R>", _shown(interaction))
        assert started is not None
        assert asked <= int(started[1]) <= int(harness.clock.now())
        assert "▰" not in _shown(interaction)
        harness.clock.advance(_SECONDS)
        await harness.result_of(interaction)


async def test_a_bar_grows_against_the_usual_time_and_is_never_full(tmp_path: Path) -> None:
    async with open_harness(tmp_path, sandbox={"render_seconds": _SECONDS}) as harness:
        for number in range(5):
            await _draw(harness, f"history {number}")
        harness.faults.arm("fal.job.stuck-in-progress")
        asked = harness.clock.now()
        interaction = await harness.alice.slash("imagine", prompt="watched", quality="low")
        await harness.until(lambda: "▱" in _shown(interaction))
        begun = harness.clock.now()
        bars = []
        for _ in range(15):
            harness.clock.advance(2.0)
            passed = harness.clock.now() - begun
            await harness.until(
                lambda passed=passed: _says_at_least(_shown(interaction), passed / _SECONDS)  # type: ignore[misc]
            )
            bars.append(_shown(interaction).splitlines()[2])
            if harness.clock.now() < asked + _SECONDS:
                assert "taking longer than usual" not in bars[-1]

        filled = [line.count("▰") for line in bars]
        assert filled == sorted(filled)
        assert filled[-1] == 9
        assert re.search(r"usually 2\d(–2\d)? s", bars[0])
        assert "taking longer than usual" in bars[-1]
        assert not any("100 %" in line for line in bars)


def _says_at_least(text: str, share: float) -> bool:
    return "longer than usual" in text if share > 1.05 else text.count("▰") >= min(int(share * 10 - 0.5), 9)
