"""The scenes, and which of them suit a prompt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sandbox.fal.artist.canvas import Canvas
from sandbox.fal.artist.palette import Palette
from sandbox.fal.artist.scenes.botanical import paint_botanical, paint_bowl
from sandbox.fal.artist.scenes.city import paint_city
from sandbox.fal.artist.scenes.cosmos import paint_cosmos
from sandbox.fal.artist.scenes.creature import paint_bear, paint_cat, paint_fox, paint_owl
from sandbox.fal.artist.scenes.hills import paint_hills, paint_lake
from sandbox.fal.artist.scenes.papercut import paint_contours, paint_papercut
from sandbox.fal.artist.scenes.poster import paint_mesh, paint_poster
from sandbox.fal.artist.scenes.seaside import paint_boat, paint_lighthouse
from sandbox.fal.artist.scenes.tiles import paint_tiles

__all__ = ["Layout", "Scene", "suitable_scenes"]


class Layout(StrEnum):
    """Where the words go."""

    FULL = "full"
    PRINT = "print"
    POSTER = "poster"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A way to fill a canvas; the last argument of ``paint`` is the detail, 0 to 2.

    A ``guest`` only appears when the prompt names it.
    """

    paint: Callable[[Canvas, Palette, int], None]
    layout: Layout
    words: frozenset[str]
    guest: bool = False


def _scene(paint: Callable[[Canvas, Palette, int], None], layout: Layout, words: str) -> Scene:
    return Scene(paint=paint, layout=layout, words=frozenset(words.split()))


def _guest(paint: Callable[[Canvas, Palette, int], None], words: str) -> Scene:
    return Scene(paint=paint, layout=Layout.FULL, words=frozenset(words.split()), guest=True)


_SCENES = (
    _guest(paint_fox, "fox foxes vixen wolf wolves"),
    _guest(paint_cat, "cat cats kitten kitty kittens tiger lion"),
    _guest(paint_owl, "owl owls bird birds"),
    _guest(paint_bear, "bear bears panda teddy dog puppy monkey"),
    _guest(paint_lighthouse, "lighthouse lighthouses beacon"),
    _guest(paint_boat, "boat boats ship ships sail sailing sailboat yacht pirate voyage"),
    _guest(paint_bowl, "fruit food bowl kitchen still apple apples orange oranges peach lemon lemons cake"),
    _scene(
        paint_hills,
        Layout.FULL,
        "mountain mountains hill hills forest valley landscape sunset sunrise dawn dusk mist fog desert",
    ),
    _scene(
        paint_lake,
        Layout.FULL,
        "lake river sea ocean beach water island harbour reflection bay coast",
    ),
    _scene(
        paint_city,
        Layout.FULL,
        "city street neon skyline tower towers building buildings night cyberpunk tokyo car robot",
    ),
    _scene(
        paint_cosmos,
        Layout.FULL,
        "space planet planets star stars galaxy moon astronaut cosmos cosmic rocket nebula alien",
    ),
    _scene(
        paint_tiles,
        Layout.PRINT,
        "pattern geometric bauhaus abstract mosaic tiles modern quilt shapes minimal retro",
    ),
    _scene(
        paint_papercut, Layout.PRINT, "paper papercut layered canyon cave dream wave waves deep depth dragon"
    ),
    _scene(
        paint_contours, Layout.PRINT, "map maps chart treasure route travel contour topographic trail journey"
    ),
    _scene(
        paint_botanical,
        Layout.PRINT,
        "flower flowers plant plants leaf leaves garden botanical jungle tree nature fern spring matisse",
    ),
    _scene(
        paint_poster,
        Layout.POSTER,
        "poster typography type logo title cover sign words word letters text quote",
    ),
    _scene(
        paint_mesh, Layout.FULL, "silk gradient wallpaper soft calm music sound flow aurora wind mood dream"
    ),
)


def suitable_scenes(words: Sequence[str]) -> tuple[list[Scene], list[Scene]]:
    """The scenes that the prompt's words ask for, in the prompt's order, and the other ones.

    The words' order decides because a prompt names its subject first.
    """
    asked = {id(scene): scene for word in words for scene in _SCENES if word in scene.words}
    others = [scene for scene in _SCENES if id(scene) not in asked and not scene.guest]
    return list(asked.values()), others
