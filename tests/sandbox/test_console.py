"""Console with the real bot: as a script in a separate process, and as a session in this one."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from rich.console import Console

from sandbox.console.completion import ConsoleCompleter
from sandbox.console.repl_commands import REPL_COMMANDS, run_line
from sandbox.console.session import Session
from sandbox.driver import InputError
from sandbox.embedded_bot import embedded_bot
from sandbox.scenarios.discord_events import observe_discord
from sandbox.scenarios.event_log import EventLog
from sandbox.scenarios.image_store import ImageStore
from sandbox.server import open_sandbox
from sandbox.transcript import Transcript

RUN = (
    "import asyncio, sys; from pathlib import Path; from sandbox.console import run_console;"
    "asyncio.run(run_console(Path(sys.argv[1]), fast=True))"
)


def scripted(folder: Path, *lines: str) -> str:
    """The output of a console process that reads these lines and ends by itself."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(folder)],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def test_a_script_draws_repeats_manages_and_waits_for_its_pictures(tmp_path: Path):
    said = scripted(
        tmp_path,
        "# a comment, and an empty line",
        "",
        "/imagine prompt:a red fox, asleep: autumn count:2 quality:low",
        "react 🔁",
        "as bob",
        "click Again",
        "as admin",
        "/quota-admin grant member:@alice credits:50",
        "/imagin prompt:x",
        "in #gallery",
        "/imagine an owl quality:low",
    )

    assert re.search(r"alice +/imagine prompt:a red fox, asleep: autumn", said)
    assert re.search(r"alice +reacts with 🔁", said)
    assert "(only bob sees this) Only the person who requested this picture" in said
    assert re.search(r"ledger +alice has 50 credits more, granted by mod", said)
    assert "/imagin is no command here. Did you mean /imagine?" in said
    assert "DISCORD_API_URL  http://127.0.0.1:" in said
    saved = sorted(path.name for path in tmp_path.glob("pictures/*/*"))
    assert saved == [
        "01-alice-a-red-fox-asleep-autumn-1.png",
        "01-alice-a-red-fox-asleep-autumn-2.png",
        "02-alice-a-red-fox-asleep-autumn-1.png",
        "02-alice-a-red-fox-asleep-autumn-2.png",
        "03-mod-an-owl-1.png",
    ]
    assert all(str(name) in said for name in saved)
    assert "delivered" in (tmp_path / "bot.log").read_text(encoding="utf-8")


def test_a_second_session_in_the_same_folder_starts_empty(tmp_path: Path):
    scripted(tmp_path, "/imagine prompt:a fox quality:low")

    said = scripted(tmp_path, "/quota")

    assert "Used today: 0" in said


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[Session]:
    """A session with the bot online; what is written is in ``session.transcript.text``."""
    async with (
        open_sandbox(picture_bytes=20_000) as box,
        embedded_bot(box, box.settings(tmp_path, PROGRESS_SECONDS="0.05")) as bot,
    ):
        log = EventLog(Transcript(Console(file=io.StringIO()), started_at=box.clock.now()), box.clock)
        observe_discord(box.discord, log)
        async with log.writing():
            yield Session(
                box,
                log,
                ImageStore(tmp_path / "pictures"),
                open_jobs=lambda: bot.app.bot.services.dispatcher.open_jobs,
                echo=True,
            )


def suggested(session: Session, text: str) -> list[str]:
    found = ConsoleCompleter(session).get_completions(Document(text), CompleteEvent())
    return [completion.text for completion in found]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/im", ["/imagine"]),
        ("/quota-admin g", ["grant"]),
        ("/imagine count:", ["count:", "count:1", "count:2", "count:4"]),
        ("/imagine prompt:a fox qu", ["quality:"]),
        ("/quota-admin grant member:@al", ["member:@alice"]),
        ("/quota-admin set target:@Pat", ["target:@Patrons"]),
        ("/nonsense ", []),
        ("as o", ["olivia"]),
        ("in ", ["#studio"]),
        ("lang p", ["pl", "pt-BR"]),
        ("apps C", ["Copy as code"]),
        ("fault fal.submit.taken", ["fal.submit.taken-then-reset"]),
        ("clo", ["clock"]),
    ],
)
async def test_suggestions_come_from_the_registered_commands(
    session: Session, typed: str, expected: list[str]
):
    found = suggested(session, typed)

    assert [word for word in found if word in expected] == expected


async def test_results_are_numbered_saved_and_listed(session: Session):
    with pytest.raises(InputError, match="There are no pictures yet"):
        await run_line("open", session)

    await run_line("/imagine prompt:a fox count:2", session)
    await session.wait_idle()
    await run_line("click Again", session)
    await session.wait_idle()
    await run_line("open 1", session)

    assert len(session.results.messages) == 2
    first, second = session.results.images.saved
    assert [path.name[3:] for path in (*first, *second)] == ["alice-a-fox-1.png", "alice-a-fox-2.png"] * 2
    assert all(path.exists() for path in (*first, *second))
    assert str(first[1].resolve()) in session.transcript.text.replace("\n", "")
    with pytest.raises(InputError, match="no result 3; they count from 1 to 2"):
        await run_line("open 3", session)


async def test_another_emoji_changes_nothing(session: Session):
    await run_line("/imagine prompt:a fox", session)
    await session.wait_idle()

    await run_line("react 👍", session)

    assert "Easel has nothing to say to that." in session.transcript.text


async def test_an_armed_fault_is_listed_until_it_strikes(session: Session):
    await run_line("fault fal.job.policy-422", session)
    await run_line("faults policy", session)
    await run_line("/imagine prompt:a fox", session)
    await session.wait_idle()

    assert "fal.job.policy-422 strikes the next 1 time." in session.transcript.text
    assert "(strikes 1 more)" in session.transcript.text
    assert "content policy blocked this prompt" in session.transcript.text
    assert session.driver.faults.armed() == {}


