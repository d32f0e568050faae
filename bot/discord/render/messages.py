"""Reply texts: refusals, failures, results and quotas, within Discord's limits. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord.i18n import Texts
from bot.discord.labels import format_values, size_label
from bot.discord.markdown import ALT_LIMIT, CAPTION_LIMIT, CONTENT_LIMIT, quote, sanitize, shorten
from bot.discord.render.sources import sources_text
from bot.errors import EaselError
from bot.images import FittedPicture
from bot.jobs.image_sizes import requested_size
from bot.jobs.models import Job
from bot.jobs.ports import ResultSummary
from bot.jobs.request import Trigger
from bot.models import Models
from bot.quota.limits import LimitRule
from bot.quota.models import QuotaStatus

__all__ = ["POLICY", "Renderer", "timestamp"]

#: Reason of a job that the content policy refused.
POLICY = "fal-policy"

# Maximum prompt length in alt text; Fluent rejects values of more than 1,000 characters.
_ALT_PROMPT_LIMIT = 900
# Maximum length of the operator's message shown while the bot is paused.
_MESSAGE_LIMIT = 300
_MIB = 1024 * 1024
# Blocks of the bar that shows the credits left.
_BLOCKS = 10
# Headline of a derived result by trigger; all other triggers are repeats.
_HEADLINES = {Trigger.EDIT: "result-edited", Trigger.FINER: "result-finer"}


def timestamp(at: float, style: str = "R") -> str:
    """Return Discord's markup for an instant (epoch seconds), shown in the reader's time zone."""
    return f"<t:{int(at)}:{style}>"


class Renderer:
    """Renders replies in the reader's language."""

    def __init__(self, texts: Texts, models: Models) -> None:
        self.texts = texts
        self._models = models

    # --- refusals and failures -------------------------------------------------------------

    def refusal(self, error: EaselError, locale: str) -> str:
        """Render an error, converting instants to Discord timestamps and option keys to option names."""
        values = format_values(error.values, self.texts, self._models, locale)
        for instant in ("renews", "until"):
            if instant in values:
                values[instant] = timestamp(float(values[instant]))
        if "said" in values:
            values["said"] = quote(str(values["said"]), _MESSAGE_LIMIT)
        if "option" in values:
            # The option's name as shown by the user's client.
            values["option"] = self.texts(f"optname-{values['option']}", locale)
        return self.texts(error.key, locale, **values)

    def failure(self, job: Job, left: int, *, private: bool) -> str:
        """Explain why a job failed and state its refund; ``private``: only the requester sees the text."""
        values = dict(job.reason_values)
        said = str(values.get("quote", ""))
        key = f"failed-{job.reason}"
        is_public_policy = job.reason == POLICY and not private
        if said and not is_public_policy and self.texts.has(f"{key}-quote"):
            key, values["quote"] = f"{key}-quote", quote(said, 200)
        why = self.texts(key, job.locale, **{**values, "id": job.id})
        refund = self.texts(
            "failed-refund-private" if private else "failed-refund", job.locale, cost=job.cost, left=left
        )
        # Policy refusals are not shown to the channel.
        start = f"<@{job.user_id}> " if is_public_policy else f"{self.title(job)}\n"
        return f"{start}{why}\n{refund}"

    def title(self, job: Job) -> str:
        """Render the prompt and the requester, as above a result."""
        prompt = quote(job.prompt, CAPTION_LIMIT)
        return self.texts("result-title", job.locale, who=f"<@{job.user_id}>", prompt=prompt)

    # --- results -----------------------------------------------------------------------------

    def result(
        self,
        job: Job,
        pictures: Sequence[FittedPicture],
        receipt: ResultSummary,
        *,
        parent_url: str | None = None,
        late: bool = False,
        expired: bool = True,
    ) -> str:
        """Render the text above the pictures.

        ``late``: not in the original reply, because its token ``expired`` or it cannot be edited.
        """
        lines = [
            self._headline(job, parent_url),
            self._facts(job, receipt),
            *self._notes(job, pictures, parent_url),
        ]
        if receipt.missing:
            lines.append(self.texts("result-missing", job.locale, missing=receipt.missing))
        if job.private and not late:
            lines.append(f"-# {self.texts('private-note', job.locale)}")
        if job.cancel_by is not None:
            lines.append(f"-# {self.texts('result-not-cancelled', job.locale)}")
        if late:
            lines.append(self.texts("result-late" if expired else "result-moved", job.locale))
        return shorten("\n".join(lines), CONTENT_LIMIT)

    def ready(self, job: Job, pictures: int) -> str:
        """Render the mention of the requester that replies to a result."""
        return self.texts("result-ready", job.locale, who=f"<@{job.user_id}>", count=pictures)

    def shared(self, job: Job) -> str:
        """Render the text above the pictures of a shared private result."""
        prompt = quote(job.prompt, CAPTION_LIMIT)
        title = self.texts("shared-title", job.locale, who=f"<@{job.user_id}>", prompt=prompt)
        size, quality = self.size(job, job.locale), self.quality(job.quality, job.locale)
        return shorten(f"{title}\n-# {size} · {quality}", CONTENT_LIMIT)

    def alt_text(self, job: Job, number: int, picture: FittedPicture) -> str:
        """Render the alt text of one picture."""
        text = self.texts(
            "alt-text",
            job.locale,
            number=number,
            count=job.count,
            width=str(picture.width),
            height=str(picture.height),
            prompt=shorten(sanitize(job.prompt), _ALT_PROMPT_LIMIT),
        )
        return shorten(text, ALT_LIMIT)

    def size(self, job: Job, locale: str) -> str:
        """Return the pixels of a size, or its name if the model decides on them."""
        if requested_size(None, job.size) is not None:
            return job.size.replace("x", " × ")
        return size_label(self.texts, self._models.find(job.model) or self._models.default, job.size, locale)

    def quality(self, quality: str, locale: str) -> str:
        """Return the name of a quality."""
        key = f"quality-{quality}"
        return self.texts(key, locale) if self.texts.has(key) else quality

    def _headline(self, job: Job, parent_url: str | None) -> str:
        who, prompt = f"<@{job.user_id}>", quote(job.prompt, CAPTION_LIMIT)
        if job.parent_id is None:
            return self.title(job)
        if parent_url is None:
            link = self.texts("result-parent-plain", job.locale)
        else:
            link = self.texts("result-parent-link", job.locale, url=parent_url)
        key = _HEADLINES.get(job.trigger, "result-repeat")
        return self.texts(key, job.locale, who=who, prompt=prompt, link=link)

    def _facts(self, job: Job, receipt: ResultSummary) -> str:
        size = self.size(job, job.locale)
        facts = self.texts(
            "result-facts-private" if job.private else "result-facts",
            job.locale,
            size=size,
            quality=self.quality(job.quality, job.locale),
            seconds=round(receipt.seconds, 1),
            charged=receipt.charged,
            left=receipt.remaining,
        )
        return f"-# {facts}"

    def _notes(self, job: Job, pictures: Sequence[FittedPicture], parent_url: str | None) -> list[str]:
        urls = {job.parent_id: parent_url} if job.parent_id and parent_url else {}
        made_from = sources_text(self.texts, job, job.locale, result_urls=urls)
        notes = [f"-# {made_from}"] if made_from else []
        if changed := [(number, p) for number, p in enumerate(pictures, 1) if p.changed]:
            which = ", ".join(
                self.texts(
                    "result-fitted-one",
                    job.locale,
                    number=number,
                    before=round(p.original.size_bytes / _MIB, 1),
                    after=round(p.size_bytes / _MIB, 1),
                )
                for number, p in changed
            )
            notes.append(f"-# {self.texts('result-fitted', job.locale, which=which)}")
        drawn = {(p.original.width, p.original.height) for p in pictures}
        requested = requested_size(self._models.find(job.model), job.size)
        for width, height in sorted(drawn - {requested} if requested is not None else ()):
            other = self.texts("result-other-size", job.locale, width=str(width), height=str(height))
            notes.append(f"-# {other}")
        return notes

    # --- quota -------------------------------------------------------------------------------

    def quota_status(
        self, status: QuotaStatus, locale: str, *, guild_id: int | None = None, member: int | None = None
    ) -> str:
        """Render a member's quota in a guild; set ``member`` if the reader is an administrator."""
        say = self.texts
        rule = status.allowance.rule
        title = (
            say("quota-title", locale)
            if member is None
            else say("quota-title-member", locale, who=f"<@{member}>")
        )
        lines = [
            f"**{title}**",
            self._left(status, locale),
            say(
                f"quota-allowance-{rule}",
                locale,
                credits=status.allowance.credits,
                **({"role": _role(status.allowance.role_id, guild_id)} if rule is LimitRule.ROLE else {}),
            ),
            say("quota-used", locale, used=status.used),
            *([say("quota-granted", locale, granted=status.granted)] if status.granted else []),
            say("quota-renews", locale, renews=timestamp(status.renews_at)),
            f"-# {self._price(locale)}",
        ]
        if status.blocked:
            lines.insert(1, self._blocked(status, locale))
        return "\n".join(lines)

    def _left(self, status: QuotaStatus, locale: str) -> str:
        """Render the credits left, and the pictures that they pay for at the model's default price."""
        model = self._models.default
        parts = [
            f"**{self.texts('quota-left', locale, left=status.remaining)}** {_left_bar(status)}".rstrip()
        ]
        if pictures := status.remaining // model.credits(model.default_size, model.default_quality):
            parts.append(self.texts("quota-enough", locale, pictures=pictures))
        return " · ".join(parts)

    def _blocked(self, status: QuotaStatus, locale: str) -> str:
        if status.blocked_until is None:
            return self.texts("quota-blocked", locale)
        return self.texts("quota-blocked-until", locale, until=timestamp(status.blocked_until))

    def _price(self, locale: str) -> str:
        model = self._models.default
        every = [model.credits(s.value, q.value) for s in model.sizes for q in model.qualities]
        return self.texts(
            "quota-price",
            locale,
            size=model.default_size.replace("x", " × "),
            quality=self.quality(model.default_quality, locale),
            credits=model.credits(model.default_size, model.default_quality),
            least=min(every),
            most=max(every),
        )


def _left_bar(status: QuotaStatus) -> str:
    """Render the share of the credits that is left."""
    total = status.allowance.credits + status.granted
    filled = round(min(1.0, status.remaining / total) * _BLOCKS) if total else 0
    return "▰" * filled + "▱" * (_BLOCKS - filled)


def _role(role_id: int | None, guild_id: int | None) -> str:
    """Mention a role; a mention of the default role would be shown as "@@everyone"."""
    return "@everyone" if role_id == guild_id else f"<@&{role_id}>"
