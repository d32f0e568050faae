"""Charts of the cost by number of jobs in flight and of servers, drawn with Pillow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from benchmarks.plan import LEVELS, SERVERS

__all__ = ["Lines", "draw_charts", "draw_sheet"]

_COLORS = {"floor": "#7a7a7a", "usual": "#c2571a", "easel": "#1f5fa8"}
_TEXT, _LABEL, _GRID = "#222222", "#666666", "#dddddd"
_WIDTH, _HEIGHT, _GAP = 460, 300, 30
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 70, 44, 46
# File, x-axis with its values, and the panels: a title and the figure's name.
_CHARTS = (
    (
        "cost-by-jobs.png",
        ("jobs in flight", LEVELS),
        (
            ("CPU per job, ms", "cpu_per_job_at_{}_ms"),
            ("Memory above idle at the peak, MB", "peak_at_{}_mb"),
            ("COMPLETED to posted, median, ms", "post_p50_at_{}_ms"),
            ("Acknowledgement p99, ms", "ack_p99_at_{}_ms"),
        ),
    ),
    (
        "cost-by-servers.png",
        ("servers", (0, *SERVERS)),
        (
            ("Resident memory, MB", "resident_{}_servers_mb"),
            ("Start to first answer, s", "start_{}_servers_s"),
        ),
    ),
)

Point = tuple[float, float]
Lines = dict[str, list[Point]]


def draw_charts(report: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write ``cost-by-jobs.png`` and ``cost-by-servers.png``, without the panels that were not measured."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, (x_label, steps), panels in _CHARTS:
        found = [(title, _lines(report["figures"], figure, steps)) for title, figure in panels]
        if filled := [(title, lines) for title, lines in found if lines]:
            draw_sheet(filled, x_label, _COLORS).save(folder / name, optimize=True)
            written.append(folder / name)
    return written


def _lines(figures: Mapping[str, Any], figure: str, steps: Sequence[int]) -> Lines:
    # The figure for a start without servers is called "start_s".
    names = {step: figure.format(step).replace("start_0_servers", "start") for step in steps}
    lines = {
        bot: [
            (float(step), float(cells[bot]["median"]))
            for step, name in names.items()
            if bot in (cells := figures.get(name, {}))
        ]
        for bot in _COLORS
    }
    return {bot: points for bot, points in lines.items() if len(points) > 1}


def draw_sheet(panels: Sequence[tuple[str, Lines]], x_label: str, colors: Mapping[str, str]) -> Image.Image:
    """Return a sheet of two panels a row, each with a title and its lines by name; ``colors`` has a color for each."""
    rows = (len(panels) + 1) // 2
    sheet = Image.new("RGB", (2 * _WIDTH + 3 * _GAP, rows * (_HEIGHT + _GAP) + _GAP), "white")
    draw = ImageDraw.Draw(sheet)
    for number, (title, lines) in enumerate(panels):
        row, column = divmod(number, 2)
        corner = (_GAP + column * (_WIDTH + _GAP), _GAP + row * (_HEIGHT + _GAP))
        _draw_panel(draw, corner, title, x_label, lines, colors)
    return sheet


def _draw_panel(
    draw: ImageDraw.ImageDraw,
    corner: tuple[int, int],
    title: str,
    x_label: str,
    lines: Lines,
    colors: Mapping[str, str],
) -> None:
    font = ImageFont.load_default(13)
    left, right = corner[0] + _LEFT, corner[0] + _WIDTH - _RIGHT
    top, bottom = corner[1] + _TOP, corner[1] + _HEIGHT - _BOTTOM
    points = [point for line in lines.values() for point in line]
    max_x, step = max(x for x, _ in points), _tick_step(max(y for _, y in points))

    def position(point: Point) -> Point:
        x, y = point
        return left + (right - left) * x / max_x, bottom - (bottom - top) * y / (4 * step)

    draw.text(corner, title, _TEXT, ImageFont.load_default(16))
    for tick in range(5):
        _, y = position((0, tick * step))
        draw.line([(left, y), (right, y)], _GRID)
        draw.text((left - 8, y), f"{tick * step:,g}", _LABEL, font, anchor="rm")
    for value in sorted({x for x, _ in points}):
        draw.text((position((value, 0))[0], bottom + 8), f"{value:,.0f}", _LABEL, font, anchor="mt")
    draw.text(((left + right) / 2, bottom + 28), x_label, _LABEL, font, anchor="mt")
    _draw_lines(draw, lines, position, colors)


def _draw_lines(
    draw: ImageDraw.ImageDraw,
    lines: Lines,
    position: Callable[[Point], Point],
    colors: Mapping[str, str],
) -> None:
    """Draw the lines, each labeled at its end; labels that would overlap are moved apart."""
    font, y_min = ImageFont.load_default(13), float("-inf")
    for name, line in sorted(lines.items(), key=lambda item: position(item[1][-1])[1]):
        points = [position(point) for point in line]
        draw.line(points, colors[name], width=3, joint="curve")
        for x, y in points:
            draw.ellipse([x - 4, y - 4, x + 4, y + 4], colors[name])
        x, y = points[-1]
        y_min = max(y, y_min + 16)
        draw.text((x + 9, y_min), name, colors[name], font, anchor="lm")


def _tick_step(maximum: float) -> float:
    """Return a quarter of the axis, rounded up to 1, 2, 2.5 or 5 times a power of ten."""
    power = 1e-3
    while True:
        for factor in (1, 2, 2.5, 5):
            if factor * power * 4 >= maximum:
                return factor * power
        power *= 10
