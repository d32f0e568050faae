"""``easel demo``: the main job and its bad moments, played on this machine and told as they happen.

The bot is a process of its own, started as an operator starts it, because a story that ends
with a power cut is only honest when something really dies. Around it run the sandbox's
Discord and fal; nothing leaves this machine.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from sandbox.contact_sheet import draw_contact_sheet
from sandbox.discord import ClientRefusedError, InteractionFailedError
from sandbox.server import Sandbox, open_sandbox
from sandbox.story.album import Album
from sandbox.story.books import Books, Totals, open_books
from sandbox.story.bot_process import BotProcess
from sandbox.story.discord_watch import watch_discord
from sandbox.story.errors import StoryFailedError
from sandbox.story.fal_watch import watch_fal
from sandbox.story.plot import HIGHLIGHTS, SETTINGS, play, prepare
from sandbox.story.scribe import Scribe
from sandbox.story.stage_hand import Pace, StageHand
from sandbox.transcript import Transcript, open_console

__all__ = ["run_demo"]

_ONLINE_SECONDS = 30.0
_LOG = "bot.log"


async def run_demo(out: Path, *, pace: Pace | None = None, console: Console | None = None) -> bool:
    """Play the story and leave its pictures, transcript and log in ``out``.

    Returns whether everything in it really happened. No process outlives the call.
    """
    pace = pace or Pace()
    out.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - before anything runs
    renders = {"low": pace.low, "medium": pace.medium}
    with _ends_like_ctrl_c():
        async with open_sandbox(
            render_seconds=renders, rate_limits=pace.rate_limits, picture_bytes=pace.picture_bytes
        ) as box:
            prepare(box)
            transcript = Transcript(console or open_console(), started_at=box.clock.now())
            return await _play(box, transcript, out, pace)


async def _play(box: Sandbox, transcript: Transcript, out: Path, pace: Pace) -> bool:
    """Tell the story to its end or to its first failure, and keep what there is."""
    album = Album(out / "pictures")
    transcript.heading("Easel, a Discord bot that draws")
    transcript.say(
        "No account, no token, no network: Discord and fal are simulated on this machine. "
        "The bot is the real one, in a process of its own."
    )
    told = True
    try:
        await _tell(box, transcript, album, out, pace)
    except (StoryFailedError, ClientRefusedError, InteractionFailedError, TimeoutError) as error:
        transcript.claim(f"The story stops here: {error or type(error).__name__}", holds=False)
        transcript.say(f"What the bot did is in {out / _LOG}.", "red")
        told = False
    _keep(transcript, album, out)
    return told


async def _tell(box: Sandbox, transcript: Transcript, album: Album, out: Path, pace: Pace) -> None:
    scribe = Scribe(transcript, box.clock)
    watch_discord(box.discord, scribe)
    watch_fal(box.fal, scribe, box.clock)
    with tempfile.TemporaryDirectory(prefix="easel-demo-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        settings = {**SETTINGS, "PROGRESS_SECONDS": str(pace.progress), "QUOTA_TIMEZONE": _midday_zone()}
        environment = box.environment(work, **settings)
        bot = BotProcess(folder=work, environment=environment, log_file=out / _LOG)
        async with bot, scribe.writing():
            bot.told_by(scribe)
            scribe.act("host", "starts the bot: python -m bot run")
            await bot.start()
            await _online(box, bot)
            async with _open_books(environment["DATABASE_URL"], box, scribe) as books:
                hand = StageHand(box=box, bot=bot, books=books, scribe=scribe, album=album, pace=pace)
                await play(hand)
                await _end(hand)


async def _online(box: Sandbox, bot: BotProcess) -> None:
    """Return when the bot is connected; raise :class:`StoryFailedError` when it cannot."""
    connected = asyncio.create_task(box.discord.gateway.wait_identified(_ONLINE_SECONDS))
    ended = asyncio.create_task(bot.ended())
    try:
        await asyncio.wait({connected, ended}, return_when=asyncio.FIRST_COMPLETED)
        if not connected.done() or connected.exception() is not None:
            raise StoryFailedError(f"the bot did not come online. Its last words:\n{bot.last_words()}")
    finally:
        for task in (connected, ended):
            task.cancel()
        await asyncio.gather(connected, ended, return_exceptions=True)


@asynccontextmanager
async def _open_books(url: str, box: Sandbox, scribe: Scribe) -> AsyncIterator[Books]:
    async with open_books(url) as books:
        books.told_by(scribe, lambda number: box.discord.world.users[number].name)
        yield books


async def _end(hand: StageHand) -> None:
    """Stop the bot as a host does, then count everything once more."""
    await hand.scene(
        "The end", "Discord, fal and the ledger are counted apart from each other, and must agree."
    )
    hand.scribe.act("host", "stops the bot")
    await hand.bot.stop()
    totals = await hand.books.totals()
    fal, posted = hand.box.fal, sum(len(message.attachments) for message in hand.results())
    await hand.scribe.caught_up()
    _sum_up(hand, totals, posted)
    await hand.claim(
        f"the ledger adds up: {totals.held} held = {totals.paid} paid + {totals.given_back} given back",
        not totals.faults,
    )
    await hand.claim(
        "pictures that fal drew, that Discord shows and that members paid for are the same number",
        posted == totals.pictures == sum(request.images for request in fal.requests.values()),
    )
    await hand.claim("one submit to fal for each request", len(fal.submits) == totals.requests)


def _sum_up(hand: StageHand, totals: Totals, posted: int) -> None:
    rows = (
        (
            totals.requests,
            f"requests accepted: {totals.delivered} delivered, {totals.refunded_requests} refunded",
        ),
        (len(hand.box.fal.submits), "submits at fal"),
        (posted, "pictures posted"),
        (totals.held, "credits held"),
        (totals.paid, "credits paid"),
        (totals.given_back, "credits given back"),
        (totals.granted, "credits granted"),
    )
    for number, words in rows:
        hand.scribe.transcript.figure(number, words)


def _keep(transcript: Transcript, album: Album, out: Path) -> None:
    """Write what stays, and say where it is."""
    files: list[tuple[str, str]] = []
    if album.prints:
        pictures = sum(len(one.pictures) for one in album.prints)
        draw_contact_sheet(
            album.prints,
            out / "contact-sheet.png",
            title="Easel",
            note=f"{pictures} pictures of the demo, drawn by the sandbox's local artist (no model, no account)",
        )
        files = [
            ("contact-sheet.png", "all pictures on one page"),
            ("pictures", f"{pictures} pictures, as posted"),
        ]
    files += [
        ("transcript.txt", "this text"),
        ("transcript.svg", "the same in colours, for a browser"),
        ("highlights.svg", "its most telling parts"),
        (_LOG, "what the bot logged"),
    ]
    transcript.heading(f"Kept in {out}")
    transcript.listing(files)
    transcript.save_text(out / "transcript.txt")
    transcript.save_picture(out / "transcript.svg", "easel demo")
    transcript.save_picture(out / "highlights.svg", "easel demo", parts=HIGHLIGHTS)


def _midday_zone() -> str:
    """A time zone in which it is about noon now, so that no quota day ends in the middle of the story."""
    east = 12 - datetime.now(UTC).hour
    return f"Etc/GMT{-east:+d}" if east else "Etc/GMT"


@contextmanager
def _ends_like_ctrl_c() -> Iterator[None]:
    """Let a termination (SIGTERM) unwind like Ctrl-C does, so that the bot's process ends, too."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    if sys.platform == "win32" or task is None:
        yield
        return
    asked = False

    def end() -> None:
        nonlocal asked
        asked = True
        task.cancel()

    loop.add_signal_handler(signal.SIGTERM, end)
    try:
        yield
    except asyncio.CancelledError:
        if asked:
            raise KeyboardInterrupt from None
        raise
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
