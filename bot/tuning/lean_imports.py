"""Lean imports: dependencies without the optional parts that Easel never uses.

structlog and httpx import rich, pygments and click if they are installed, for a traceback format and a command
line that Easel does not use. ``sqlalchemy.ext.asyncio`` imports the ORM for its session classes, but Easel uses only
SQLAlchemy Core. aiohttp loads the system's certificates, which takes 18 ms, also for connections that verify none.
pydantic searches every installed package for plugins. Undocumented names used: ``sqlalchemy.ext.asyncio.session`` and
``.scoping``, and the classes that the package imports from them.

Only ``easel run`` calls :func:`import_lean`. Afterwards, each of these modules can be imported as usual.
"""

from __future__ import annotations

import os
import ssl
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType

from bot.tuning import is_enabled

__all__ = ["import_lean"]

_OPTIONAL = ("rich", "pygments", "click", "better_exceptions")
_SESSION = "sqlalchemy.ext.asyncio.session"
_SCOPING = "sqlalchemy.ext.asyncio.scoping"
_SESSION_NAMES = (
    "AsyncAttrs",
    "AsyncSession",
    "AsyncSessionTransaction",
    "async_object_session",
    "async_session",
    "async_sessionmaker",
    "close_all_sessions",
)


def import_lean() -> None:
    """Import dependencies without their unused parts, unless they are already imported."""
    if not is_enabled("lean_imports"):
        return
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    with _without_unused_certificates():
        import aiohttp  # noqa: F401
    with _replaced(dict.fromkeys(_OPTIONAL)):
        import httpx  # noqa: F401
        import structlog  # noqa: F401
    if "sqlalchemy.orm" in sys.modules:
        return
    import sqlalchemy.ext

    empty = {
        _SESSION: _module(_SESSION, _SESSION_NAMES),
        _SCOPING: _module(_SCOPING, ("async_scoped_session",)),
    }
    with _replaced(empty):
        import sqlalchemy.ext.asyncio
    for module in (_SESSION, _SCOPING):
        # The import system has not set these attributes, because it has not imported the modules.
        vars(sqlalchemy.ext.asyncio).pop(module.rpartition(".")[2], None)


@contextmanager
def _without_unused_certificates() -> Iterator[None]:
    """Load no certificates into TLS contexts that verify none."""
    load = ssl.SSLContext.set_default_verify_paths

    def load_if_used(context: ssl.SSLContext) -> None:
        if context.verify_mode is not ssl.CERT_NONE:
            load(context)

    ssl.SSLContext.set_default_verify_paths = load_if_used  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        del ssl.SSLContext.set_default_verify_paths  # the inherited method is visible again


def _module(name: str, names: tuple[str, ...]) -> ModuleType:
    """Return a module with an empty class for each of ``names``."""
    module = ModuleType(name)
    for each in names:
        setattr(module, each, type(each, (), {"__module__": name}))
    return module


@contextmanager
def _replaced(modules: Mapping[str, ModuleType | None]) -> Iterator[None]:
    """Replace modules that have not been imported yet; importing one replaced by ``None`` fails."""
    replaced = {name: module for name, module in modules.items() if name not in sys.modules}
    sys.modules.update(replaced)  # type: ignore[arg-type]  # documented: None prevents an import
    try:
        yield
    finally:
        for name in replaced:
            del sys.modules[name]
