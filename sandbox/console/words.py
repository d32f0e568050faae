"""The console's own words: everything that is typed without a slash."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from rich.text import Text

from sandbox.console.errors import ConsoleError, did_you_mean
from sandbox.console.session import Session
from sandbox.discord import Channel
from sandbox.discord.localisation import LOCALES
from sandbox.faults import UnknownFaultError
from sandbox.story.message_view import message_lines
from sandbox.web.serializers import can_see

__all__ = ["WORDS", "Word", "run_word"]

_ALSO = {"admin": "mod"}
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LONGEST = 366 * 86400
_REPEAT = "🔁"
_DIRECT = {"@easel", "easel", "dm"}
_OF_MEMBERS = 2


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
    everybody = session.place.everybody
    wanted = _ALSO.get(name.removeprefix("@"), name.removeprefix("@"))
    if wanted not in everybody:
        raise ConsoleError(f"Nobody is called {name or '…'}.{did_you_mean(wanted, everybody)}")
    direct = session.channel.guild is None
    session.who = everybody[wanted]
    if direct:
        session.channel = session.box.discord.world.open_dm(session.who)
    elif not _sees(session, session.channel):
        _go(session, next(one for one in session.place.everywhere.values() if _sees(session, one)))


async def _in(session: Session, name: str) -> None:
    world, channels = session.box.discord.world, session.place.everywhere
    wanted = name.removeprefix("#")
    if name.casefold() in _DIRECT:
        session.channel = world.open_dm(session.who)
    elif wanted not in channels:
        raise ConsoleError(f"There is no channel {name or '…'}.{did_you_mean(wanted, channels)}")
    elif not _sees(session, channels[wanted]):
        raise ConsoleError(f"{session.who.name} does not see #{wanted}.")
    else:
        _go(session, channels[wanted])


def _sees(session: Session, channel: Channel) -> bool:
    return can_see(channel, session.who)


def _go(session: Session, channel: Channel) -> None:
    if channel.guild is not session.channel.guild and channel.guild is not None:
        session.transcript.say(f"In the server {channel.guild.name}, #{channel.name}.", "bright_black")
    session.channel = channel


async def _lang(session: Session, code: str) -> None:
    known = {locale.casefold(): locale for locale in LOCALES}
    if code and code.casefold() not in known:
        raise ConsoleError(f"Discord has no language {code}.{did_you_mean(code, known)}")
    if code:
        session.who.locale = known[code.casefold()]
    session.transcript.say(f"{session.who.name}'s Discord is in {session.who.locale}.")


async def _react(session: Session, rest: str) -> None:
    emoji, _, number = rest.partition(" ")
    await session.react(emoji or _REPEAT, session.result(number.strip()))


async def _click(session: Session, rest: str) -> None:
    button, _, number = rest.rpartition(" ") if re.search(r" \d+$", rest) else (rest, "", "")
    await session.click(button or "Again", number)


async def _choose(session: Session, text: str) -> None:
    await session.choose(text)


async def _fill(session: Session, text: str) -> None:
    await session.fill(text)


async def _apps(session: Session, rest: str) -> None:
    known = session.place.menus
    if not rest:
        raise ConsoleError(f"The Apps menu has: {', '.join(known)}.")
    name, target = rest, ""
    if found := re.fullmatch(r"(.*\S)\s+(@\S+|\d+)", rest):
        name, target = found[1], found[2]
    wanted = {one.casefold(): one for one in known}.get(name.casefold())
    if wanted is None:
        raise ConsoleError(f"The Apps menu has no {name!r}.{did_you_mean(name, known)}")
    if known[wanted] == _OF_MEMBERS:
        people = session.place.people
        if target.removeprefix("@") not in people:
            raise ConsoleError(f"Say whose menu: apps {wanted} @bob.")
        await session.apps(wanted, people[target.removeprefix("@")])
    else:
        await session.apps(wanted, session.result(target))


async def _say(session: Session, text: str) -> None:
    if not text:
        raise ConsoleError("Say what to write: say hello")
    await session.say(text)


async def _delete(session: Session, number: str) -> None:
    await session.delete(session.result(number))


async def _messages(session: Session, _: str) -> None:
    world = session.box.discord.world
    seen = session.actor.visible_messages()
    if not seen:
        session.transcript.say(f"{session.who.name} sees no messages in {session.where}.")
    for message in seen:
        lines = message_lines(message, world, in_full=True)
        session.transcript.line(message.created_at, message.author.name, lines[0], lines[1:])


async def _open(session: Session, number: str) -> None:
    kept = session.kept.album.prints[session.kept.results.index(session.result(number))]
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
    seconds = float(found[1]) * _SECONDS[found[2]]
    if seconds > _LONGEST:
        raise ConsoleError("That is too far: at most a year at once, clock +366d.")
    session.box.clock.advance(seconds)
    session.transcript.say(f"It is {text.removeprefix('+')} later, for Discord, for fal and for the bot.")


async def _addresses(session: Session, _: str) -> None:
    environment = session.box.environment(session.kept.album.folder)
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
    session.transcript.say(
        "A button can be named by a part of its label; click #3 is the third under the newest message. "
        "choose 2: high means the second menu. In double quotes a text may hold anything."
    )


async def _quit(_: Session, __: str) -> None:
    raise EOFError


WORDS: Mapping[str, Word] = {
    "as": Word(
        usage="NAME", means="act as alice, bob, mod (admin), olivia (owner; runs Easel) or eve", act=_as
    ),
    "in": Word(usage="#CHANNEL", means="go to another channel; @Easel is the direct message", act=_in),
    "lang": Word(usage="[CODE]", means="the language of this person's Discord: de, ja, pt-BR…", act=_lang),
    "react": Word(
        usage="[EMOJI] [N]", means="react to the newest result, or to result N", act=_react, of_results=True
    ),
    "click": Word(
        usage="[BUTTON] [N]",
        means="press a button, such as Again: the newest, or under result N",
        act=_click,
        of_results=True,
    ),
    "choose": Word(
        usage="CHOICE[, CHOICE]", means="choose in a menu: a choice, #channel, @role", act=_choose
    ),
    "fill": Word(usage="[NAME:VALUE …]", means="fill in the form that is open, and send it", act=_fill),
    "apps": Word(
        usage="NAME [N or @WHO]",
        means="the Apps menu of a result or a member; alone: what is in it",
        act=_apps,
        of_results=True,
    ),
    "say": Word(usage="TEXT", means="write a message", act=_say),
    "delete": Word(usage="[N]", means="delete the message of a result", act=_delete, of_results=True),
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
