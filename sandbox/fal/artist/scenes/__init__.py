"""Scenes: the pages of ``pages.svg``, painted with a prompt's subjects."""

from sandbox.fal.artist.scenes.light import LIGHTS
from sandbox.fal.artist.scenes.page import paint_page, paint_scene

__all__ = ["LIGHTS", "paint_page", "paint_scene"]
