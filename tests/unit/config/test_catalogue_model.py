"""Request bodies and input references of the models."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import Model, load_catalogue

CATALOGUE = load_catalogue()
FAL = CATALOGUE.get("fal-ai/gpt-image-2")
OPENAI = CATALOGUE.get("openai/gpt-image-2")
PROMISED = {
    FAL.id: ["prompt", "size", "quality", "num_images", "safety_tolerance"],
    OPENAI.id: ["prompt", "image_size", "quality", "num_images"],
}


def wire(model: Model, **changes: object) -> str:
    choices = {"prompt": "a fox", "size": "2048x1152", "quality": "high", "count": 4} | changes
    return json.dumps(model.arguments(**choices))  # type: ignore[arg-type]


def test_fals_endpoint_gets_exactly_its_five_keys() -> None:
    assert wire(FAL) == (
        '{"prompt": "a fox", "size": "2048x1152", "quality": "high", "num_images": 4, "safety_tolerance": 2}'
    )


def test_the_openai_schema_gets_the_size_as_an_object() -> None:
    assert wire(OPENAI) == (
        '{"prompt": "a fox", "image_size": {"width": 2048, "height": 1152}, "quality": "high", "num_images": 4}'
    )


def test_an_override_replaces_a_constant() -> None:
    assert wire(FAL, overrides={"safety_tolerance": 5}).endswith('"safety_tolerance": 5}')


@pytest.mark.parametrize("model", [FAL, OPENAI])
def test_an_override_of_another_key_is_ignored(model: Model) -> None:
    changed = wire(model, overrides={"prompt": "a crow", "num_images": 9, "seed": 1})

    assert changed == wire(model)


@given(
    model=st.sampled_from([FAL, OPENAI]),
    prompt=st.text(max_size=4000),
    data=st.data(),
    tolerance=st.none() | st.integers(1, 6),
)
def test_any_valid_choice_results_in_exactly_the_documented_keys(
    model: Model, prompt: str, data: st.DataObject, tolerance: int | None
) -> None:
    size = data.draw(st.sampled_from(model.sizes))
    quality = data.draw(st.sampled_from(model.qualities))
    count = data.draw(st.sampled_from(model.counts))
    overrides = {} if tolerance is None else {"safety_tolerance": tolerance}

    arguments = model.arguments(
        prompt=prompt, size=size.value, quality=quality.value, count=count, overrides=overrides
    )

    assert list(arguments) == PROMISED[model.id]
    assert (arguments["prompt"], arguments["num_images"]) == (prompt, count)
    assert arguments.get("safety_tolerance", 2) == (tolerance if tolerance and model is FAL else 2)
    assert json.loads(json.dumps(arguments)) == arguments


def test_two_calls_share_no_state() -> None:
    first = OPENAI.arguments(prompt="a", size="1024x1024", quality="low", count=1)
    first["image_size"]["width"] = 1

    second = OPENAI.arguments(prompt="a", size="1024x1024", quality="low", count=1)

    assert second["image_size"] == {"width": 1024, "height": 1024}


@pytest.mark.parametrize("change", [{"size": "640x480"}, {"quality": "ultra"}, {"count": 3}])
def test_an_unknown_choice_is_a_lookup_error(change: dict[str, object]) -> None:
    with pytest.raises(LookupError, match=str(next(iter(change.values())))):
        wire(FAL, **change)


def test_credits_and_prices_of_unknown_choices_are_lookup_errors() -> None:
    for ask in (FAL.credits, FAL.price):
        with pytest.raises(LookupError):
            ask("640x480", "low")
        with pytest.raises(LookupError):
            ask("1024x1024", "ultra")


def test_the_input_reference_of_fals_endpoint_is_complete() -> None:
    lines = [(f.key, f.kind, f.default, f.options, f.required) for f in FAL.inputs]

    assert lines == [
        ("prompt", "string", None, (), True),
        ("size", "string", "1024x1024", tuple(size.value for size in FAL.sizes), False),
        ("quality", "string", "medium", ("low", "medium", "high"), False),
        ("num_images", "integer", 1, (1, 2, 4), False),
        ("safety_tolerance", "integer", 2, (), False),
    ]
    assert all(field.note for field in FAL.inputs)


def test_the_input_reference_shows_values_as_they_are_on_the_wire() -> None:
    size = OPENAI.inputs[1]

    assert (size.key, size.kind, size.default) == ("image_size", "object", {"width": 1024, "height": 1024})
    assert {"width": 1152, "height": 2048} in size.options


def test_constants_cannot_be_changed_in_place() -> None:
    assert dict(FAL.constants) == {"safety_tolerance": 2}
    assert dict(OPENAI.constants) == {}
    with pytest.raises(TypeError):
        FAL.constants["safety_tolerance"] = 6  # type: ignore[index]


def test_every_size_satisfies_the_published_rules_for_custom_sizes() -> None:
    # The schema of openai/gpt-image-2 on fal: multiples of 16, long edge, ratio, pixels.
    for size in OPENAI.sizes:
        long, short = max(size.width, size.height), min(size.width, size.height)

        assert size.width % 16 == size.height % 16 == 0
        assert long <= 3840
        assert long <= 3 * short
        assert 655_360 <= size.width * size.height <= 8_294_400


# --- edits, upscales and sizes of other kinds -----------------------------------------------------

EDIT = CATALOGUE.get("fal-ai/gpt-image-2/edit")
PICTURES = ("https://a.test/1.png", "https://a.test/2.png")


def edit_wire(form: str, **changes: object) -> dict[str, object]:
    choices = {
        "prompt": "at night",
        "size": "auto",
        "quality": "low",
        "count": 1,
        "references": PICTURES,
    } | changes
    return EDIT.using(form).arguments(**choices)  # type: ignore[arg-type]


def test_an_edit_sends_its_references_and_leaves_the_size_to_the_first() -> None:
    assert edit_wire("published") == {
        "prompt": "at night",
        "image_urls": list(PICTURES),
        "image_size": "auto",
        "quality": "low",
        "num_images": 1,
    }


@pytest.mark.parametrize(
    ("reference_size", "size"),
    [((900, 900), "1024x1024"), ((4000, 3000), "1536x1024"), ((500, 2000), "1152x2048"), (None, "1024x1024")],
)
def test_a_form_with_the_size_as_text_gets_the_shape_closest_to_the_first_reference(
    reference_size: tuple[int, int] | None, size: str
) -> None:
    assert edit_wire("playground", reference_size=reference_size)["size"] == size


def test_references_are_part_of_the_price_of_an_image() -> None:
    alone, reference = EDIT.credits("auto", "medium"), EDIT.reference_credits

    assert EDIT.unit_credits("auto", "medium", references=3) == alone + 3 * reference
    assert EDIT.credits_drawn(1024, 768, "medium", references=3) == 4 + 3 * reference


def entry(**changes: object) -> Model:
    """An upscaler: one reference, two factors, priced by the size of the output."""
    return Model.model_validate(
        {
            "id": "some/upscaler",
            "title": "Upscaler",
            "operation": "upscale",
            "documentation": "https://fal.ai/models/some/upscaler",
            "references": {"most": 1, "max_bytes": 10_000_000, "max_pixels": 4_000_000},
            "sizes": [
                {"value": "2x", "label": "2 ×", "factor": 2},
                {"value": "4x", "label": "4 ×", "factor": 4},
            ],
            "default_size": "2x",
            "qualities": [{"value": "standard", "label": "Standard"}],
            "default_quality": "standard",
            "counts": [1],
            "default_count": 1,
            "media_types": ["image/png"],
            "wire_forms": {
                "published": [
                    {"key": "image_url", "takes": "reference"},
                    {"key": "upscale_factor", "takes": "size", "form": "factor"},
                ]
            },
            "credits": {"2x": {"standard": 1}, "4x": {"standard": 1}},
            "credits_per_megapixel": Decimal("0.5"),
            "prices": {
                "source": "test",
                "as_of": "2026",
                "usd": {"2x": {"standard": Decimal("0.01")}, "4x": {"standard": Decimal("0.01")}},
            },
        }
        | changes
    )


def test_an_upscaler_needs_no_prompt_and_is_priced_by_the_size_of_its_output() -> None:
    model = entry()

    arguments = model.arguments(prompt="", size="4x", quality="standard", count=1, references=PICTURES)

    assert arguments == {"image_url": PICTURES[0], "upscale_factor": 4}
    assert model.unit_credits("2x", "standard", 1, (100, 100)) == 1
    assert model.unit_credits("2x", "standard", 1, (1000, 1000)) == 2
    assert model.unit_credits("4x", "standard", 1, (1000, 1000)) == 8


def test_one_size_fills_several_keys() -> None:
    sizes = [
        {"value": "wide-2k", "label": "Wide 2K", "aspect_ratio": "16:9", "resolution": "2K"},
        {"value": "tall-2k", "label": "Tall 2K", "aspect_ratio": "9:16", "resolution": "2K"},
    ]
    forms = [
        {"key": "image_url", "takes": "reference"},
        {"key": "ratio", "takes": "size", "form": "aspect_ratio"},
        {"key": "res", "takes": "size", "form": "resolution"},
    ]
    row = {"standard": 1}
    model = entry(
        sizes=sizes,
        default_size="wide-2k",
        wire_forms={"published": forms},
        credits={"wide-2k": row, "tall-2k": row},
        prices={
            "source": "t",
            "as_of": "2026",
            "usd": {key: {"standard": Decimal(1)} for key in ("wide-2k", "tall-2k")},
        },
    )

    arguments = model.arguments(prompt="", size="tall-2k", quality="standard", count=1, references=PICTURES)

    assert (arguments["ratio"], arguments["res"]) == ("9:16", "2K")
    assert (model.size("wide-2k").shape, model.size("wide-2k").pixels) == (16 / 9, None)
    assert [(field.key, field.options) for field in model.inputs[1:]] == [
        ("ratio", ("16:9", "9:16")),
        ("res", ("2K",)),
    ]
