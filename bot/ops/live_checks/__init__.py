"""Live checks: ``easel doctor --live`` settles assumptions about Discord and fal with a real token and key.

Each check is a function that returns an :class:`Observation`; :data:`CHECKS` lists them in the order in which
they run. Verdicts are derived from the platforms' responses, never assumed.
"""

from bot.ops.live_checks.model import LiveCheck, Observation, Verdict
from bot.ops.live_checks.report import Report
from bot.ops.live_checks.run import CHECKS, LiveOptions, plan_live_checks, run_live_checks

__all__ = [
    "CHECKS",
    "LiveCheck",
    "LiveOptions",
    "Observation",
    "Report",
    "Verdict",
    "plan_live_checks",
    "run_live_checks",
]
