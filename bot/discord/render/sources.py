"""Sources of an edit: which pictures a job started from, as text. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.discord.i18n import Texts
from bot.discord.links import message_url
from bot.jobs.models import Job
from bot.jobs.references import ReferenceSource, SourceKind

__all__ = ["sources_text"]


def sources_text(
    texts: Texts, job: Job, locale: str, *, result_urls: Mapping[str, str], sizes: bool = False
) -> str | None:
    """Return a line that names the pictures a job started from; ``None`` if it started from none.

    Pictures of messages are links, and so are those of the results in ``result_urls`` (by job ID). With ``sizes``,
    each picture is listed with its size in pixels; otherwise uploads are only counted.
    """
    names: dict[str, None] = {}
    uploads = 0
    for reference in job.references:
        if reference.source.kind is SourceKind.UPLOAD and not sizes:
            uploads += 1
            continue
        name = _name(texts, job, locale, reference.source, result_urls)
        if sizes:
            width, height = reference.width, reference.height
            name = texts("details-reference", locale, picture=name, width=str(width), height=str(height))
        names[name] = None
    if uploads:
        names[texts("result-source-upload", locale, count=uploads)] = None
    return texts("result-made-from", locale, sources=", ".join(names)) if names else None


def _name(
    texts: Texts, job: Job, locale: str, source: ReferenceSource, result_urls: Mapping[str, str]
) -> str:
    if source.kind is SourceKind.RESULT:
        url = result_urls.get(source.job_id or "")
        key = "result-source-picture" if url else "result-source-picture-plain"
        return texts(key, locale, number=source.index + 1, url=url or "")
    if source.channel_id is not None and source.message_id is not None:
        url = message_url(source.channel_id, source.message_id, guild_id=job.guild_id)
        return texts("result-source-message", locale, url=url)
    return texts("result-source-upload", locale, count=1)
