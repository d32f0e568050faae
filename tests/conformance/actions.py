"""Actions: every command, menu, button, select and form of the bot.

The tests in this folder check one rule for each of these actions. ``test_coverage`` compares the
tables with what the bot has registered, so that nothing new is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.discord.settings_panel import SECTIONS
from sandbox.discord import Interaction, Message, UserClient
from sandbox.discord.rules.components import ComponentType
from tests.conformance.populated_guild import PopulatedGuild, planted
from tests.pictures import png

__all__ = ["ACTIONS", "Action", "By", "Kind", "Thing"]

_T = ComponentType


class By(Enum):
    """The users who may carry out an action."""

    ANYONE = "anyone"
    #: The requester of the result (or, for a post, members who may manage messages).
    OWNER = "owner"
    ADMIN = "admin"
    OPERATOR = "operator"


class Kind(Enum):
    """The kind of interaction."""

    COMMAND = "command"
    MENU = "menu"
    CLICK = "click"
    FORM = "form"


class Thing(Enum):
    """The object of an action that belongs to one guild."""

    NONE = "none"
    RESULT = "result"
    RECORD = "record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action. ``key`` is a command's path, a menu's name, or a custom id.

    Placeholders in a custom id, such as ``{public}``, are fields of :class:`PopulatedGuild`. ``given``
    returns a command's options, the values of a select, or the fields of a form.
    """

    kind: Kind
    key: str
    given: Callable[[PopulatedGuild], Any] = lambda _: {}
    by: By = By.ANYONE
    thing: Thing = Thing.NONE
    component: int = _T.BUTTON
    #: Whether its answer may be public.
    public: bool = False

    @property
    def name(self) -> str:
        """The name in failure messages."""
        return f"{self.kind.value} {self.key}"

    def who(self, guild: PopulatedGuild) -> UserClient:
        """A user who may carry it out."""
        people = guild.people
        return guild.client({By.ADMIN: people.mod, By.OPERATOR: people.olivia}.get(self.by, people.alice))

    def custom_id(self, guild: PopulatedGuild, who: UserClient) -> str:
        """The custom id with its placeholders filled in."""
        now = guild.harness.clock.now()
        return self.key.format(
            public=guild.public,
            private=guild.private,
            spare=guild.spare,
            gone=guild.gone,
            waiting=guild.waiting,
            record=guild.record,
            me=who.user.id,
            soon=int(now) + 200,
            now=_base36(int(now * 1000)),
        )

    async def do(
        self, guild: PopulatedGuild, who: UserClient, *, on: Message | None = None, force: bool = False
    ) -> Interaction:
        """Carry it out as ``who``, on a private message of theirs unless ``on`` is given."""
        given = self.given(guild)
        match self.kind:
            case Kind.COMMAND:
                return await who.slash(self.key, force=force, **given)
            case Kind.MENU:
                return await who.context_menu(self.key, guild.post)
            case Kind.CLICK:
                source = on or await guild.note(who)
                control = planted(source, self.custom_id(guild, who), self.component, given or ())
                if self.component == _T.BUTTON:
                    return await who.click(source, control)
                return await who.select(source, control, given)
            case Kind.FORM:
                source = on or await guild.note(who)
                return await who.forge_form(self.custom_id(guild, who), given, source=source)


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def _command(path: str, by: By = By.ANYONE, *, public: bool = False, **given: Any) -> Action:
    def options(guild: PopulatedGuild) -> Mapping[str, Any]:
        return {name.rstrip("_"): value(guild) if callable(value) else value for name, value in given.items()}

    return Action(kind=Kind.COMMAND, key=path, given=options, by=by, public=public)


def _click(custom_id: str, by: By = By.ANYONE, *, public: bool = False) -> Action:
    return Action(kind=Kind.CLICK, key=custom_id, by=by, thing=_thing(custom_id), public=public)


def _thing(custom_id: str) -> Thing:
    if "{record}" in custom_id:
        return Thing.RECORD
    results = ("{public}", "{private}", "{spare}", "{gone}", "{waiting}")
    return Thing.RESULT if any(one in custom_id for one in results) else Thing.NONE


