"""Driver for the sandbox: type commands, click, fill in forms and wait, as any user.

The console, the demo, the guide, the tests and the benchmarks all act through :class:`Driver`.
"""

from sandbox.driver.command_index import CommandIndex, ParsedCommand
from sandbox.driver.driver import Driver
from sandbox.driver.parser import InputError, did_you_mean

__all__ = ["CommandIndex", "Driver", "InputError", "ParsedCommand", "did_you_mean"]
