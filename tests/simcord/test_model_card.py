"""The card of every model in every language fits into one message."""

import pytest

from bot.discord.i18n import load_texts
from bot.discord.render.model import model_card
from config import load_catalogue


@pytest.mark.parametrize("locale", load_texts().locales)
@pytest.mark.parametrize("model_id", load_catalogue().ids)
def test_every_card_fits_and_names_every_input(model_id: str, locale: str) -> None:
    model = load_catalogue().get(model_id)

    card = model_card(load_texts(), model, locale)

    assert len(card) <= 2000
    assert all(f"`{field.key}`" in card for field in model.inputs)
    assert all(size.value in card for size in model.sizes)
