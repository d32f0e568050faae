"""The Discord side: commands, buttons, reactions, and where replies go.

A cog reads its arguments, calls one function of the application, and hands the result to the
renderer. ``bot.discord.delivery`` is loaded before the others: it brings the courier.
"""

EXTENSIONS = (
    "bot.discord.modals",
    "cogs.imagine",
    "cogs.repeat",
    "cogs.edit",
    "cogs.higher_quality",
    "cogs.details",
    "cogs.result_management",
    "cogs.more",
    "cogs.reaction_backfill",
    "cogs.share",
    "cogs.cancel",
    "cogs.privacy",
    "cogs.about",
    "cogs.prompt_templates",
    "cogs.repost",
    "cogs.history",
    "cogs.defaults",
    "cogs.code_snippets",
    "cogs.model",
    "cogs.quota",
    "cogs.quota_admin",
    "cogs.operator",
    "cogs.image_reports",
    "cogs.settings",
)

__all__ = ["EXTENSIONS"]
