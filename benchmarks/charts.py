"""Two charts from the figures: cost against jobs in flight, and against servers. Drawn with Pillow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from benchmarks.plan import LEVELS, SERVERS

__all__ = ["draw_charts"]

_COLOURS = {"floor": "#7a7a7a", "usual": "#c2571a", "easel": "#1f5fa8"}
_INK, _PALE, _GRID = "#222222", "#666666", "#dddddd"
_WIDTH, _HEIGHT, _GAP = 460, 300, 30
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 70, 44, 46

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Panel:
    title: str
    x_label: str
    lines: dict[str, list[Point]]


def draw_charts(report: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write ``cost-by-jobs.png`` and ``cost-by-servers.png`` from a run's JSON; gaps are left out."""
    folder.mkdir(parents=True, exist_ok=True)
    figures = report["figures"]
    by_jobs = [
        _panel(figures, "CPU a job, ms", "jobs in flight", "cpu_per_job_at_{}_ms", LEVELS),
        _panel(figures, "Memory above idle at the peak, MB", "jobs in flight", "peak_at_{}_mb", LEVELS),
        _panel(figures, "COMPLETED to posted, median, ms", "jobs in flight", "post_p50_at_{}_ms", LEVELS),
        _panel(figures, "Acknowledgement p99, ms", "jobs in flight", "ack_p99_at_{}_ms", LEVELS),
    ]
    steps = (0, *SERVERS)
    by_servers = [
        _panel(figures, "Resident memory, MB", "servers", "resident_{}_servers_mb", steps),
        _panel(figures, "Start to first answer, s", "servers", "start_{}_servers_s", steps),
    ]
    written = []
    for name, panels in (("cost-by-jobs.png", by_jobs), ("cost-by-servers.png", by_servers)):
        if filled := [panel for panel in panels if panel.lines]:
            _sheet(filled).save(folder / name, optimize=True)
            written.append(folder / name)
    return written


def _panel(figures: Mapping[str, Any], title: str, x_label: str, figure: str, steps: Sequence[int]) -> _Panel:
    lines: dict[str, list[Point]] = {}
    for bot in _COLOURS:
        # Without servers the figure of the start is plain "start_s".
        names = {step: figure.format(step).replace("start_0_servers", "start") for step in steps}
        found = {step: figures.get(name, {}).get(bot) for step, name in names.items()}
        points = [(float(step), float(cell["median"])) for step, cell in found.items() if cell]
        if len(points) > 1:
            lines[bot] = points
    return _Panel(title=title, x_label=x_label, lines=lines)


def _sheet(panels: Sequence[_Panel]) -> Image.Image:
    rows = (len(panels) + 1) // 2
    size = (2 * _WIDTH + 3 * _GAP, rows * (_HEIGHT + _GAP) + _GAP)
    sheet = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(sheet)
    for number, panel in enumerate(panels):
        x = _GAP + (number % 2) * (_WIDTH + _GAP)
        y = _GAP + (number // 2) * (_HEIGHT + _GAP)
        _draw_panel(draw, panel, x, y)
    return sheet


def _draw_panel(draw: ImageDraw.ImageDraw, panel: _Panel, x0: int, y0: int) -> None:
    font, bold = ImageFont.load_default(13), ImageFont.load_default(16)
    left, right = x0 + _LEFT, x0 + _WIDTH - _RIGHT
    top, bottom = y0 + _TOP, y0 + _HEIGHT - _BOTTOM
    points = [point for line in panel.lines.values() for point in line]
    most_x, step = max(x for x, _ in points), _round_step(max(y for _, y in points))
    most_y = step * 4

    def place(point: Point) -> Point:
        return left + (right - left) * point[0] / most_x, bottom - (bottom - top) * point[1] / most_y

    draw.text((x0, y0), panel.title, _INK, bold)
    for tick in range(5):
        _, y = place((0, tick * step))
        draw.line([(left, y), (right, y)], _GRID)
        draw.text((left - 8, y), f"{tick * step:,g}", _PALE, font, anchor="rm")
    for mark in sorted({x for x, _ in points}):
        x, _ = place((mark, 0))
        draw.text((x, bottom + 8), f"{mark:,.0f}", _PALE, font, anchor="mt")
    draw.text(((left + right) / 2, bottom + 28), panel.x_label, _PALE, font, anchor="mt")
    for bot, line in panel.lines.items():
        placed = [place(point) for point in line]
        draw.line(placed, _COLOURS[bot], width=3, joint="curve")
        for x, y in placed:
            draw.ellipse([x - 4, y - 4, x + 4, y + 4], _COLOURS[bot])
    _name_lines(draw, panel, place, font)


def _name_lines(
    draw: ImageDraw.ImageDraw,
    panel: _Panel,
    place: object,
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
) -> None:
    """Each line's name at its end, moved apart where ends are close."""
    assert callable(place)
    ends = sorted(((*place(line[-1]), bot) for bot, line in panel.lines.items()), key=lambda end: end[1])
    below = float("-inf")
    for x, y, bot in ends:
        below = max(y, below + 16)
        draw.text((x + 9, below), bot, _COLOURS[bot], font, anchor="lm")


def _round_step(most: float) -> float:
    """A quarter of the axis: the next 1, 2, 2.5 or 5 times a power of ten."""
    power = 1e-3
    while True:
        for factor in (1, 2, 2.5, 5):
            if factor * power * 4 >= most:
                return factor * power
        power *= 10
