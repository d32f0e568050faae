"""REPL commands: all console commands other than slash commands."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from rich.text import Text

from sandbox.console.session import Session
from sandbox.discord import Channel, Message, User
from sandbox.discord.localisation import LOCALES
from sandbox.driver import InputError, did_you_mean
from sandbox.driver.lookup import find_button, find_menu, read_fields
from sandbox.fault_parameters import FaultParameterError
from sandbox.faults import UnknownFaultError
from sandbox.scenarios.message_text import message_lines
from sandbox.web.serializers import can_see

__all__ = ["REPL_COMMANDS", "ReplCommand", "run_line"]

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LONGEST_JUMP = 366 * 86400
_REPEAT = "🔁"
_DIRECT = {"@easel", "easel", "dm"}
_USER_MENU = 2
_REACTION_SECONDS = 1.5

_Run = Callable[[Session, str], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplCommand:
    """A command: the ``usage`` of its argument, its ``description``, and the function that runs it.

    In a script, commands with ``about_results`` wait until no request is open.
    """

    usage: str
    description: str
    run: _Run
    about_results: bool


REPL_COMMANDS: dict[str, ReplCommand] = {}
"""Every command by name, in the order shown by ``help``."""


def _command(
    name: str, usage: str, description: str, *, about_results: bool = False
) -> Callable[[_Run], _Run]:
    def register(run: _Run) -> _Run:
        REPL_COMMANDS[name] = ReplCommand(
            usage=usage, description=description, run=run, about_results=about_results
        )
        return run

    return register


async def run_line(line: str, session: Session) -> None:
    """Run a slash command or a REPL command. Raises :class:`InputError` with a hint."""
    if line.startswith("/"):
        path, options = session.index.parse(line)
        await session.act(session.client.run(path, options), line)
        return
    await session.log.flush()
    name, _, argument = line.partition(" ")
    command = REPL_COMMANDS.get(name.casefold())
    if command is None:
        known = [*REPL_COMMANDS, *(f"/{one}" for one in session.index.commands)]
        raise InputError(f"{name!r} is no command.{did_you_mean(name, known)} Type help for all of them.")
    await command.run(session, argument.strip())


@_command("as", "NAME", "act as alice, bob, mod (admin), olivia (owner; runs Easel) or eve")
async def _as(session: Session, name: str) -> None:
    people = session.index.all_people
    wanted = name.removeprefix("@").replace("admin", "mod")
    if wanted not in people:
        raise InputError(f"No user is called {name or '…'}.{did_you_mean(wanted, people)}")
    session.user = people[wanted]
    if session.driver.channel.guild is None:
        session.driver.channel = session.driver.world.open_dm(session.user)
    elif not can_see(session.driver.channel, session.user):
        _enter(
            session, next(one for one in session.index.all_channels.values() if can_see(one, session.user))
        )


@_command("in", "#CHANNEL", "go to another channel; @Easel is the direct message")
async def _in(session: Session, name: str) -> None:
    channels, wanted = session.index.all_channels, name.removeprefix("#")
    if name.casefold() in _DIRECT:
        session.driver.channel = session.driver.world.open_dm(session.user)
    elif wanted not in channels:
        raise InputError(f"There is no channel {name or '…'}.{did_you_mean(wanted, channels)}")
    elif not can_see(channels[wanted], session.user):
        raise InputError(f"{session.user.name} does not see #{wanted}.")
    else:
        _enter(session, channels[wanted])


def _enter(session: Session, channel: Channel) -> None:
    if channel.guild is not session.driver.channel.guild and channel.guild is not None:
        session.transcript.say(f"In the server {channel.guild.name}, #{channel.name}.", "bright_black")
    session.driver.channel = channel


@_command("lang", "[CODE]", "the language of this user's Discord: de, ja, pt-BR…")
async def _lang(session: Session, code: str) -> None:
    known = {locale.casefold(): locale for locale in LOCALES}
    if code and code.casefold() not in known:
        raise InputError(f"Discord has no language {code}.{did_you_mean(code, known)}")
    if code:
        session.user.locale = known[code.casefold()]
    session.transcript.say(f"{session.user.name}'s Discord is in {session.user.locale}.")


@_command("react", "[EMOJI] [N]", "react to the newest result, or to result N", about_results=True)
async def _react(session: Session, argument: str) -> None:
    emoji, _, number = argument.partition(" ")
    before = _posted(session)
    await session.act(session.client.react(session.results.find(number.strip()), emoji or _REPEAT))
    try:
        await session.driver.until(lambda: _posted(session) > before, timeout=_REACTION_SECONDS)
    except TimeoutError:
        session.transcript.say("Easel has nothing to say to that.", "bright_black")


def _posted(session: Session) -> int:
    """Return the number of messages the bot has posted."""
    world = session.driver.world
    channels = list(world.channels.values())
    return sum(one.author is world.bot for channel in channels for one in world.messages(channel))


@_command(
    "click",
    "[BUTTON] [N]",
    "press a button, such as Again: the newest, or under result N",
    about_results=True,
)
async def _click(session: Session, argument: str) -> None:
    button, _, number = argument.rpartition(" ") if re.search(r" \d+$", argument) else (argument, "", "")
    seen = [session.results.find(number)] if number else session.client.visible_messages()
    message, found = find_button(seen, button or "Again")
    await session.act(session.client.click(message, found["custom_id"]), f"click {button or 'Again'}")


@_command("choose", "CHOICE[, CHOICE]", "choose in a menu: a choice, #channel, @role")
async def _choose(session: Session, text: str) -> None:
    message, menu, values = find_menu(session.client.visible_messages(), text, session.index)
    await session.act(session.client.select(message, menu["custom_id"], values), f"choose {text}")


@_command("fill", "[NAME:VALUE …]", "fill in the form that is open, and send it")
async def _fill(session: Session, text: str) -> None:
    form = session.form
    if form is None or form.modal is None or form.user is not session.user:
        raise InputError("No form is open. A command or a button such as Edit opens one.")
    values = read_fields(form.modal, text)
    await session.act(session.client.submit_modal(form, values), f"fill {text}".strip())


@_command(
    "apps",
    "NAME [N or @WHO]",
    "the Apps menu of a result or a member; alone: its entries",
    about_results=True,
)
async def _apps(session: Session, argument: str) -> None:
    entries, people = session.index.apps, session.index.people
    if not argument:
        raise InputError(f"The Apps menu has: {', '.join(entries)}.")
    found = re.fullmatch(r"(.*\S)\s+(@\S+|\d+)", argument)
    name, at = (found[1], found[2]) if found else (argument, "")
    wanted = {one.casefold(): one for one in entries}.get(name.casefold())
    if wanted is None:
        raise InputError(f"The Apps menu has no {name!r}.{did_you_mean(name, entries)}")
    target: Message | User
    if entries[wanted] != _USER_MENU:
        target = session.results.find(at)
    elif at.removeprefix("@") in people:
        target = people[at.removeprefix("@")]
    else:
        raise InputError(f"Name a member: apps {wanted} @bob.")
    await session.act(session.client.context_menu(wanted, target), f"apps {wanted}")


@_command("say", "TEXT", "write a message")
async def _say(session: Session, text: str) -> None:
    if not text:
        raise InputError("There is nothing to write: say hello")
    await session.act(session.client.send(text), text)


@_command("delete", "[N]", "delete the message of a result", about_results=True)
async def _delete(session: Session, number: str) -> None:
    await session.act(session.client.delete_message(session.results.find(number)))


@_command("messages", "", "the messages you see in this channel", about_results=True)
async def _messages(session: Session, _: str) -> None:
    seen = session.client.visible_messages()
    if not seen:
        session.transcript.say(f"{session.user.name} sees no messages in {session.where}.")
    for message in seen:
        first, *others = message_lines(message, session.driver.world, in_full=True)
        session.transcript.line(message.created_at, message.author.name, first, others)


@_command("open", "[N]", "the files of a result's pictures", about_results=True)
async def _open(session: Session, number: str) -> None:
    position = session.results.messages.index(session.results.find(number))
    for path in session.results.images.saved[position]:
        session.transcript.say(str(path.resolve()))


@_command("faults", "[PART]", "every fault that can be armed")
async def _faults(session: Session, part: str) -> None:
    known, armed = session.driver.faults.known, session.driver.faults.armed()
    found = sorted(name for name in known if part.casefold() in name)
    if not found:
        raise InputError(f"No fault's name contains {part!r}.")
    left = {name: f" (strikes {armed[name]} more)" if name in armed else "" for name in found}
    session.transcript.listing([(name, Text.assemble(known[name], (left[name], "yellow"))) for name in found])


@_command("fault", "NAME [TIMES] [KEY=VALUE]", "arm a fault: let something go wrong")
async def _fault(session: Session, argument: str) -> None:
    name, *details = argument.split() or [""]
    times, parameters = 1, {}
    for detail in details:
        key, equals, value = detail.partition("=")
        if equals:
            parameters[key] = _parameter(value)
        elif detail.isdecimal() and int(detail) > 0:
            times = int(detail)
        else:
            raise InputError(f"{detail!r} is neither a number of times nor name=value.")
    try:
        session.driver.faults.check(name, parameters)
        session.driver.faults.arm(name, times=times, **parameters)
    except FaultParameterError as error:
        raise InputError(str(error)) from None
    except UnknownFaultError:
        hint = did_you_mean(name, session.driver.faults.known)
        raise InputError(f"No fault is called {name or '…'}.{hint} Type faults for all of them.") from None
    session.transcript.say(f"{name} strikes the next {times} time{'' if times == 1 else 's'}.")


def _parameter(text: str) -> float | str:
    try:
        return int(text) if text.isdecimal() else float(text)
    except ValueError:
        return text


@_command("clock", "+15m", "let time pass: s, m, h or d")
async def _clock(session: Session, text: str) -> None:
    found = re.fullmatch(r"\+?(\d+(?:\.\d+)?)([smhd])", text)
    if not found:
        raise InputError("Say how far to move the clock on: clock +90s, clock +15m, clock +24h.")
    seconds = float(found[1]) * _SECONDS[found[2]]
    if seconds > _LONGEST_JUMP:
        raise InputError("That is too far: at most a year at once, clock +366d.")
    session.driver.clock.advance(seconds)
    session.transcript.say(f"It is {text.removeprefix('+')} later, for Discord, for fal and for the bot.")


@_command("addresses", "", "addresses and credentials for another bot or client")
async def _addresses(session: Session, _: str) -> None:
    environment = session.driver.sandbox.environment(session.results.images.folder)
    names = ("DISCORD_API_URL", "DISCORD_TOKEN", "FAL_QUEUE_URL", "FAL_KEY")
    session.transcript.say("Another bot or client library can connect here:")
    session.transcript.listing(
        [*((name, environment[name]) for name in names), ("gateway", session.driver.discord.gateway_url)]
    )


@_command("wait", "", "until every request has ended")
async def _wait(session: Session, _: str) -> None:
    await session.wait_idle()


@_command("help", "", "this list")
async def _help(session: Session, _: str) -> None:
    index = session.index
    commands = [(f"/{name}", index.shown(one, "description")) for name, one in index.commands.items()]
    words = [(f"{name} {one.usage}".strip(), one.description) for name, one in REPL_COMMANDS.items()]
    session.transcript.listing([*commands, *words])
    session.transcript.say(
        "A button can be named by a part of its label; click #3 is the third under the newest message. "
        "choose 2: high means the second menu. Text in double quotes may contain anything."
    )


@_command("quit", "", "leave")
async def _quit(_: Session, __: str) -> None:
    raise EOFError
