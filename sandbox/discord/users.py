"""People: what somebody does in a channel, as their client would let them.

Each act changes the world or begins an interaction, after the checks of the real
client. Waiting for the bot's answer is the caller's business:
``await (await alice.slash("imagine", prompt="a fox")).done()``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.discord.client_checks import ClientRefusedError, CommandInput, build_command_data, find_command
from sandbox.discord.dispatch import InteractionDispatcher, UserAction
from sandbox.discord.emojis import parse_emoji
from sandbox.discord.entities import Channel, Member, Message, MessageType, Role, User
from sandbox.discord.interactions import Interaction, InteractionType
from sandbox.discord.message_builder import MessageHeader, create_message
from sandbox.discord.payloads.interactions import Resolvable, resolve
from sandbox.discord.permissions import Permission, permissions_in
from sandbox.discord.rules.commands import CHAT_INPUT, MESSAGE_MENU, USER_MENU
from sandbox.discord.rules.components import ComponentType, walk

__all__ = ["UserClient"]

Json = dict[str, Any]
_T = ComponentType
# Option types 1 and 2: subcommand and group.
_SUB_COMMANDS = 2
_SELECTS = {_T.STRING_SELECT, _T.USER_SELECT, _T.ROLE_SELECT, _T.MENTIONABLE_SELECT, _T.CHANNEL_SELECT}


class UserClient:
    """``user`` in ``channel``. Cheap: make as many as are needed."""

    def __init__(self, stage: InteractionDispatcher, user: User, channel: Channel) -> None:
        self.user = user
        self.channel = channel
        self._stage = stage

    # Commands

    async def slash(self, path: str, /, *, force: bool = False, **options: Any) -> Interaction:
        """Run a slash command: ``slash("quota-admin set", target=bob, limit=5)``.

        Names may be those of the person's language. Options may be users, roles and channels. Raises :class:`ClientRefusedError` for what
        the client would not send; ``force`` sends it all the same.
        """
        return await self.run(path, options, force=force)

    async def run(self, path: str, options: Mapping[str, Any], *, force: bool = False) -> Interaction:
        """The same for options of any name, also ``force``."""
        line = CommandInput(path=path, options=dict(options), force=force, locale=self.user.locale)
        return self._command(line)

    async def autocomplete(self, path: str, focused: str, text: str, /, **options: Any) -> list[Json]:
        """The suggestions for ``focused`` after ``text`` was typed into it: name and value each."""
        line = CommandInput(
            path=path, options=options | {focused: text}, focused=focused, locale=self.user.locale
        )
        interaction = self._command(line, InteractionType.AUTOCOMPLETE)
        await interaction.acked()
        return interaction.choices or []

    async def context_menu(self, name: str, target: User | Member | Message) -> Interaction:
        """Choose ``name`` in the menu of a user or a message."""
        kind = MESSAGE_MENU if isinstance(target, Message) else USER_MENU
        thing = target.user if isinstance(target, Member) else target
        command = find_command(self._stage.commands, name, kind, self.user, self.channel)
        data: Json = {
            "id": command["id"],
            "name": command["name"],
            "type": kind,
            "target_id": str(thing.id),
            "resolved": resolve(self._stage.world, self.channel, [thing], self.user),
        }
        act = UserAction(
            type=InteractionType.APPLICATION_COMMAND,
            data=data,
            name=command["name"],
            target_user=thing if isinstance(thing, User) else None,
            target_message=thing if isinstance(thing, Message) else None,
        )
        return self._begin(act)

    # Components

    async def click(self, message: Message, button: str) -> Interaction:
        """Press the button with that custom_id, label or emoji; it must exist and be enabled."""
        component = self._component(message, button, {_T.BUTTON})
        return self._press(message, component, {})

    async def select(self, message: Message, menu: str, values: Iterable[str | Resolvable]) -> Interaction:
        """Choose ``values`` (texts, or users, roles, channels) in the menu with that custom_id."""
        component = self._component(message, menu, set(_SELECTS))
        chosen = list(values)
        low, high = component.get("min_values", 1), component.get("max_values", 1)
        if not low <= len(chosen) <= high:
            raise ClientRefusedError(f"{menu!r} takes {low} to {high} values")
        offered = {option["value"] for option in component.get("options") or []}
        things = [value for value in chosen if not isinstance(value, str)]
        if component["type"] == _T.STRING_SELECT and not set(chosen) <= offered:
            raise ClientRefusedError(f"{menu!r} does not offer all of {chosen!r}")
        for thing in things:
            _check_offered(component, menu, thing)
        data: Json = {"values": [value if isinstance(value, str) else str(value.id) for value in chosen]}
        if things:
            data["resolved"] = resolve(self._stage.world, self.channel, things, self.user)
        return self._press(message, component, data)

    async def submit_modal(
        self, interaction: Interaction, values: Mapping[str, str | list[str]], *, force: bool = False
    ) -> Interaction:
        """Fill in the form that ``interaction`` opened, by custom_id, and send it.

        What is not in ``values`` goes back as the form had it. ``force`` sends also what the
        client would refuse.
        """
        if interaction.modal is None:
            raise ClientRefusedError("no form is open")
        components = [_filled(part, values, force) for part in interaction.modal["components"]]
        data: Json = {"custom_id": interaction.modal["custom_id"], "components": components}
        act = UserAction(
            type=InteractionType.MODAL_SUBMIT, data=data, source=interaction.source, trigger=interaction
        )
        return self._begin(act)

    # What no client offers

    async def forge_form(
        self, custom_id: str, values: Mapping[str, str | list[str]], *, source: Message | None = None
    ) -> Interaction:
        """Send a form that nobody opened; a list is what was chosen in a menu.

        Anybody can write their own client, so the bot must not rely on what it has offered.
        """
        fields: list[Json] = [
            {"type": _T.STRING_SELECT, "custom_id": name, "values": value}
            if isinstance(value, list)
            else {"type": _T.TEXT_INPUT, "custom_id": name, "value": value}
            for name, value in values.items()
        ]
        parts = [{"type": _T.LABEL, "id": n, "component": field} for n, field in enumerate(fields, 1)]
        data: Json = {"custom_id": custom_id, "components": parts}
        return self._begin(UserAction(type=InteractionType.MODAL_SUBMIT, data=data, source=source))

    # Messages and reactions

    async def send(self, content: str, *, reply_to: Message | None = None) -> Message:
        """Write a message."""
        inside = self.channel.parent is not None
        self._need(Permission.SEND_MESSAGES_IN_THREADS if inside else Permission.SEND_MESSAGES)
        envelope = MessageHeader(
            channel=self.channel,
            author=self.user,
            type=MessageType.REPLY if reply_to else MessageType.DEFAULT,
            reference=reply_to,
            reference_id=reply_to.id if reply_to else None,
        )
        return create_message(self._stage.world, envelope, {"content": content})

    async def react(self, message: Message, emoji: str) -> None:
        """Put an emoji on a message; ephemeral ones cannot be reacted to."""
        if message.ephemeral_to is not None or message.deleted:
            raise ClientRefusedError("this message takes no reactions")
        parsed = parse_emoji(self._stage.world, emoji)
        self._need(Permission.READ_MESSAGE_HISTORY)
        if parsed not in message.reactions:
            self._need(Permission.ADD_REACTIONS)
        self._stage.world.add_reaction(message, parsed, self.user)

    async def unreact(self, message: Message, emoji: str) -> None:
        """Take the own emoji off again."""
        self._stage.world.remove_reaction(message, parse_emoji(self._stage.world, emoji), self.user)

    async def delete_message(self, message: Message) -> None:
        """Delete the own message, dismiss an ephemeral one, or remove one's own "thinking" answer.

        Anything else needs Manage Messages.
        """
        metadata = message.interaction_metadata
        own = message.author is self.user or message.ephemeral_to is self.user
        asked = message.loading and metadata is not None and metadata.user is self.user
        if not own and not asked:
            self._need(Permission.MANAGE_MESSAGES)
        self._stage.world.delete_message(message)

    def visible_messages(self) -> list[Message]:
        """What this person sees in the channel, in order; nothing without View Channel."""
        if not permissions_in(self.channel, self.user.id) & Permission.VIEW_CHANNEL:
            return []
        everything = self._stage.world.messages(self.channel)
        return [message for message in everything if message.ephemeral_to in (None, self.user)]

    # How

    def _command(
        self, line: CommandInput, kind: InteractionType = InteractionType.APPLICATION_COMMAND
    ) -> Interaction:
        name = line.path.split()[0]
        command = find_command(
            self._stage.commands, name, CHAT_INPUT, self.user, self.channel, force=line.force
        )
        data = build_command_data(self._stage.world, command, line, self.channel, self.user)
        return self._begin(UserAction(type=kind, data=data, name=_full_name(data)))

    def _begin(self, act: UserAction) -> Interaction:
        guild = self.channel.guild
        if guild is not None and self.user.id not in guild.members:
            raise ClientRefusedError(f"{self.user.name} is not in {guild.name}")
        return self._stage.begin(act, self.user, self.channel)

    def _press(self, message: Message, component: Json, more: Json) -> Interaction:
        data = {
            "custom_id": component["custom_id"],
            "component_type": component["type"],
            "id": component["id"],
        } | more
        return self._begin(UserAction(type=InteractionType.MESSAGE_COMPONENT, data=data, source=message))

    def _component(self, message: Message, wanted: str, kinds: set[Any]) -> Json:
        if message.deleted or message.ephemeral_to not in (None, self.user):
            raise ClientRefusedError("this message is not to be seen")
        for component in walk(message.components):
            if component.get("type") not in kinds or "custom_id" not in component:
                continue
            emoji = (component.get("emoji") or {}).get("name")
            if wanted in (component["custom_id"], component.get("label"), emoji):
                if component.get("disabled"):
                    raise ClientRefusedError(f"{wanted!r} is disabled")
                return component
        raise ClientRefusedError(f"the message has no {wanted!r}")

    def _need(self, right: Permission) -> None:
        if not permissions_in(self.channel, self.user.id) & right:
            raise ClientRefusedError(f"{self.user.name} lacks {right.name} in #{self.channel.name}")


def _full_name(data: Json) -> str:
    """The default names of a command and its subcommand, whatever they were called."""
    deeper = [one for one in data.get("options") or [] if one["type"] <= _SUB_COMMANDS]
    return " ".join([data["name"], *(_full_name(one) for one in deeper)])


def _check_offered(component: Json, menu: str, thing: Resolvable) -> None:
    """A menu of roles offers roles, one of channels only channels of its kinds."""
    kinds = {
        _T.USER_SELECT: (User,),
        _T.ROLE_SELECT: (Role,),
        _T.MENTIONABLE_SELECT: (User, Role),
        _T.CHANNEL_SELECT: (Channel,),
    }.get(component["type"], ())
    types = component.get("channel_types") or []
    if not isinstance(thing, kinds) or (isinstance(thing, Channel) and types and thing.type not in types):
        raise ClientRefusedError(
            f"{menu!r} does not offer {thing.name if hasattr(thing, 'name') else thing!r}"
        )


def _filled(part: Json, values: Mapping[str, str | list[str]], force: bool) -> Json:
    """One component of a modal as the client sends it back."""
    if part["type"] == _T.LABEL:
        answer = _answer(part["component"], values, force)
        return {"type": part["type"], "id": part.get("id"), "component": answer}
    if part["type"] == _T.ACTION_ROW:
        answers = [_answer(child, values, force) for child in part["components"]]
        return {"type": part["type"], "components": answers}
    return {"type": part["type"], "id": part.get("id")}


def _answer(field: Json, values: Mapping[str, str | list[str]], force: bool) -> Json:
    custom_id = field["custom_id"]
    answer: Json = {"type": field["type"], "custom_id": custom_id}
    if field["type"] == _T.STRING_SELECT:
        options = field.get("options") or []
        chosen = values.get(custom_id, [o["value"] for o in options if o.get("default")])
        if not force:
            _check_chosen(field, chosen)
        return answer | {"values": chosen}
    given = values.get(custom_id, field.get("value") or "")
    if field["type"] != _T.TEXT_INPUT:
        return answer | ({"values": given} if isinstance(given, list) else {"value": given})
    low = max(field.get("min_length") or 0, 1 if field.get("required", True) else 0)
    high = field.get("max_length") or 4000
    fits = isinstance(given, str) and (low <= len(given) <= high or (not given and not low))
    if not fits and not force:
        raise ClientRefusedError(f"{custom_id!r} must be a text of {low} to {high} characters")
    return answer | {"value": given}


def _check_chosen(field: Json, chosen: str | list[str]) -> None:
    low = field.get("min_values", 1) if field.get("required", True) else 0
    if not low <= len(chosen) <= field.get("max_values", 1):
        raise ClientRefusedError(f"{field['custom_id']!r} needs a choice")
    if not set(chosen) <= {option["value"] for option in field.get("options") or []}:
        raise ClientRefusedError(f"{field['custom_id']!r} does not offer all of {chosen!r}")
