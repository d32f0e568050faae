"""Administrative texts about changes and usage stay within limits in every language."""

from __future__ import annotations

import pytest

from bot.audit.models import AuditAction, AuditEntry, AuditPage, AuditRecord, TargetKind, UndoPlan
from bot.audit.undo import PAGE
from bot.discord.i18n import load_texts
from bot.discord.render.audit import audit_page, change_sentence, undo_question, undone
from bot.guilds.settings import GuildSettings

_LOCALES = load_texts().locales
_BIG = 2**63 - 1
_HOSTILE = '"@everyone [x](https://e.vil) ' + "\\u202e" + "\\u0410" * 3000 + '"'


def _record(action: AuditAction, **values: object) -> AuditRecord:
    given = {"before": 0, "after": _BIG, "before_text": None, "after_text": None, "subject": None}
    if action is AuditAction.SETTING:
        given |= {"subject": "k" * 40, "before_text": _HOSTILE, "after_text": _HOSTILE}
    entry = AuditEntry(
        at_ms=_BIG // 10**6,
        guild_id=_BIG,
        actor_id=_BIG,
        action=action,
        target_kind=TargetKind.DEFAULT,
        target_id=_BIG,
        undoes_id=_BIG,
        **(given | values),  # type: ignore[arg-type]
    )
    return AuditRecord(id=_BIG, entry=entry, undone_by=_BIG)


@pytest.mark.parametrize("locale", _LOCALES)
@pytest.mark.parametrize("action", AuditAction)
def test_the_longest_page_of_records_fits_with_every_kind(locale: str, action: AuditAction) -> None:
    page = AuditPage(records=(_record(action),) * PAGE, newer=True, older=True)

    text = audit_page(load_texts(), page, locale)

    assert len(text) <= 2000
    assert text.count("\n") == PAGE


@pytest.mark.parametrize("locale", _LOCALES)
def test_hostile_text_in_a_setting_is_escaped(locale: str) -> None:
    sentence = change_sentence(load_texts(), _record(AuditAction.SETTING), locale)

    assert "@everyone" not in sentence
    assert "https://" not in sentence
    assert "\u202e" not in sentence


@pytest.mark.parametrize("locale", _LOCALES)
@pytest.mark.parametrize("action", [AuditAction.GRANT, AuditAction.RESET, AuditAction.SETTING])
def test_the_undo_text_is_within_the_limit(locale: str, action: AuditAction) -> None:
    credits = None if action is AuditAction.SETTING else 1
    undoing = UndoPlan(records=(_record(action),) * 17, credits=credits)

    assert 0 < len(undo_question(load_texts(), undoing, locale)) <= 2000
    assert 0 < len(undone(load_texts(), undoing, locale)) <= 2000


def test_a_channel_is_shown_as_a_mention() -> None:
    record = _record(AuditAction.SETTING, subject="log_channel", before_text=None, after_text="77")

    assert "<#77>" in change_sentence(load_texts(), record, "en-US")


@pytest.mark.parametrize("locale", _LOCALES)
@pytest.mark.parametrize("subject", sorted(GuildSettings.model_fields))
def test_a_changed_setting_is_shown_by_its_name(locale: str, subject: str) -> None:
    record = _record(AuditAction.SETTING, subject=subject, before_text=None, after_text="77")

    sentence = change_sentence(load_texts(), record, locale)

    assert load_texts()(f"settings-name-{subject.replace('_', '-')}", locale)[:20] in sentence
    assert "_" not in sentence
