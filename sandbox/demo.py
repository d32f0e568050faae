"""Demo: ``easel demo`` plays and checks the main workflow and its failures on this machine.

The bot runs as a separate process, started as an operator would start it, so that the demo can kill it.
Discord and fal are simulated; no data leaves this machine.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from bot.db.engine import open_database
from sandbox.bot_process import BotProcess
from sandbox.discord import ClientRefusedError, InteractionFailedError
from sandbox.driver import InputError
from sandbox.scenarios.demo import HIGHLIGHTS, SETTINGS, play, prepare
from sandbox.scenarios.demo_driver import DemoDriver, DemoFailedError, Pace
from sandbox.scenarios.discord_events import observe_discord
from sandbox.scenarios.event_log import EventLog
from sandbox.scenarios.fal_events import observe_fal
from sandbox.scenarios.image_store import ImageStore
from sandbox.scenarios.ledger_reader import LedgerReader, Totals
from sandbox.server import Sandbox, open_sandbox
from sandbox.transcript import Transcript, open_console

__all__ = ["run_demo"]

_ONLINE_SECONDS = 30.0
_LOG = "bot.log"


async def run_demo(out: Path, *, pace: Pace | None = None, console: Console | None = None) -> bool:
    """Play the scenario and write its pictures, transcript and log to ``out``.

    Returns whether every claim held. No process outlives the call.
    """
    pace = pace or Pace()
    out.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - nothing else runs yet
    (out / _LOG).write_bytes(b"")
    with _interrupted_by_sigterm():
        async with open_sandbox(
            render_seconds={"low": pace.low, "medium": pace.medium},
            rate_limits=pace.rate_limits,
            picture_bytes=pace.picture_bytes,
        ) as sandbox:
            prepare(sandbox)
            transcript = Transcript(console or open_console(), started_at=sandbox.clock.now())
            return await _run(sandbox, transcript, out, pace)


async def _run(sandbox: Sandbox, transcript: Transcript, out: Path, pace: Pace) -> bool:
    """Play to the end or to the first failure, then save the transcript and pictures."""
    images = ImageStore(out / "pictures")
    transcript.heading("Easel, a Discord bot that draws")
    transcript.say(
        "No account, no token, no network: Discord and fal are simulated on this machine. "
        "The bot is the real one, in a process of its own."
    )
    succeeded = True
    try:
        await _play(sandbox, transcript, images, out / _LOG, pace)
    except (DemoFailedError, InputError, ClientRefusedError, InteractionFailedError, TimeoutError) as error:
        transcript.claim(f"The demo stops here: {error or type(error).__name__}", holds=False)
        transcript.say(f"See the bot's log in {out / _LOG}.", "red")
        succeeded = False
    _save(transcript, images, out)
    return succeeded


async def _play(
    sandbox: Sandbox, transcript: Transcript, images: ImageStore, log_file: Path, pace: Pace
) -> None:
    log = EventLog(transcript, sandbox.clock)
    observe_discord(sandbox.discord, log)
    observe_fal(sandbox.fal, log, sandbox.clock)
    with tempfile.TemporaryDirectory(prefix="easel-demo-", ignore_cleanup_errors=True) as folder:
        settings = {
            **SETTINGS,
            "PROGRESS_SECONDS": str(pace.progress),
            "QUOTA_TIMEZONE": _midday_zone(),
            "LOG_FORMAT": "json",
            # Keeps temporary files of the killed bot in the folder that is deleted.
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder),
        }
        environment = sandbox.environment(Path(folder), **settings)
        async with BotProcess(Path(folder), environment, log=log_file) as bot, log.writing():
            _observe_recovery(log_file, log)
            log.add("host", "starts the bot: python -m bot run")
            await bot.start()
            await _wait_online(sandbox, bot)
            async with open_database(environment["DATABASE_URL"]) as database:
                ledger = LedgerReader(database)
                ledger.observe(log, lambda number: sandbox.discord.world.users[number].name)
                demo = DemoDriver(sandbox, bot=bot, ledger=ledger, log=log, images=images, pace=pace)
                await play(demo)
                await _finish(demo)


async def _wait_online(sandbox: Sandbox, bot: BotProcess) -> None:
    """Wait until the bot is connected. Raises :class:`DemoFailedError` if it exits first."""
    online = asyncio.create_task(sandbox.discord.gateway.wait_identified(_ONLINE_SECONDS))
    try:
        while bot.running and not online.done():
            await asyncio.wait({online}, timeout=0.1)
        if not online.done() or online.exception() is not None:
            raise DemoFailedError(f"the bot did not come online. Its last log lines:\n{bot.log_tail()}")
    finally:
        online.cancel()


def _observe_recovery(log_file: Path, log: EventLog) -> None:
    """Add to ``log`` each unfinished job that the bot resumes after a restart."""
    position = 0

    async def poll() -> None:
        nonlocal position
        with log_file.open("rb") as file:
            file.seek(position)
            whole, newline, _ = file.read().rpartition(b"\n")
        position += len(whole) + len(newline)
        for line in whole.splitlines():
            with contextlib.suppress(ValueError):  # not a JSON log line, such as a Python warning
                entry = json.loads(line)
                if entry["event"] == "resuming job":
                    at = datetime.fromisoformat(entry["timestamp"]).timestamp()
                    log.add("Easel", f"finds an unfinished request ({entry['state']}) and picks it up", at=at)

    log.poll(poll)


async def _finish(demo: DemoDriver) -> None:
    """Stop the bot as a host does, then check that Discord, fal and the ledger agree."""
    await demo.scene("The end", "Discord, fal and the ledger are counted separately, and must agree.")
    demo.log.add("host", "stops the bot")
    await demo.bot.stop()
    totals = await demo.ledger.totals()
    posted = sum(len(message.attachments) for message in demo.all_results())
    await demo.log.flush()
    _list_totals(demo, totals, posted)
    await demo.check(
        f"the ledger adds up: {totals.held} held = {totals.paid} paid + {totals.given_back} given back",
        not totals.faults,
    )
    await demo.check(
        "fal drew, Discord shows and members paid for the same number of pictures",
        posted == totals.pictures == sum(request.images for request in demo.fal.requests.values()),
    )
    await demo.check("one submit to fal for each request", len(demo.fal.submits) == totals.requests)


def _list_totals(demo: DemoDriver, totals: Totals, posted: int) -> None:
    ends = f"{totals.delivered} delivered, {totals.refunded_requests} refunded"
    for number, text in (
        (totals.requests, f"requests accepted: {ends}"),
        (len(demo.fal.submits), "submits at fal"),
        (posted, "pictures posted"),
        (totals.held, "credits held"),
        (totals.paid, "credits paid"),
        (totals.given_back, "credits given back"),
        (totals.granted, "credits granted"),
    ):
        demo.log.transcript.figure(number, text)


def _save(transcript: Transcript, images: ImageStore, out: Path) -> None:
    """Write the transcripts and list the files."""
    files: list[tuple[str, str]] = []
    if images.saved:
        files.append(("pictures", f"{sum(map(len, images.saved))} pictures, as posted"))
    files += [
        ("transcript.txt", "this text"),
        ("transcript.svg", "the same in colours, for a browser"),
        ("highlights.svg", "its most telling parts"),
        (_LOG, "the bot's log"),
    ]
    transcript.heading(f"Saved in {out}")
    transcript.listing(files)
    transcript.save_text(out / "transcript.txt")
    transcript.save_picture(out / "transcript.svg", "easel demo")
    transcript.save_picture(out / "highlights.svg", "easel demo", parts=HIGHLIGHTS)


def _midday_zone() -> str:
    """Return a time zone in which it is about noon, so that no quota day ends during the demo."""
    east = 12 - datetime.now(UTC).hour
    return f"Etc/GMT{-east:+d}" if east else "Etc/GMT"


@contextmanager
def _interrupted_by_sigterm() -> Iterator[None]:
    """Let SIGTERM unwind like Ctrl-C, so that the bot process is stopped as well."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    if sys.platform == "win32" or task is None:
        yield
        return
    terminated = False

    def terminate() -> None:
        nonlocal terminated
        terminated = True
        task.cancel()

    loop.add_signal_handler(signal.SIGTERM, terminate)
    try:
        yield
    except asyncio.CancelledError:
        if terminated:
            raise KeyboardInterrupt from None
        raise
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
