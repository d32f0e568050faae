"""Page actions, performed as the user that the visitor has chosen.

Every action goes through :class:`sandbox.discord.UserClient`, which refuses anything that Discord's own
client would not send. To the bot it looks like Discord; its response reaches the page by the event stream.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sandbox.discord import (
    Attachment,
    Channel,
    ClientRefusedError,
    DiscordSimulator,
    Interaction,
    InteractionFailedError,
    Message,
    Role,
    User,
    UserClient,
)
from sandbox.discord.errors import ApiError
from sandbox.discord.rules.commands import CHAT_INPUT
from sandbox.discord.rules.components import ComponentType, walk

__all__ = ["ActionError", "Actions", "find_channel", "find_user"]

Json = dict[str, Any]
_GROUP, _USER, _CHANNEL, _ROLE, _MENTIONABLE, _ATTACHMENT = 2, 6, 7, 8, 9, 11
_OBJECT_TYPES = {_USER, _CHANNEL, _ROLE, _MENTIONABLE, _ATTACHMENT}
_T = ComponentType
_OBJECT_SELECTS = {
    _T.USER_SELECT: _USER,
    _T.ROLE_SELECT: _ROLE,
    _T.MENTIONABLE_SELECT: _MENTIONABLE,
    _T.CHANNEL_SELECT: _CHANNEL,
}
_KEPT_FORMS = 50
_LONGEST_ID = 20


class ActionError(Exception):
    """An action was refused; ``str()`` is a sentence for the visitor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """The acting user in a channel, and the objects that options can refer to there."""

    discord: DiscordSimulator
    actor: UserClient

    def message(self, number: Any) -> Message:
        for message in self.actor.visible_messages():
            if str(message.id) == str(number):
                return message
        raise ActionError("This message is gone.")

    def named(self, kind: int, number: Any) -> User | Role | Channel | Attachment:
        """Return the user, role, channel or upload with that ID."""
        world, guild = self.discord.world, self.actor.channel.guild
        key = _snowflake(number)
        found: User | Role | Channel | Attachment | None = None
        if kind in {_USER, _MENTIONABLE}:
            found = world.users.get(key)
        if found is None and kind in {_ROLE, _MENTIONABLE} and guild is not None:
            found = guild.roles.get(key)
        if kind == _CHANNEL:
            found = world.channels.get(key)
        if kind == _ATTACHMENT:
            found = world.uploads.get(key)
        if found is None:
            raise ActionError("That choice no longer exists.")
        return found


