"""User clients: a user's actions in a channel, restricted to those that Discord's client would allow.

Each action changes the world or dispatches an interaction. Waiting for the bot's response is up to the
caller: ``await (await alice.slash("imagine", prompt="a fox")).done()``.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sandbox.discord.client_checks import ClientRefusedError, CommandInput, build_command_data, find_command
from sandbox.discord.dispatch import DEFAULT_UPLOAD_LIMIT, InteractionDispatcher, UserAction
from sandbox.discord.emojis import parse_emoji
from sandbox.discord.entities import Channel, Member, Role, User
from sandbox.discord.interactions import Interaction, InteractionType
from sandbox.discord.message_builder import MessageHeader, create_message, create_upload
from sandbox.discord.messages import Attachment, Message, MessageType
from sandbox.discord.payloads import Resolvable, resolve
from sandbox.discord.permissions import Permission
from sandbox.discord.rules.commands import CHAT_INPUT, MESSAGE_MENU, USER_MENU, OptionType
from sandbox.discord.rules.components import SELECTS, ComponentType, walk
from sandbox.discord.traffic_log import UploadedFile

__all__ = ["UserClient"]

Json = dict[str, Any]
#: Value of a form field: a text, choices of a menu, or uploads.
_FieldValue = str | Sequence[str | Attachment]
_T = ComponentType
_SELECTABLE = {
    _T.USER_SELECT: (User,),
    _T.ROLE_SELECT: (Role,),
    _T.MENTIONABLE_SELECT: (User, Role),
    _T.CHANNEL_SELECT: (Channel,),
}

_LONGEST_MESSAGE = 2000


class UserClient:
    """The client of ``user`` in ``channel``; cheap to create."""

    def __init__(self, dispatcher: InteractionDispatcher, user: User, channel: Channel) -> None:
        self.user = user
        self.channel = channel
        self._dispatcher = dispatcher
        self._world = dispatcher.world

    # Commands

    async def slash(self, path: str, /, *, force: bool = False, **options: Any) -> Interaction:
        """Run a slash command: ``slash("quota-admin set", target=bob, limit=5)``.

        Names may be those of the user's language; options may be users, roles and channels. Raises
        :class:`ClientRefusedError` for input that the client would not send; ``force`` sends it anyway.
        """
        return await self.run(path, options, force=force)

    async def run(self, path: str, options: Mapping[str, Any], *, force: bool = False) -> Interaction:
        """Like :meth:`slash`, for options of any name, including ``force``."""
        line = CommandInput(path=path, options=dict(options), force=force, locale=self.user.locale)
        return self._command(line)

    async def autocomplete(self, path: str, focused: str, text: str, /, **options: Any) -> list[Json]:
        """Return the suggestions (name and value) for ``focused`` after ``text`` was typed into it."""
        given = options | {focused: text}
        line = CommandInput(path=path, options=given, focused=focused, locale=self.user.locale)
        interaction = self._command(line, InteractionType.AUTOCOMPLETE)
        await interaction.acked()
        return interaction.choices or []

    async def context_menu(self, name: str, target: User | Member | Message) -> Interaction:
        """Run ``name`` from the context menu of a user or a message."""
        kind = MESSAGE_MENU if isinstance(target, Message) else USER_MENU
        chosen = target.user if isinstance(target, Member) else target
        command = find_command(self._dispatcher.commands, name, kind, self.user, self.channel)
        data: Json = {
            "id": command["id"],
            "name": command["name"],
            "type": kind,
            "target_id": str(chosen.id),
            "resolved": resolve(self._world, self.channel, [chosen], self.user),
        }
        action = UserAction(
            type=InteractionType.APPLICATION_COMMAND,
            data=data,
            name=command["name"],
            target_user=chosen if isinstance(chosen, User) else None,
            target_message=chosen if isinstance(chosen, Message) else None,
        )
        return self._dispatch(action)

    # Components

    async def click(self, message: Message, button: str) -> Interaction:
        """Press the button with that custom_id, label or emoji; it must exist and be enabled."""
        return self._use(message, self._component(message, button, {_T.BUTTON}), {})

    async def select(self, message: Message, menu: str, values: Iterable[str | Resolvable]) -> Interaction:
        """Select ``values`` (texts, or users, roles, channels) in the menu with that custom_id."""
        component = self._component(message, menu, SELECTS)
        chosen = list(values)
        low, high = component.get("min_values", 1), component.get("max_values", 1)
        if not low <= len(chosen) <= high:
            raise ClientRefusedError(f"{menu!r} takes {low} to {high} values")
        offered = {option["value"] for option in component.get("options") or []}
        if component["type"] == _T.STRING_SELECT and not set(chosen) <= offered:
            raise ClientRefusedError(f"{menu!r} does not offer all of {chosen!r}")
        objects = [value for value in chosen if not isinstance(value, str)]
        for one in objects:
            _check_offered(component, menu, one)
        data: Json = {"values": [value if isinstance(value, str) else str(value.id) for value in chosen]}
        if objects:
            data["resolved"] = resolve(self._world, self.channel, objects, self.user)
        return self._use(message, component, data)

    async def submit_modal(
        self, interaction: Interaction, values: Mapping[str, _FieldValue], *, force: bool = False
    ) -> Interaction:
        """Submit the modal that ``interaction`` opened, with ``values`` by custom_id.

        The value of a menu is a list of choices, that of a file upload a list of uploads. Other fields keep the modal's values. ``force`` also sends input that the client would refuse.
        """
        if interaction.modal is None:
            raise ClientRefusedError("no form is open")
        components = [_filled(part, values, force) for part in interaction.modal["components"]]
        data: Json = {"custom_id": interaction.modal["custom_id"], "components": components}
        chosen = [one for value in values.values() if not isinstance(value, str) for one in value]
        if uploads := [one for one in chosen if isinstance(one, Attachment)]:
            data["resolved"] = resolve(self._world, self.channel, uploads, self.user)
        kind, source = InteractionType.MODAL_SUBMIT, interaction.source
        return self._dispatch(UserAction(type=kind, data=data, source=source, trigger=interaction))

    async def forge_form(
        self, custom_id: str, values: Mapping[str, str | list[str]], *, source: Message | None = None
    ) -> Interaction:
        """Submit a modal that was never opened; a list value is a menu's selection.

        A modified client can do that, so the bot must not rely on having offered it.
        """
        fields: list[Json] = [
            {"type": _T.STRING_SELECT, "custom_id": name, "values": value}
            if isinstance(value, list)
            else {"type": _T.TEXT_INPUT, "custom_id": name, "value": value}
            for name, value in values.items()
        ]
        parts = [{"type": _T.LABEL, "id": n, "component": field} for n, field in enumerate(fields, 1)]
        data: Json = {"custom_id": custom_id, "components": parts}
        return self._dispatch(UserAction(type=InteractionType.MODAL_SUBMIT, data=data, source=source))

    # Messages and reactions

    def upload(self, filename: str, data: bytes, *, force: bool = False) -> Attachment:
        """Upload a file, to be attached to a command or form; the client refuses one over its size limit."""
        guild = self.channel.guild
        limit = max(guild.upload_limit if guild else DEFAULT_UPLOAD_LIMIT, self.user.upload_limit)
        if len(data) > limit and not force:
            raise ClientRefusedError(f"{filename!r} is larger than {limit} bytes")
        return create_upload(self._world, self.channel, filename, self._world.files.keep(data))

    async def send(
        self, content: str, *, reply_to: Message | None = None, files: Mapping[str, bytes] | None = None
    ) -> Message:
        """Send a message, with ``files`` by name."""
        if len(content) > _LONGEST_MESSAGE:
            raise ClientRefusedError(f"a message has at most {_LONGEST_MESSAGE} characters")
        inside = self.channel.parent is not None
        self._require(Permission.SEND_MESSAGES_IN_THREADS if inside else Permission.SEND_MESSAGES)
        header = MessageHeader(
            channel=self.channel,
            author=self.user,
            type=MessageType.REPLY if reply_to else MessageType.DEFAULT,
            reference=reply_to,
            reference_id=reply_to.id if reply_to else None,
        )
        attached = [
            UploadedFile(
                field=f"files[{number}]",
                filename=filename,
                content_type=mimetypes.guess_type(filename)[0] or "application/octet-stream",
                blob=self._world.files.keep(data),
            )
            for number, (filename, data) in enumerate((files or {}).items())
        ]
        return create_message(self._world, header, {"content": content}, attached)

    async def react(self, message: Message, emoji: str) -> None:
        """React to a message; ephemeral messages cannot have reactions."""
        if message.ephemeral_to is not None or message.deleted:
            raise ClientRefusedError("this message takes no reactions")
        parsed = parse_emoji(self._world, emoji)
        self._require(Permission.READ_MESSAGE_HISTORY)
        if parsed not in message.reactions:
            self._require(Permission.ADD_REACTIONS)
        self._world.add_reaction(message, parsed, self.user)

    async def unreact(self, message: Message, emoji: str) -> None:
        """Remove the user's own reaction."""
        self._world.remove_reaction(message, parse_emoji(self._world, emoji), self.user)

    async def delete_message(self, message: Message) -> None:
        """Delete one of the user's own messages, an ephemeral one, or the "thinking" response to the user.

        Any other message requires Manage Messages.
        """
        metadata = message.interaction_metadata
        own = message.author is self.user or message.ephemeral_to is self.user
        asked = message.loading and metadata is not None and metadata.user is self.user
        if not own and not asked:
            self._require(Permission.MANAGE_MESSAGES)
        self._world.delete_message(message)

    def visible_messages(self) -> list[Message]:
        """Return the messages that the user sees in the channel, in order; none without View Channel."""
        if not self.channel.permissions_for(self.user.id) & Permission.VIEW_CHANNEL:
            return []
        messages = self._world.messages(self.channel)
        return [message for message in messages if message.ephemeral_to in (None, self.user)]

    def _command(
        self, line: CommandInput, kind: InteractionType = InteractionType.APPLICATION_COMMAND
    ) -> Interaction:
        name, registry = line.path.split()[0], self._dispatcher.commands
        command = find_command(registry, name, CHAT_INPUT, self.user, self.channel, force=line.force)
        data = build_command_data(self._world, command, line, self.channel, self.user)
        return self._dispatch(UserAction(type=kind, data=data, name=_full_name(data)))

    def _use(self, message: Message, component: Json, more: Json) -> Interaction:
        keys = {"custom_id": "custom_id", "component_type": "type", "id": "id"}
        data = {key: component[name] for key, name in keys.items()} | more
        return self._dispatch(UserAction(type=InteractionType.MESSAGE_COMPONENT, data=data, source=message))

    def _dispatch(self, action: UserAction) -> Interaction:
        guild = self.channel.guild
        if guild is not None and self.user.id not in guild.members:
            raise ClientRefusedError(f"{self.user.name} is not in {guild.name}")
        return self._dispatcher.dispatch(action, self.user, self.channel)

    def _component(self, message: Message, wanted: str, kinds: set[ComponentType]) -> Json:
        if message.deleted or message.ephemeral_to not in (None, self.user):
            raise ClientRefusedError("this message is not visible")
        for component in walk(message.components):
            if component.get("type") not in kinds or "custom_id" not in component:
                continue
            emoji = (component.get("emoji") or {}).get("name")
            if wanted in (component["custom_id"], component.get("label"), emoji):
                if component.get("disabled"):
                    raise ClientRefusedError(f"{wanted!r} is disabled")
                return component
        raise ClientRefusedError(f"the message has no {wanted!r}")

    def _require(self, permission: Permission) -> None:
        if not self.channel.permissions_for(self.user.id) & permission:
            raise ClientRefusedError(f"{self.user.name} lacks {permission.name} in #{self.channel.name}")