async def test_a_fault_accepts_a_count_and_parameters(session: Session):
    await run_line("fault fal.submit.slow 2 seconds=0.5", session)

    assert session.driver.faults.armed() == {"fal.submit.slow": 2}
    assert session.driver.faults.take("fal.submit.slow") == {"seconds": 0.5}


async def test_the_clock_can_be_moved(session: Session):
    before = session.driver.clock.now()

    await run_line("clock +15m", session)

    assert 900 <= session.driver.clock.now() - before < 910


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("clok +15m", "'clok' is no command. Did you mean clock? Type help for all of them."),
        ("as alic", "No user is called alic. Did you mean alice?"),
        ("clock +5000d", "That is too far: at most a year at once, clock +366d."),
        ("lang klingon", "Discord has no language klingon."),
        ("fill prompt:x", "No form is open."),
        ("choose High", "No menu here offers 'High'. There is no menu to choose from"),
        ("click Agian", "There is no button 'Agian' here."),
        ("apps Copy as cod", "The Apps menu has no 'Copy as cod'. Did you mean Copy as code?"),
        ("say", "There is nothing to write: say hello"),
        ("in studo", "There is no channel studo. Did you mean studio?"),
        ("clock yesterday", "Say how far to move the clock on: clock +90s, clock +15m, clock +24h."),
        ("fault fal.submit.5000", "No fault is called fal.submit.5000. Did you mean fal.submit.500?"),
        ("fault fal.submit.500 often", "'often' is neither a number of times nor name=value."),
        ("faults zzz", "No fault's name contains 'zzz'."),
    ],
)
async def test_an_unknown_word_or_argument_is_refused_with_a_hint(session: Session, typed: str, said: str):
    with pytest.raises(InputError) as refused:
        await run_line(typed, session)

    assert str(refused.value).startswith(said)


async def test_a_refusal_by_discords_client_is_explained(session: Session):
    with pytest.raises(InputError, match=r"Discord's own client would not send that: alice may not use"):
        await run_line("/quota-admin show member:@bob", session)


async def test_help_lists_every_command(session: Session):
    await run_line("help", session)

    for name in (*REPL_COMMANDS, "/imagine", "/quota", "/quota-admin"):
        assert re.search(rf"^  {re.escape(name)}\b", session.transcript.text, re.M)


def test_a_script_reaches_forms_menus_direct_messages_and_every_language(tmp_path: Path):
    said = scripted(
        tmp_path,
        "/imagine prompt:a red fox quality:low",
        "click edit",
        'fill prompt:"a blue fox: asleep" drawing:low:2',
        "click more",
        "click Details",
        "apps copy as code 1",
        "choose Python",
        "/defaults",
        "choose Quality: Low",
        "choose 3: 2",
        "/ideas",
        "choose night market",
        "lang de",
        "/imagine prompt:ein Fuchs qualität:niedrig",
        "in @Easel",
        "messages",
        "as mod",
        "in #studio",
        "/settings",
        "choose log channel",
        "choose #gallery",
        "/quota-admin export",
    )

    assert re.search(r"alice +fill prompt:\"a blue fox: asleep\" drawing:low:2", said)
    assert "“a blue fox: asleep” by @alice · based on this picture" in said
    assert re.search(r"ℹ️ Details ", said)
    assert "import fal_client" in said
    assert "[ Quality: Low ▾ ]" in said
    assert "[ Number of pictures: 2 ▾ ]" in said
    assert "▤ Night market in the rain" in said
    assert "alice's Discord is in de." in said
    assert re.search(r".ein Fuchs. von @alice", said)
    assert "alice sees no messages in @Easel." in said
    assert re.search(r"\[ gallery ▾ \]", said)
    assert not re.search(r"would not send|no button|No menu|is no ", said)
    assert [path.suffix for path in tmp_path.glob("pictures/*/file-*")] == [".csv"]


async def test_a_request_can_be_canceled_while_it_is_drawn(session: Session):
    session.driver.faults.arm("fal.job.stuck-in-progress")
    await run_line("/imagine prompt:a fox", session)

    assert await session.offers_now("Cancel")
    await run_line("click Cancel", session)
    await session.log.flush()

    assert len(session.driver.fal.submits) == 1
    assert "(only alice sees this) Canceling… If it's already too late" in session.transcript.text


async def test_commands_are_shown_and_accepted_in_the_users_language(session: Session):
    await run_line("lang ja", session)

    assert suggested(session, "/imagine ") != suggested(session, "/quota-admin ")
    names = list(session.index.find(f"{next(iter(session.index.commands))} ").options)
    assert names[0] not in {"prompt", ""}
    assert [word for word in suggested(session, "/imagine ") if word.endswith(":")] == [
        f"{n}:" for n in names
    ]
    await run_line("/imagine prompt:キツネ", session)
    await run_line(f"/imagine {names[0]}:フクロウ", session)
    await session.wait_idle()
    assert len(session.results.messages) == 2


async def test_a_user_of_another_server_acts_in_that_server(session: Session):
    await run_line("as eve", session)

    assert session.prompt == "eve #general> "
    with pytest.raises(InputError, match="eve does not see #studio"):
        await run_line("in #studio", session)


async def test_messages_can_be_written_and_deleted_with_the_users_permissions(session: Session):
    await run_line("say hello", session)
    await run_line("/imagine prompt:a fox", session)
    await session.wait_idle()

    with pytest.raises(InputError, match="would not send that: alice lacks MANAGE_MESSAGES"):
        await run_line("delete", session)
    await run_line("as olivia", session)
    await run_line("delete", session)

    assert session.results.messages[0].deleted
