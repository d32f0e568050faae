"""Extensions: commands, component handlers and event listeners, one topic per module.

An extension parses its arguments, calls a service and shows the result. No module imports an extension.
"""

EXTENSIONS = (
    "cogs.imagine",
    "cogs.repeat",
    "cogs.edit",
    "cogs.edit_pictures",
    "cogs.higher_quality",
    "cogs.picture_tools",
    "cogs.details",
    "cogs.result_management",
    "cogs.share",
    "cogs.cancel",
    "cogs.privacy",
    "cogs.about",
    "cogs.help",
    "cogs.prompt_templates",
    "cogs.repost",
    "cogs.history",
    "cogs.defaults",
    "cogs.code_snippets",
    "cogs.model",
    "cogs.quota",
    "cogs.quota_admin",
    "cogs.quota_reports",
    "cogs.audit",
    "cogs.spending_cap",
    "cogs.operator",
    "cogs.image_reports",
    "cogs.settings",
    "cogs.welcome",
)

__all__ = ["EXTENSIONS"]