def _full_name(data: Json) -> str:
    """Return a command's full default name, with subcommands; the user may have typed a localized one."""
    deeper = [one for one in data.get("options") or [] if one["type"] <= OptionType.GROUP]
    return " ".join([data["name"], *(_full_name(one) for one in deeper)])


def _check_offered(component: Json, menu: str, chosen: Resolvable) -> None:
    """Check that a role menu is given roles, and a channel menu only channels of its types."""
    types = component.get("channel_types") or []
    wrong_type = isinstance(chosen, Channel) and types and chosen.type not in types
    if wrong_type or not isinstance(chosen, _SELECTABLE.get(component["type"], ())):
        raise ClientRefusedError(f"{menu!r} does not offer {getattr(chosen, 'name', chosen)!r}")


def _filled(part: Json, values: Mapping[str, _FieldValue], force: bool) -> Json:
    """Return a modal component as the client submits it."""
    if part["type"] == _T.LABEL:
        answer = _answer(part["component"], values, force)
        return {"type": part["type"], "id": part.get("id"), "component": answer}
    if part["type"] == _T.ACTION_ROW:
        answers = [_answer(child, values, force) for child in part["components"]]
        return {"type": part["type"], "components": answers}
    return {"type": part["type"], "id": part.get("id")}


def _answer(field: Json, values: Mapping[str, _FieldValue], force: bool) -> Json:
    custom_id = field["custom_id"]
    answer: Json = {"type": field["type"], "custom_id": custom_id}
    if field["type"] == _T.STRING_SELECT:
        options = field.get("options") or []
        chosen = values.get(custom_id, [option["value"] for option in options if option.get("default")])
        if not force:
            _check_chosen(field, chosen)
        return answer | {"values": chosen}
    if field["type"] == _T.FILE_UPLOAD:
        return answer | {"values": _uploaded(field, values.get(custom_id, []), force)}
    given = values.get(custom_id, field.get("value") or "")
    if field["type"] != _T.TEXT_INPUT:
        return answer | ({"values": given} if isinstance(given, list) else {"value": given})
    low = max(field.get("min_length") or 0, 1 if field.get("required", True) else 0)
    high = field.get("max_length") or 4000
    fits = isinstance(given, str) and (low <= len(given) <= high or (not given and not low))
    if not fits and not force:
        raise ClientRefusedError(f"{custom_id!r} must be a text of {low} to {high} characters")
    return answer | {"value": given}


def _uploaded(field: Json, files: _FieldValue, force: bool) -> list[str]:
    """Return the IDs of the files in a file upload."""
    low = field.get("min_values", 1) if field.get("required", True) else 0
    high = field.get("max_values", 1)
    uploads = [one for one in files if isinstance(one, Attachment)]
    if not low <= len(uploads) <= high and not force:
        raise ClientRefusedError(f"{field['custom_id']!r} takes {low} to {high} files")
    return [str(one.id) for one in uploads]


def _check_chosen(field: Json, chosen: _FieldValue) -> None:
    low = field.get("min_values", 1) if field.get("required", True) else 0
    if not low <= len(chosen) <= field.get("max_values", 1):
        raise ClientRefusedError(f"{field['custom_id']!r} needs a choice")
    if not set(chosen) <= {option["value"] for option in field.get("options") or []}:
        raise ClientRefusedError(f"{field['custom_id']!r} does not offer all of {chosen!r}")
