"""Light of a scene, from noon to neon: its sky, sun and effect on colors."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.fal.artist.canvas import Colour, mix, rgb

__all__ = ["LIGHTS", "Light"]


@dataclass(frozen=True, slots=True)
class Light:
    """Lighting: ``sky`` colors from zenith to horizon, and an ``ambient`` tint of ``strength`` 0 to 1."""

    name: str
    sky: tuple[Colour, ...]
    sun: Colour
    ambient: Colour
    strength: float

    @property
    def dark(self) -> bool:
        """Whether stars and lit windows are visible."""
        return sum(self.sky[0]) < 100

    def on(self, colour: Colour, distance: float = 0.0) -> Colour:
        """Return a color in this light, paler with increasing ``distance`` (0 to 1)."""
        return mix(mix(colour, self.ambient, self.strength), self.sky[-1], distance)


def _light(name: str, sky: str, sun: str, ambient: str, strength: float) -> Light:
    return Light(name, tuple(map(rgb, sky.split())), rgb(sun), rgb(ambient), strength)


LIGHTS = {
    light.name: light
    for light in (
        _light("day", "4b97d8 94c8ef dff0f6", "fff8df", "ffffff", 0.0),
        _light("dawn", "7291c9 efb9b4 ffe6c4", "fff3d6", "f6c9b0", 0.12),
        _light("sunset", "36356f b44a78 f4855a ffd590", "fff0c2", "f09060", 0.16),
        _light("night", "070b24 14204e 34457f", "f3efdb", "1a2a63", 0.34),
        _light("grey", "8794a1 aeb9c1 d2d7da", "eef1f2", "93a3b0", 0.2),
        _light("neon", "0b0624 36125f 9a2379 ff5f86", "ffd3e6", "7a2fb0", 0.24),
    )
}