class Actions:
    """Performs the page's actions, and tracks the open modals."""

    def __init__(self, discord: DiscordSimulator) -> None:
        self._discord = discord
        self._forms: dict[str, Interaction] = {}
        self._actions: dict[str, Callable[[_Place, Json], Awaitable[Interaction | None]]] = {
            "slash": self._slash,
            "menu": self._menu,
            "click": self._click,
            "select": self._select,
            "submit": self._submit,
            "say": _say,
            "react": _react,
            "delete": _delete,
        }

    async def do(self, body: Json) -> Json:
        """Perform an action; return the interaction's ID and the modal that it opened, if any.

        Raises :class:`ActionError`.
        """
        action = self._actions.get(str(body.get("do")))
        if action is None:
            raise ActionError("The page sent an unknown action.")
        try:
            interaction = await action(self._place(body), body)
            return {} if interaction is None else await self._outcome(interaction)
        except ClientRefusedError as error:
            raise ActionError(f"Discord's own client would not send that: {error}.") from error
        except InteractionFailedError as error:
            raise ActionError("The application did not respond.") from error
        except ApiError as error:
            raise ActionError(f"Discord refuses that: {error.body['message']}.") from error

    def upload(self, body: Json, data: bytes) -> Json:
        """Upload a file of the acting user; return its ID. Raises :class:`ActionError`."""
        try:
            return {"id": str(self._place(body).actor.upload(str(body.get("name") or "file"), data).id)}
        except ClientRefusedError as error:
            raise ActionError(f"Discord's own client would not send that: {error}.") from error

    async def suggest(self, body: Json) -> list[Json]:
        """Return the bot's suggestions for the option being typed; none if it does not answer."""
        place = self._place(body)
        path, focused = str(body.get("path")), str(body.get("focused"))
        try:
            options = self._options(place, path, body.get("options"), leave_out=focused)
            return await place.actor.autocomplete(path, focused, str(body.get("text") or ""), **options)
        except (ActionError, ClientRefusedError, InteractionFailedError, TimeoutError):
            return []

    def _place(self, body: Json) -> _Place:
        user = find_user(self._discord, body.get("as"))
        channel = find_channel(self._discord, body.get("in"))
        return _Place(discord=self._discord, actor=self._discord.client(user, channel))

    async def _outcome(self, interaction: Interaction) -> Json:
        await interaction.acked()
        outcome: Json = {"interaction": str(interaction.id)}
        if interaction.modal is not None:
            self._forms[str(interaction.id)] = interaction
            while len(self._forms) > _KEPT_FORMS:
                del self._forms[next(iter(self._forms))]
            outcome["form"] = interaction.modal
        return outcome

    # Actions

    async def _slash(self, place: _Place, body: Json) -> Interaction:
        path = str(body.get("path"))
        return await place.actor.run(path, self._options(place, path, body.get("options")))

    async def _menu(self, place: _Place, body: Json) -> Interaction:
        target: Message | User
        if "message" in body:
            target = place.message(body["message"])
        else:
            found = place.named(_USER, body.get("user"))
            if not isinstance(found, User):
                raise ActionError("No user was chosen.")
            target = found
        return await place.actor.context_menu(str(body.get("name")), target)

    async def _click(self, place: _Place, body: Json) -> Interaction:
        return await place.actor.click(place.message(body.get("message")), str(body.get("custom_id")))

    async def _select(self, place: _Place, body: Json) -> Interaction:
        message, custom_id = place.message(body.get("message")), str(body.get("custom_id"))
        given = body.get("values") or []
        if not isinstance(given, list):
            raise ActionError("The menu was not filled in.")
        values = _chosen(place, message.components, custom_id, given)
        return await place.actor.select(message, custom_id, values)

    async def _submit(self, place: _Place, body: Json) -> Interaction:
        opened = self._forms.get(str(body.get("form")))
        if opened is None or opened.user is not place.actor.user or opened.modal is None:
            raise ActionError("This form is no longer open.")
        answers = body.get("values") or {}
        if not isinstance(answers, dict):
            raise ActionError("The form was not filled in.")
        uploads = {
            field["custom_id"]
            for field in walk(opened.modal["components"])
            if field["type"] == _T.FILE_UPLOAD
        }
        values: Json = {
            name: [place.named(_ATTACHMENT, one) for one in value] if name in uploads else value
            for name, value in answers.items()
        }
        interaction = await place.actor.submit_modal(opened, values)
        self._forms.pop(str(opened.id), None)
        return interaction

    # Options

    def _options(self, place: _Place, path: str, given: Any, *, leave_out: str = "") -> Json:
        """Convert options to values: the IDs of users, roles and channels become objects."""
        given = given or {}
        if not path.strip() or not isinstance(given, dict):
            raise ActionError("The command was not filled in.")
        declared = self._declared(path, place.actor.channel)
        options: Json = {}
        for name, value in given.items():
            if name == leave_out:
                continue
            kind = declared.get(name, {}).get("type", 0)
            options[name] = place.named(kind, value) if kind in _OBJECT_TYPES else value
        return options

    def _declared(self, path: str, channel: Channel) -> dict[str, Json]:
        """Return the registered options of the command at ``path``, by name."""
        name, *words = path.split() or [""]
        command = self._discord.commands.find(name, CHAT_INPUT, channel.guild.id if channel.guild else None)
        options: list[Json] = (command or {}).get("options") or []
        for word in words:
            deeper = [one for one in options if one["name"] == word and one["type"] <= _GROUP]
            options = (deeper[0].get("options") or []) if deeper else []
        return {option["name"]: option for option in options}


async def _say(place: _Place, body: Json) -> None:
    content = str(body.get("content") or "").strip()
    if not content:
        raise ActionError("There is nothing to send.")
    reply_to = place.message(body["reply_to"]) if body.get("reply_to") else None
    await place.actor.send(content, reply_to=reply_to)


async def _react(place: _Place, body: Json) -> None:
    message, emoji = place.message(body.get("message")), str(body.get("emoji"))
    if body.get("off"):
        await place.actor.unreact(message, emoji)
    else:
        await place.actor.react(message, emoji)


async def _delete(place: _Place, body: Json) -> None:
    await place.actor.delete_message(place.message(body.get("message")))


def find_user(discord: DiscordSimulator, name: Any) -> User:
    """Find a user by name; raises :class:`ActionError`."""
    for user in discord.world.users.values():
        if user.name == name and not user.bot:
            return user
    raise ActionError("There is no user of that name.")


def find_channel(discord: DiscordSimulator, number: Any) -> Channel:
    """Find a channel by ID; raises :class:`ActionError`."""
    found = discord.world.channels.get(_snowflake(number))
    if found is None:
        raise ActionError("This channel is gone.")
    return found


def _snowflake(number: Any) -> int:
    """Parse an ID; returns 0, which no object has, if it is invalid."""
    text = str(number)
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_ID else 0


def _chosen(place: _Place, components: list[Json], custom_id: str, values: list[Any]) -> list[Any]:
    """Return a menu's selected values: strings, or the users, roles and channels with those IDs."""
    menu = next((one for one in walk(components) if one.get("custom_id") == custom_id), {})
    kind = _OBJECT_SELECTS.get(menu.get("type", 0))
    return [str(value) if kind is None else place.named(kind, value) for value in values]
