"""Sandbox driver: types commands, clicks buttons, fills in forms and waits, as any user.

The console, demo, guide, tests and benchmarks all act through :class:`Driver`.
"""

from sandbox.driver.command_index import CommandIndex, ParsedCommand
from sandbox.driver.driver import Driver
from sandbox.driver.parser import InputError, did_you_mean

__all__ = ["CommandIndex", "Driver", "InputError", "ParsedCommand", "did_you_mean"]
