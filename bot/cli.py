"""Command line: ``easel run``, ``easel demo`` and the other commands.

Each command imports its modules when it is called. Expected errors, such as an invalid setting, end
the command with a one-line message and exit status 2 instead of a traceback.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bot.cost_options import add_cost_options
from bot.errors import DatabaseUnavailableError, StartupError
from bot.private_files import make_folder
from config import ConfigError, Settings, load_settings

__all__ = ["main"]

# All files are accessible only to the user who runs the command.
_UMASK = 0o077
_EXIT_FAILED = 1
_EXIT_EXPECTED_ERROR = 2
_EXIT_INTERRUPTED = 130

_say = partial(print, flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit with its status: 0 success, 1 failed check, 2 usage or setup error."""
    os.umask(_UMASK)
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

    def add(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        command.set_defaults(command=run)
        return command

    add("run", _run, "start the bot")
    demo = add("demo", _demo, "play a scripted session in the sandbox; needs no account")
    demo.add_argument("--out", help="folder for images and transcript (default: %(default)s)")
    demo.add_argument(
        "--web",
        action=argparse.BooleanOptionalAction,
        help="then serve the playground (default: in a terminal)",
    )
    demo.set_defaults(out="demo-output")
    sandbox = add("sandbox", _sandbox, "run the bot against a simulated Discord and fal")
    sandbox.add_argument("--keep", help="folder for database and images (default: %(default)s)")
    sandbox.add_argument(
        "--web", action="store_true", help="serve the playground, a web page, and open it in the browser"
    )
    sandbox.add_argument("--live", action="store_true", help="like --web, with images from fal: costs money")
    sandbox.add_argument(
        "--open",
        action=argparse.BooleanOptionalAction,
        help="open the page in the browser (default: in a terminal, if there is a display)",
    )
    sandbox.add_argument("--host", help="address of the page (default: %(default)s)")
    sandbox.add_argument("--port", type=_port, help="port of the page (default: any free port)")
    sandbox.set_defaults(keep="data/sandbox", host="127.0.0.1", port=0)
    doctor = add("doctor", _doctor, "check settings, database, ledger, Discord and fal")
    doctor.add_argument(
        "--repair", action="store_true", help="set wrong counters to the sum of their entries"
    )
    doctor.add_argument(
        "--live",
        action="store_true",
        help="settle assumptions about Discord and fal with the real token and key: costs money",
    )
    live = doctor.add_argument_group("options of --live")
    live.add_argument("--channel", type=int, help="ID of the channel to post in; required")
    live.add_argument("--guild", type=int, help="ID of the channel's server, as a safeguard")
    live.add_argument("--yes", action="store_true", help="do not ask for confirmation")
    live.add_argument("--only", type=_words, default=(), help="IDs of checks, comma separated (default: all)")
    live.add_argument("--wait", type=_wait, help="seconds to wait for the button (default: %(default)s)")
    live.add_argument("--report", type=Path, help="report files without suffix (default: beside HEALTH_FILE)")
    doctor.set_defaults(wait=180.0)
    _add_model_commands(add("models", _models, "list, show, check and add the descriptions of image models"))
    add_cost_options(add("costs", _costs, "show what requests cost at fal: estimated, billed, and the drift"))
    add("sync", _sync, "register the slash commands with Discord now")
    health = add("health", _health, "exit with status 0 if the running bot is healthy, otherwise 1")
    health.add_argument(
        "--live", action="store_true", help="ask only whether the process works, not whether it can serve"
    )
    status = add("status", _status, "show jobs, credits and health; the bot can keep running")
    status.add_argument("--json", action="store_true", help="print JSON for scripts")
    backup = add("backup", _backup, "copy the database; the bot can keep running")
    backup.add_argument("file", type=Path, help="a new file")
    restore = add("restore", _restore, "replace the database with a backup; the bot must be stopped")
    restore.add_argument("file", type=Path, help="a file made by `easel backup`")
    return parser


def _add_model_commands(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("list", help="list all models (default)")
    show = actions.add_parser("show", help="show a model's inputs and prices")
    show.add_argument("id", help="ID of the model")
    actions.add_parser("check", help="compare the enabled models with fal's schemas and prices")
    new = actions.add_parser("add", help="propose a model file from the schema that fal publishes")
    new.add_argument("endpoint", type=_endpoint, help="endpoint at fal, such as fal-ai/flux-2")
    new.add_argument("--yes", action="store_true", help="write the file without asking")


def _version(_options: argparse.Namespace) -> int:
    from importlib.metadata import version

    _say(f"easel {version('easel')}")
    return 0


def _run(_options: argparse.Namespace) -> int:
    from bot.ops.instance_lock import instance_lock
    from bot.ops.open_files import raise_limit

    settings = _logged_settings("discord_token", "fal_key")
    raise_limit(settings.jobs_running)
    _warn_of_proxy()
    with instance_lock(settings):
        asyncio.run(_serve(settings))
    return 0


def _warn_of_proxy() -> None:
    import structlog

    from bot.ops.proxies import proxy_settings

    if names := proxy_settings():
        log = structlog.stdlib.get_logger(__name__)
        log.warning("proxy settings are not used: Easel connects directly", settings=", ".join(names))


async def _serve(settings: Settings) -> None:
    from bot.app import open_app
    from bot.logging import log_loop_errors

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(log_loop_errors)
    async with open_app(settings) as app:
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


def _health(options: argparse.Namespace) -> int:
    from bot.ops.health_check import bot_key, is_healthy

    settings = load_settings()
    token = settings.discord_token
    key = bot_key(token.get_secret_value()) if token else ""
    healthy, line = is_healthy(settings.health_file, only_live=options.live, bot=key)
    _say(line)
    return 0 if healthy else _EXIT_FAILED


def _doctor(options: argparse.Namespace) -> int:
    from bot.ops.doctor import run_checks

    settings = _logged_settings("discord_token", "fal_key") if options.live else load_settings()
    healthy = asyncio.run(run_checks(settings, _say, repair=options.repair))
    if not options.live:
        return 0 if healthy else _EXIT_FAILED
    if not healthy:
        _say("The live checks need a setup without FAIL and ???? lines.")
        return _EXIT_FAILED
    return _live_doctor(settings, options)


def _live_doctor(settings: Settings, options: argparse.Namespace) -> int:
    from bot.ops.instance_lock import instance_lock
    from bot.ops.live_checks.command import check_live, show_plan

    if options.channel is None:
        raise StartupError(detail="--channel: the ID of a channel in a test server is required")
    with instance_lock(settings):
        show_plan(settings, options, _say)
        if not options.yes and not _is_confirmed():
            _say("Nothing was done.")
            return _EXIT_FAILED
        return check_live(settings, options, _say)


def _models(options: argparse.Namespace) -> int:
    from rich.console import Console

    from bot.ops.model_commands import add_model, check_models, list_models, show_model

    # A pipe has no width; tables would be folded.
    settings, console = load_settings(), Console(width=None if sys.stdout.isatty() else 160)
    match options.action:
        case "show":
            show_model(settings, options.id, console)
        case "check":
            return 0 if check_models(settings, console) else _EXIT_FAILED
        case "add":
            written = add_model(settings, options.endpoint, console, lambda: options.yes or _is_confirmed())
            return 0 if written else _EXIT_FAILED
        case _:
            list_models(settings, console)
    return 0


def _status(options: argparse.Namespace) -> int:
    from rich.console import Console

    from bot.ops.status import print_status

    print_status(load_settings(), Console(), as_json=options.json)
    return 0


def _costs(options: argparse.Namespace) -> int:
    from rich.console import Console

    from bot.ops.cost_command import read_costs, show_costs, write_costs
    from bot.quota.costs import CostGroup

    if options.days is not None and options.first is not None:
        raise StartupError(detail="--days and --from are mutually exclusive")
    costs = asyncio.run(
        read_costs(
            load_settings(),
            group=CostGroup(options.by),
            days=options.days,
            first=options.first,
            last=options.last,
            limit=options.limit,
        )
    )
    if options.csv:
        write_costs(costs)
    else:
        show_costs(costs, Console(width=None if sys.stdout.isatty() else 160))
    return 0


def _is_confirmed() -> bool:
    if not sys.stdin.isatty():
        raise StartupError(detail="--yes is required without a terminal")
    try:
        return input("Continue? [y/N] ").strip().lower() in {"y", "yes"}
    except EOFError:
        return False


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
    folder = _folder(Path(options.keep))
    if options.web or options.live:
        from sandbox.web import run_web

        asyncio.run(
            run_web(
                folder,
                say=_say,
                host=options.host,
                port=options.port,
                live=options.live,
                browse=sys.stdin.isatty() if options.open is None else options.open,
            )
        )
    else:
        from sandbox.console import run_console

        asyncio.run(run_console(folder))
    return 0


def _demo(options: argparse.Namespace) -> int:
    from sandbox.demo import run_demo

    complete = asyncio.run(run_demo(_folder(Path(options.out))))
    in_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if complete and (in_terminal if options.web is None else options.web):
        from sandbox.web import run_web

        asyncio.run(run_web(_folder(Path(options.out, "playground")), say=_say, browse=in_terminal))
    elif complete:
        _say("To try it in your browser: easel sandbox --web")
    return 0 if complete else _EXIT_FAILED


def _logged_settings(*required: str) -> Settings:
    """Load the settings, check that the ``required`` ones are set, and set up logging with masked secrets."""
    from bot.logging import set_up_logging

    settings = load_settings()
    settings.require(*required)
    set_up_logging(level=settings.log_level, form=settings.log_format, secrets=settings.secrets)
    return settings


def _folder(path: Path) -> Path:
    try:
        make_folder(path)
    except OSError as error:
        raise StartupError(detail=f"{path} cannot be used as a folder: {error.strerror}") from error
    return path


def _wait(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= 3600:
        raise argparse.ArgumentTypeError("expected more than 0 and at most 3600")
    return seconds


def _endpoint(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9._-]+(/[a-z0-9._-]+)+", text):
        raise argparse.ArgumentTypeError("expected an endpoint such as fal-ai/flux-2")
    return text


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65_535:
        raise argparse.ArgumentTypeError("expected 0 to 65535")
    return port


@contextmanager
def _exit_on_expected_error() -> Iterator[None]:
    """Convert expected errors to a one-line message and exit status 2."""
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
    """Find an error that only the operator can fix: a setting, file, token or corrupt database."""
    if isinstance(error, ConfigError | StartupError):
        return error
    if isinstance(error, BaseExceptionGroup):
        return next(filter(None, map(_expected_error, error.exceptions)), None)
    if isinstance(error, DatabaseUnavailableError):
        # Any statement may be the first to read a damaged page.
        return StartupError(detail=f"DATABASE_URL: {error.detail}")
    return None