def _select(custom_id: str, *values: Any, by: By = By.ANYONE, component: int = _T.STRING_SELECT) -> Action:
    def chosen(guild: PopulatedGuild) -> list[Any]:
        return [value(guild) if callable(value) else value for value in values]

    return Action(kind=Kind.CLICK, key=custom_id, given=chosen, by=by, component=component)


def _form(custom_id: str, by: By = By.ANYONE, *, public: bool = False, **fields: Any) -> Action:
    def filled(guild: PopulatedGuild) -> Mapping[str, Any]:
        return {name: value(guild) if callable(value) else value for name, value in fields.items()}

    return Action(kind=Kind.FORM, key=custom_id, given=filled, by=by, thing=_thing(custom_id), public=public)


def _prompt(guild: PopulatedGuild) -> str:
    return guild.prompt


def _alice(guild: PopulatedGuild) -> Any:
    return guild.people.alice


def _bob(guild: PopulatedGuild) -> Any:
    return guild.people.bob


def _patrons(guild: PopulatedGuild) -> Any:
    return guild.people.patrons


def _upload(guild: PopulatedGuild) -> Any:
    return guild.client(guild.people.alice).upload("cat.png", _PICTURE)


def _studio(guild: PopulatedGuild) -> Any:
    return guild.people.studio


_PICTURE = png("gray", (64, 64))
_REQUEST = {"prompt": _prompt, "size": ["1024x1024"], "quality": ["low"], "count": ["1"]}

#: What is chosen for each setting of a server.
_CHOSEN: Mapping[str, tuple[int, tuple[Any, ...]]] = {
    "channels": (_T.CHANNEL_SELECT, (_studio,)),
    "roles": (_T.ROLE_SELECT, (_patrons,)),
    "repeat_by": (_T.STRING_SELECT, ("anyone",)),
    "repeat_roles": (_T.ROLE_SELECT, (_patrons,)),
    "sizes": (_T.STRING_SELECT, ("1024x1024",)),
    "qualities": (_T.STRING_SELECT, ("low",)),
    "largest_count": (_T.STRING_SELECT, ("1",)),
    "spoiler": (_T.STRING_SELECT, ("all",)),
    "spoiler_channels": (_T.CHANNEL_SELECT, (_studio,)),
    "language": (_T.STRING_SELECT, ("de",)),
    "safety_tolerance": (_T.STRING_SELECT, ("1",)),
    "others_pictures": (_T.STRING_SELECT, ("ask",)),
    "log_channel": (_T.CHANNEL_SELECT, (lambda guild: guild.log_channel,)),
}


def _settings() -> list[Action]:
    """Every control of the panel; a section is cleared after its settings, so that drawing stays possible."""
    actions = [_select("easel:settings:go", "places", by=By.ADMIN), _click("easel:settings:words", By.ADMIN)]
    for section, keys in SECTIONS.items():
        for key in keys:
            if key in _CHOSEN:
                component, values = _CHOSEN[key]
                actions.append(
                    _select(f"easel:settings:set:{key}", *values, by=By.ADMIN, component=component)
                )
        actions.append(_click(f"easel:settings:clear:{section}", By.ADMIN))
    return actions


_COMMANDS = [
    _command("imagine", public=True, prompt=_prompt, quality="low"),
    _command("edit", public=True, prompt=_prompt, quality="low", image=_upload),
    _command("code", prompt=_prompt, quality="low"),
    _command("ideas"),
    _command("quota"),
    _command("history", text="kite"),
    _command("history"),
    _command("show", id=lambda guild: guild.public),
    _command("defaults"),
    _command("model"),
    _command("about"),
    _command("help"),
    _command("privacy export"),
    _command("privacy delete"),
    _command("privacy editing", allowed=True),
    Action(kind=Kind.MENU, key="Copy as code"),
    Action(kind=Kind.MENU, key="Edit picture"),
    Action(kind=Kind.MENU, key="Remove background"),
    Action(kind=Kind.MENU, key="Report picture"),
    Action(kind=Kind.MENU, key="Upscale"),
    _command("settings", By.ADMIN),
    _command("quota-admin show", By.ADMIN, member=_alice),
    _command("quota-admin set", By.ADMIN, target=_patrons, limit=90_000),
    _command("quota-admin unset", By.ADMIN, target=_patrons),
    _command("quota-admin default", By.ADMIN, limit=80_000),
    _command("quota-admin grant", By.ADMIN, member=_alice, credits=5),
    _command("quota-admin reset", By.ADMIN, member=_alice),
    _command("quota-admin block", By.ADMIN, member=_bob, hours=1),
    _command("quota-admin unblock", By.ADMIN, member=_bob),
    _command("quota-admin ceiling", By.ADMIN, day=1_000_000, month=1_000_000, channel=_studio),
    _command("quota-admin usage", By.ADMIN),
    _command("quota-admin top", By.ADMIN),
    _command("quota-admin export", By.ADMIN),
    _command("quota-admin audit", By.ADMIN),
    _command("quota-admin undo", By.ADMIN),
    _command("operator status", By.OPERATOR),
    _command("operator pause", By.OPERATOR, message="@everyone new disks"),
    _command("operator resume", By.OPERATOR),
    _command("operator restart", By.OPERATOR, minutes=5),
]

