"""The command line: parse, then import what the command needs.

A wrong setting, file or token ends with one readable line and exit status 2, never with a
traceback.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.errors import StartupError
from bot.one_line import one_line_errors
from config import Settings, load_settings

__all__ = ["app", "main"]

app = typer.Typer(
    name="easel",
    help="A Discord bot that draws, and a sandbox to try it without any account.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """The script ``easel``."""
    app()


@app.command()
def run() -> None:
    """Start the bot."""
    from bot.launch import run as serve

    serve()


@app.command()
def sync() -> None:
    """Write the slash commands to Discord now, whether they changed or not."""
    from bot.launch import settings_for, start_logging

    with one_line_errors():
        settings = settings_for("discord_token")
        start_logging(settings)
        count = asyncio.run(_sync(settings))
        typer.echo(f"{count} commands written.")


@app.command()
def health() -> None:
    """Exit status 0 when the running bot is well, 1 when not (for health checks)."""
    from bot.health import is_healthy

    with one_line_errors():
        well, line = is_healthy(load_settings().health_file)
    typer.echo(line)
    raise typer.Exit(0 if well else 1)


@app.command()
def doctor(
    repair: Annotated[
        bool, typer.Option("--repair", help="Set counters that differ to the sum of their entries.")
    ] = False,
) -> None:
    """Check a set-up before members meet its faults: settings, database, ledger, Discord, fal."""
    from bot.doctor import examine

    with one_line_errors():
        settings = load_settings()
        well = asyncio.run(examine(settings, typer.echo, mend=repair))
    raise typer.Exit(0 if well else 1)


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="A file that does not exist yet.")]) -> None:
    """Copy the database into FILE; the bot may run meanwhile."""
    from bot.storage.backup import back_up

    with one_line_errors():
        count = back_up(load_settings().database_url, file)
        typer.echo(f"{file}: {count} requests.")


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A file that `easel backup` made.")]) -> None:
    """Put a backup in the database's place; the bot must not run."""
    from bot.single import database_in_use
    from bot.storage.backup import restore as put_back

    with one_line_errors():
        settings = load_settings()
        with database_in_use(settings):
            count, replaced = put_back(settings.database_url, file)
        kept = f" The database before it is kept as {replaced}." if replaced else ""
        typer.echo(f"Restored {count} requests from {file}.{kept}")


@app.command()
def sandbox(
    keep: Annotated[Path, typer.Option(help="Folder for the sandbox's database and pictures.")] = Path(
        "data/sandbox"
    ),
    web: Annotated[bool, typer.Option("--web", help="Open a page in the browser instead.")] = False,
    live: Annotated[
        bool, typer.Option("--live", help="The page, drawing at fal with your FAL_KEY: costs money.")
    ] = False,
    host: Annotated[str, typer.Option(help="Where the page is served.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The page's port; 0: the system chooses.", max=65535)] = 0,
) -> None:
    """Run the bot against a simulated Discord and fal; type commands as in Discord."""
    with one_line_errors():
        if web or live:
            from sandbox.web import run_web

            asyncio.run(run_web(_folder(keep), say=typer.echo, host=host, port=port, live=live))
        else:
            from sandbox.console import run_console

            asyncio.run(run_console(_folder(keep)))


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Folder for the pictures and the transcript.")] = Path(
        "demo-output"
    ),
    web: Annotated[
        bool | None,
        typer.Option("--web/--no-web", help="Open the playground after it; at a terminal it does."),
    ] = None,
) -> None:
    """Play the main job in the sandbox, with no account, and keep what it drew.

    At a terminal it ends with a link to the same sandbox in the browser.
    """
    from sandbox.demo import run_demo

    with one_line_errors():
        told = asyncio.run(run_demo(_folder(out)))
        stay = web if web is not None else sys.stdin.isatty() and sys.stdout.isatty()
        if told and stay:
            from sandbox.web import run_web

            asyncio.run(run_web(_folder(out / "playground"), say=typer.echo))
        elif told:
            typer.echo("The same in your browser: easel sandbox --web")
    raise typer.Exit(0 if told else 1)


def _folder(path: Path) -> Path:
    """``path`` as a folder that is there; one line if it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StartupError(detail=f"{path} cannot be used as a folder: {error.strerror}") from error
    return path


async def _sync(settings: Settings) -> int:
    from bot.app import open_app

    async with open_app(settings) as easel:
        return await easel.write_commands()
