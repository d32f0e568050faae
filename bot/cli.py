"""Command line: ``easel run``, ``easel demo`` and the other commands.

Each command imports its modules when it is called. Expected errors, such as a wrong setting, end it
with a one-line message and exit status 2 instead of a traceback.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bot.errors import StartupError
from config import ConfigError, Settings, load_settings

__all__ = ["main"]

_EXIT_FAILED = 1
_EXIT_EXPECTED_ERROR = 2
_EXIT_INTERRUPTED = 130

_say = partial(print, flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit with its status: 0 success, 1 failed check, 2 usage or set-up error."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help()
        raise SystemExit(_EXIT_EXPECTED_ERROR)
    with _exit_on_expected_error():
        raise SystemExit(options.command(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="easel",
        description="A Discord bot that generates images with fal.",
        epilog="New here? `easel demo` needs no account.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version", dest="command", action="store_const", const=_version, help="print the version"
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    commands.add_parser("run", help="start the bot").set_defaults(command=_run)
    command = commands.add_parser("demo", help="play a scripted session in the sandbox; needs no account")
    command.add_argument(
        "--out",
        type=Path,
        default=Path("demo-output"),
        metavar="FOLDER",
        help="images and transcript (default: %(default)s)",
    )
    command.add_argument(
        "--web",
        action=argparse.BooleanOptionalAction,
        help="serve the playground afterwards (default: in a terminal)",
    )
    command.set_defaults(command=_demo)
    command = commands.add_parser("sandbox", help="run the bot against a simulated Discord and fal")
    command.add_argument(
        "--keep",
        type=Path,
        default=Path("data/sandbox"),
        metavar="FOLDER",
        help="database and images (default: %(default)s)",
    )
    command.add_argument(
        "--web", action="store_true", help="serve the playground, a web page, and print its link"
    )
    command.add_argument(
        "--live",
        action="store_true",
        help="like --web, but generate images at fal with your FAL_KEY: costs money",
    )
    command.add_argument("--host", default="127.0.0.1", help="address of the page (default: %(default)s)")
    command.add_argument("--port", type=_port, default=0, help="port of the page (default: any free port)")
    command.set_defaults(command=_sandbox)
    command = commands.add_parser("doctor", help="check settings, database, ledger, Discord and fal")
    command.add_argument(
        "--repair",
        action="store_true",
        help="set counters that differ from their ledger entries to the entries' sum",
    )
    command.set_defaults(command=_doctor)
    commands.add_parser("sync", help="register the slash commands with Discord now").set_defaults(
        command=_sync
    )
    commands.add_parser("health", help="exit with 0 if the running bot is healthy, else with 1").set_defaults(
        command=_health
    )
    command = commands.add_parser("backup", help="copy the database to FILE; the bot can keep running")
    command.add_argument("file", type=Path, metavar="FILE", help="a new file")
    command.set_defaults(command=_backup)
    command = commands.add_parser(
        "restore", help="replace the database with a backup; the bot must be stopped"
    )
    command.add_argument("file", type=Path, metavar="FILE", help="a file made by `easel backup`")
    command.set_defaults(command=_restore)
    return parser


def _version(_options: argparse.Namespace) -> int:
    from importlib.metadata import version

    _say(f"easel {version('easel')}")
    return 0


def _run(_options: argparse.Namespace) -> int:
    from bot.ops.instance_lock import instance_lock

    settings = _logged_settings("discord_token", "fal_key")
    with instance_lock(settings):
        asyncio.run(_serve(settings))
    return 0


async def _serve(settings: Settings) -> None:
    from bot.app import open_app

    async with open_app(settings) as app:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            if sys.platform == "win32":
                signal.signal(name, lambda *_: loop.call_soon_threadsafe(app.stop))
            else:
                loop.add_signal_handler(name, app.stop)
        await app.run()


def _sync(_options: argparse.Namespace) -> int:
    settings = _logged_settings("discord_token")
    _say(f"{asyncio.run(_write_commands(settings))} commands registered.")
    return 0


async def _write_commands(settings: Settings) -> int:
    from bot.app import open_app

    async with open_app(settings) as app:
        return await app.write_commands()


def _health(_options: argparse.Namespace) -> int:
    from bot.ops.health import is_healthy

    healthy, line = is_healthy(load_settings().health_file)
    _say(line)
    return 0 if healthy else _EXIT_FAILED


def _doctor(options: argparse.Namespace) -> int:
    from bot.ops.doctor import run_checks

    healthy = asyncio.run(run_checks(load_settings(), _say, mend=options.repair))
    return 0 if healthy else _EXIT_FAILED


def _backup(options: argparse.Namespace) -> int:
    from bot.ops.backup import back_up

    count = back_up(load_settings().database_url, options.file)
    _say(f"{options.file}: {count} requests.")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from bot.ops.backup import restore
    from bot.ops.instance_lock import database_lock

    settings = load_settings()
    with database_lock(settings):
        count, replaced = restore(settings.database_url, options.file)
    kept = f" The previous database is kept as {replaced}." if replaced else ""
    _say(f"Restored {count} requests from {options.file}.{kept}")
    return 0


def _sandbox(options: argparse.Namespace) -> int:
    folder = _folder(options.keep)
    if options.web or options.live:
        from sandbox.web import run_web

        asyncio.run(run_web(folder, say=_say, host=options.host, port=options.port, live=options.live))
    else:
        from sandbox.console import run_console

        asyncio.run(run_console(folder))
    return 0


def _demo(options: argparse.Namespace) -> int:
    from sandbox.demo import run_demo

    complete = asyncio.run(run_demo(_folder(options.out)))
    in_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if complete and (in_terminal if options.web is None else options.web):
        from sandbox.web import run_web

        asyncio.run(run_web(_folder(options.out / "playground"), say=_say))
    elif complete:
        _say("To try it in your browser: easel sandbox --web")
    return 0 if complete else _EXIT_FAILED


def _logged_settings(*required: str) -> Settings:
    """Read the settings, require some of them and set up logging with secrets masked."""
    from bot.logging import set_up_logging

    settings = load_settings()
    settings.require(*required)
    secrets = [s.get_secret_value() for s in (settings.discord_token, settings.fal_key) if s is not None]
    set_up_logging(level=settings.log_level, form=settings.log_format, secrets=secrets)
    return settings


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StartupError(detail=f"{path} cannot be used as a folder: {error.strerror}") from error
    return path


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65_535:
        raise argparse.ArgumentTypeError("expected 0 to 65535")
    return port


@contextmanager
def _exit_on_expected_error() -> Iterator[None]:
    """Turn expected errors into a one-line message and exit status 2."""
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(_EXIT_INTERRUPTED) from None
    except Exception as error:
        expected = _expected_error(error)
        if expected is None:
            raise
        for line in str(expected).splitlines() or [type(expected).__name__]:
            _say(f"easel: {line}", file=sys.stderr)
        raise SystemExit(_EXIT_EXPECTED_ERROR) from error


def _expected_error(error: BaseException) -> BaseException | None:
    """Find an error that only the operator can fix: a setting, a file, a token or a damaged database."""
    if isinstance(error, ConfigError | StartupError):
        return error
    if isinstance(error, BaseExceptionGroup):
        return next(filter(None, map(_expected_error, error.exceptions)), None)
    from bot.db.engine import corruption_hint

    # Any statement may be the first to read a damaged page.
    return StartupError(detail=line) if (line := corruption_hint(error)) is not None else None
