"""The console's own words: everything that is typed without a slash."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from rich.text import Text

from sandbox.console.errors import ConsoleError, did_you_mean
from sandbox.console.session import Session
from sandbox.faults import UnknownFaultError
from sandbox.story.message_view import message_lines

__all__ = ["WORDS", "Word", "run_word"]

_ALSO = {"admin": "mod"}
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_REPEAT = "🔁"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word: what follows it, what it does, and whether it speaks of results.

    A script's next line waits for open requests when it speaks of their results.
    """

    usage: str
    means: str
    act: Callable[[Session, str], Awaitable[None]]
    of_results: bool = False


async def run_word(line: str, session: Session) -> None:
    """Do what ``line`` says; raises :class:`ConsoleError` for what is no word."""
    name, _, rest = line.partition(" ")
    word = WORDS.get(name.casefold())
    if word is None:
        hint = did_you_mean(name, [*WORDS, *(f"/{one['name']}" for one in session.place.commands)])
        raise ConsoleError(f"{name!r} is no command.{hint} Type help for all of them.")
    await word.act(session, rest.strip())


async def _as(session: Session, name: str) -> None:
    people = session.place.people
    wanted = _ALSO.get(name.removeprefix("@"), name.removeprefix("@"))
    if wanted not in people:
        raise ConsoleError(f"Nobody called {name or '…'} is in this server.{did_you_mean(wanted, people)}")
    session.who = people[wanted]


async def _in(session: Session, name: str) -> None:
    channels = session.place.channels
    wanted = name.removeprefix("#")
    if wanted not in channels:
        raise ConsoleError(f"There is no channel {name or '…'}.{did_you_mean(wanted, channels)}")
    session.channel = channels[wanted]


async def _react(session: Session, rest: str) -> None:
    emoji, _, number = rest.partition(" ")
    await session.react(emoji or _REPEAT, session.result(number.strip()))


async def _click(session: Session, rest: str) -> None:
    button, _, number = rest.rpartition(" ") if re.search(r" \d+$", rest) else (rest, "", "")
    await session.click(button or "Again", session.result(number))


async def _messages(session: Session, _: str) -> None:
    world = session.box.discord.world
    seen = session.actor.visible_messages()
    if not seen:
        session.transcript.say(f"{session.who.name} sees no messages in #{session.channel.name}.")
    for message in seen:
        lines = message_lines(message, world, in_full=True)
        session.transcript.line(message.created_at, message.author.name, lines[0], lines[1:])


async def _open(session: Session, number: str) -> None:
    kept = session.album.prints[session.results.index(session.result(number))]
    for path in kept.pictures:
        session.transcript.say(str(path.resolve()))


async def _faults(session: Session, part: str) -> None:
    faults = session.box.faults
    armed = faults.armed()
    found = {name: what for name, what in faults.known.items() if part.casefold() in name}
    if not found:
        raise ConsoleError(f"No fault's name holds {part!r}.")
    left = {name: f" (strikes {armed[name]} more)" if name in armed else "" for name in found}
    session.transcript.listing(
        [(name, Text.assemble(what, (left[name], "yellow"))) for name, what in sorted(found.items())]
    )


async def _fault(session: Session, rest: str) -> None:
    name, *details = rest.split() or [""]
    times, parameters = 1, {}
    for detail in details:
        key, equals, value = detail.partition("=")
        if equals:
            parameters[key] = _parameter(value)
        elif detail.isdecimal() and int(detail) > 0:
            times = int(detail)
        else:
            raise ConsoleError(f"{detail!r} is neither a number of times nor name=value.")
    try:
        session.box.faults.arm(name, times=times, **parameters)
    except UnknownFaultError:
        hint = did_you_mean(name, session.box.faults.known)
        raise ConsoleError(f"No fault is called {name or '…'}.{hint} Type faults for all of them.") from None
    session.transcript.say(f"{name} strikes the next {times} time{'' if times == 1 else 's'}.")


def _parameter(text: str) -> int | float | str:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


async def _clock(session: Session, text: str) -> None:
    found = re.fullmatch(r"\+?(\d+(?:\.\d+)?)([smhd])", text)
    if not found:
        raise ConsoleError("Say how far to move the clock on: clock +90s, clock +15m, clock +24h.")
    session.box.clock.advance(float(found[1]) * _SECONDS[found[2]])
    session.transcript.say(f"It is {text.removeprefix('+')} later, for Discord, for fal and for the bot.")


async def _addresses(session: Session, _: str) -> None:
    environment = session.box.environment(session.album.folder)
    names = ("DISCORD_API_URL", "DISCORD_TOKEN", "FAL_QUEUE_URL", "FAL_KEY")
    session.transcript.say("Where another bot or client library can connect, and with what:")
    session.transcript.listing(
        [*((name, environment[name]) for name in names), ("gateway", session.box.discord.gateway_url)]
    )


async def _wait(session: Session, _: str) -> None:
    await session.all_ended()


async def _help(session: Session, _: str) -> None:
    commands = [(f"/{one['name']}", str(one["description"])) for one in session.place.commands]
    words = [(f"{name} {word.usage}".strip(), word.means) for name, word in WORDS.items()]
    session.transcript.listing([*commands, *words])


async def _quit(_: Session, __: str) -> None:
    raise EOFError


WORDS: Mapping[str, Word] = {
    "as": Word(usage="NAME", means="act as alice, bob, olivia (owner) or mod (admin)", act=_as),
    "in": Word(usage="#CHANNEL", means="go to another channel", act=_in),
    "react": Word(
        usage="[EMOJI] [N]", means="react to the newest result, or to result N", act=_react, of_results=True
    ),
    "click": Word(
        usage="[BUTTON] [N]",
        means="press a button under a result, such as Again",
        act=_click,
        of_results=True,
    ),
    "messages": Word(usage="", means="what you see in this channel", act=_messages, of_results=True),
    "open": Word(usage="[N]", means="where the pictures of a result are", act=_open, of_results=True),
    "faults": Word(usage="[PART]", means="every fault that can be armed", act=_faults),
    "fault": Word(usage="NAME [TIMES] [KEY=VALUE]", means="arm a fault: let something go wrong", act=_fault),
    "clock": Word(usage="+15m", means="let time pass: s, m, h or d", act=_clock),
    "addresses": Word(usage="", means="where another bot or client can connect", act=_addresses),
    "wait": Word(usage="", means="until every request has ended", act=_wait),
    "help": Word(usage="", means="this list", act=_help),
    "quit": Word(usage="", means="leave", act=_quit),
}
"""Every word, in the order of the help."""
