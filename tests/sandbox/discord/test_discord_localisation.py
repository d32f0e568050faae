"""Localized commands: accepted, returned, and shown in a user's language."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.discord import ClientRefusedError
from tests.sandbox.discord.discord_studio import DRAW, Studio

_LOCALISED: dict[str, Any] = {
    "name": "draw",
    "name_localizations": {"de": "zeichne", "en-GB": "sketch"},
    "description": "Draw a picture",
    "description_localizations": {"es-ES": "Dibujar"},
    "options": [
        {
            "type": 1,
            "name": "now",
            "name_localizations": {"de": "jetzt"},
            "description": "At once",
            "options": [
                {
                    "type": 3,
                    "name": "size",
                    "name_localizations": {"de": "größe"},
                    "description": "How large",
                    "required": True,
                    "choices": [{"name": "Small", "name_localizations": {"de": "Klein"}, "value": "s"}],
                }
            ],
        }
    ],
}


async def _listed(studio: Studio, headers: dict[str, str] | None = None, **query: str) -> Any:
    path = f"/applications/{studio.app}/commands"
    return await studio.rest.get(path, params=query, headers=headers or {})


async def test_a_list_omits_localizations_by_default(studio: Studio) -> None:
    await studio.register(_LOCALISED)

    (short,) = (await _listed(studio)).json()
    (full,) = (await _listed(studio, with_localizations="true")).json()

    assert "name_localizations" not in short
    assert "name_localizations" not in short["options"][0]["options"][0]["choices"][0]
    assert full["name_localizations"] == _LOCALISED["name_localizations"]
    assert full["options"] == _LOCALISED["options"]


async def test_a_list_has_names_in_the_requesters_language(studio: Studio) -> None:
    await studio.register(_LOCALISED)

    (german,) = (await _listed(studio, {"X-Discord-Locale": "de"})).json()
    (mexican,) = (await _listed(studio, {"X-Discord-Locale": "es-419"})).json()

    assert (german["name"], german["name_localized"]) == ("draw", "zeichne")
    assert german["options"][0]["options"][0]["name_localized"] == "größe"
    assert "name_localized" not in mexican
    assert mexican["description_localized"] == "Dibujar"


async def test_with_localizations_is_a_boolean(studio: Studio) -> None:
    studio.broken_on_purpose = True

    answer = await _listed(studio, with_localizations="maybe")

    assert (answer.status_code, answer.json()["code"]) == (400, 50035)


@pytest.mark.parametrize(
    ("changes", "where", "code"),
    [
        ({"name_localizations": {"de": "Zeichne"}}, ("de",), "APPLICATION_COMMAND_INVALID_NAME"),
        ({"name_localizations": {"de": "zeichne es"}}, ("de",), "STRING_TYPE_REGEX"),
        ({"name_localizations": {"de": "z" * 33}}, ("de",), "BASE_TYPE_MAX_LENGTH"),
        ({"name_localizations": {"de": ""}}, ("de",), "BASE_TYPE_BAD_LENGTH"),
        ({"name_localizations": {"de": None}}, ("de",), "BASE_TYPE_REQUIRED"),
        ({"name_localizations": {"tlh": "chu"}}, ("tlh",), "BASE_TYPE_CHOICES"),
        ({"name_localizations": ["de"]}, (), "DICT_TYPE_CONVERT"),
        ({"description_localizations": {"ja": "絵" * 101}}, ("ja",), "BASE_TYPE_MAX_LENGTH"),
    ],
)
async def test_every_language_obeys_the_rules_of_the_base_field(
    studio: Studio, changes: dict[str, Any], where: tuple[str, ...], code: str
) -> None:
    studio.broken_on_purpose = True

    answer = await studio.rest.put(f"/applications/{studio.app}/commands", json=[DRAW | changes])

    (field,) = changes
    problem = answer.json()["errors"]["0"][field]
    for key in where:
        problem = problem[key]
    assert answer.status_code == 400
    assert code in [error["code"] for error in problem["_errors"]]


async def test_the_longest_translation_counts_toward_the_command_size(studio: Studio) -> None:
    studio.broken_on_purpose = True
    choices = [{"name": "x", "name_localizations": {"ja": "絵" * 100}, "value": f"{n}"} for n in range(1, 26)]
    options = [{"type": 3, "name": f"option-{n}", "description": "x", "choices": choices} for n in range(4)]

    answer = await studio.rest.put(f"/applications/{studio.app}/commands", json=[DRAW | {"options": options}])

    assert "APPLICATION_COMMAND_TOO_LARGE" in answer.text


async def test_a_user_types_localized_names_and_the_bot_gets_default_ones(
    studio: Studio,
) -> None:
    await studio.register(_LOCALISED)
    studio.place.alice.locale = "de"

    interaction = await studio.alice.slash("zeichne jetzt", größe="Klein")

    data = interaction.payload["data"]
    assert interaction.payload["locale"] == "de"
    assert (data["name"], data["options"][0]["name"]) == ("draw", "now")
    assert data["options"][0]["options"] == [{"name": "size", "type": 3, "value": "s"}]
    assert interaction.name == "draw now"


async def test_names_of_another_language_are_not_offered(studio: Studio) -> None:
    await studio.register(_LOCALISED)
    studio.place.alice.locale = "fr"

    with pytest.raises(ClientRefusedError, match="zeichne"):
        await studio.alice.slash("zeichne jetzt", größe="Klein")


async def test_one_english_locale_is_the_fallback_of_the_other(studio: Studio) -> None:
    await studio.register(_LOCALISED)

    interaction = await studio.alice.slash("sketch now", size="Small")

    assert interaction.payload["data"]["name"] == "draw"
