"""The Discord side: commands, buttons, reactions, and where replies go.

A cog reads its arguments, calls one function of the application, and hands the result to the
renderer. ``cogs.delivery`` is loaded before the others: it brings the courier.
"""

EXTENSIONS = (
    "cogs.language",
    "cogs.errors",
    "cogs.request_modal",
    "cogs.imagine",
    "cogs.reroll",
    "cogs.edit_prompt",
    "cogs.finer",
    "cogs.details",
    "cogs.tidy",
    "cogs.more",
    "cogs.catch_up",
    "cogs.sharing",
    "cogs.cancel",
    "cogs.privacy",
    "cogs.about",
    "cogs.ideas",
    "cogs.bring_back",
    "cogs.history",
    "cogs.defaults",
    "cogs.copy_as_code",
    "cogs.model_card",
    "cogs.quota",
    "cogs.quota_admin",
    "cogs.operator",
    "cogs.moderation",
    "cogs.settings",
)

__all__ = ["EXTENSIONS"]
