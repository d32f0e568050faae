"""Open file limit: raised at the start if the settings need more."""

from __future__ import annotations

import sys

import structlog

__all__ = ["raise_limit"]

log = structlog.stdlib.get_logger(__name__)

# Database, gateway, log, libraries and connections to Discord; each job has a stream and a file or connection.
_BASE, _PER_JOB = 60, 2


def raise_limit(jobs_running: int) -> None:
    """Raise the soft limit of open files as far as needed and allowed; warn if that is not enough."""
    if sys.platform == "win32":
        return
    import resource

    needed = _BASE + _PER_JOB * jobs_running
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return
    limit = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
    except (ValueError, OSError):
        limit = soft
    if limit < needed:
        log.warning(
            "too few open files allowed; jobs will wait for each other: raise the limit or lower JOBS_RUNNING",
            limit=limit,
            needed=needed,
            jobs_running=jobs_running,
        )
