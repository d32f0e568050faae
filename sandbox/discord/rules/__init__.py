"""Discord's limits, checked the way Discord reports them: one tree of form errors."""

from sandbox.discord.rules.callbacks import check_callback
from sandbox.discord.rules.commands import check_command, check_command_list
from sandbox.discord.rules.messages import MessageContext, check_message

__all__ = ["MessageContext", "check_callback", "check_command", "check_command_list", "check_message"]