_FOLLOWUPS = [
    _click("easel:again:{public}", public=True),
    _click("easel:edit:{public}"),
    _click("easel:start:{public}"),
    _click("easel:reword:{public}"),
    _click("easel:retry:{public}", public=True),
    _click("easel:afford:1024x1024:low:1", public=True),
    _form("easel:edit:{public}", public=True, **_REQUEST),
    _form("easel:start:{public}", public=True, **_REQUEST),
    _click("easel:finer:{public}"),
    _click("easel:finer-go:{public}:6", public=True),
    _select("easel:finer-pick:{public}", "0"),
    _click("easel:finer-from:{public}:0:10", public=True),
    _click("easel:upscale:{public}"),
    _click("easel:cutout:{public}"),
    _click("easel:tool-go:upscale:{public}:0:1", public=True),
    _click("easel:tool-message:cutout:1:0:0:1", public=True),
    _click("easel:more:{public}"),
    _click("easel:menu:{public}"),
    _select("easel:snippet:{public}", "python"),
    _click("easel:details:{public}"),
    _click("easel:code:{public}"),
    _click("easel:share:{private}", By.OWNER),
    _click("easel:bringback:{gone}", By.OWNER, public=True),
    _click("easel:cancel:{waiting}", By.OWNER),
    _click("easel:spoiler:{public}:on", By.OWNER),
    _click("easel:spoiler:{public}:off", By.OWNER),
    _click("easel:delete:{public}", By.OWNER),
]

_OWN = [
    _click("easel:pages:o.{now}.zzzzzzzzzz.kite"),
    _click("easel:pages:n.1.0000000000."),
    _select("easel:ideas:", "night-market"),
    _form("easel:idea:night-market", public=True, **_REQUEST),
    *(
        _select(f"easel:defaults:{name}", value)
        for name, value in {
            "size": "1024x1024",
            "quality": "low",
            "count": "1",
            "private": "no",
            "mention": "no",
        }.items()
    ),
    _click("easel:about:data"),
    _click("easel:about:start"),
]

_ADMIN_CLICKS = [
    _click("easel:keep:{record}", By.ADMIN),
    _click("easel:undo:{record}", By.ADMIN),
    _click("easel:open-settings:", By.ADMIN),
    *_settings(),
    _form("easel:serverwords:", By.ADMIN, words="bear\nblack kite"),
    _click("easel:audit:b999", By.ADMIN),
    _click("easel:audit:a1", By.ADMIN),
]

# Actions that work only once come last.
_LAST = [
    _click("easel:delete-go:{spare}", By.OWNER),
    _click("easel:moddismiss:{public}", By.ADMIN),
    _click("easel:modremove:{public}", By.ADMIN),
    _click("easel:modblockday:{public}", By.ADMIN),
    _click("easel:modblock:{public}", By.ADMIN),
    _click("easel:erase:{me}:{soon}"),
    _click("easel:allow-edit:1:{me}:2"),
    _click("easel:decline-edit:1:{me}:2"),
    _form("easel:picture:1", public=True, **_REQUEST),
]

ACTIONS = [*_COMMANDS, *_FOLLOWUPS, *_OWN, *_ADMIN_CLICKS, *_LAST]
