"""Validation rules: Discord's limits, reported as one tree of form errors, as Discord does."""

from sandbox.discord.rules.callbacks import CallbackType, check_callback
from sandbox.discord.rules.commands import check_command, check_command_list
from sandbox.discord.rules.messages import MessageContext, check_message

__all__ = [
    "CallbackType",
    "MessageContext",
    "check_callback",
    "check_command",
    "check_command_list",
    "check_message",
]
