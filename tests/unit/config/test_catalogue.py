"""Catalogue files: contents of the packaged ones, and errors for malformed ones."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import config
from config import CatalogueError, ConfigError, Model, load_catalogue

MODELS = Path(config.__file__).parent / "models"
GOOD = (MODELS / "fal-gpt-image-2.toml").read_text(encoding="utf-8")

SIZES = [
    ("1024x1024", "Square 1024"),
    ("1536x1024", "Landscape 1536"),
    ("1024x1536", "Portrait 1536"),
    ("2048x2048", "Square 2048"),
    ("2048x1152", "Wide 16:9 (2048)"),
    ("1152x2048", "Tall 9:16 (2048)"),
]
CREDITS = {
    "1024x1024": (1, 6, 22),
    "1536x1024": (1, 5, 17),
    "1024x1536": (1, 5, 17),
    "2048x1152": (1, 6, 23),
    "1152x2048": (1, 6, 23),
    "2048x2048": (2, 11, 43),
}
IDS = ("fal-ai/gpt-image-2", "openai/gpt-image-2")


@pytest.fixture(params=IDS)
def model(request: pytest.FixtureRequest) -> Model:
    return load_catalogue().get(request.param)


def mistakes_of(folder: Path, text: str, *, file: str = "bad.toml") -> tuple[str, ...]:
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    assert str(caught.value).splitlines() == list(caught.value.mistakes)
    return caught.value.mistakes


def edited(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def test_the_companions_of_each_entry_are_entries_that_do_what_they_are_for() -> None:
    catalogue = load_catalogue()
    entries = [catalogue.get(model_id) for model_id in catalogue.ids]

    assert set(IDS) <= {entry.id for entry in entries}
    for entry in entries:
        for operation, companion in entry.companions.items():
            assert catalogue.get(companion).operation == operation


def test_an_unknown_id_names_fal_model_and_the_known_ones() -> None:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue().get("fal-ai/gpt-image-3")

    line = str(caught.value)
    assert all(word in line for word in ("FAL_MODEL", "fal-ai/gpt-image-3", *IDS))
    assert "\n" not in line
    assert isinstance(caught.value, ConfigError)


def test_sizes_keep_their_order_labels_and_pixels(model: Model) -> None:
    assert [(size.value, size.label) for size in model.sizes] == SIZES
    assert all(size.value == f"{size.width}x{size.height}" for size in model.sizes)


def test_defaults_match_the_documentation(model: Model) -> None:
    assert (model.default_size, model.default_quality, model.default_count) == ("1024x1024", "medium", 1)
    assert [quality.value for quality in model.qualities] == ["low", "medium", "high"]
    assert model.counts == (1, 2, 4)
    assert model.prompt_max_length == 4000
    assert model.media_types == ("image/png", "image/jpeg", "image/webp")


def test_credits_match_the_documentation(model: Model) -> None:
    table = {
        size.value: tuple(model.credits(size.value, quality.value) for quality in model.qualities)
        for size in model.sizes
    }

    assert table == CREDITS


def test_a_credit_is_about_a_cent(model: Model) -> None:
    for size in model.sizes:
        for quality in model.qualities:
            cents = model.price(size.value, quality.value) * 100

            assert model.credits(size.value, quality.value) == max(Decimal(1), cents)


def test_prices_have_a_source_and_a_date(model: Model) -> None:
    assert model.prices.source
    assert model.prices.as_of.startswith("20")
    assert model.documentation.startswith("https://fal.ai/")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "2048x2048 = { low = 2, medium = 11",
            "2048x2048 = { medium = 11",
            "credits.2048x2048.low: expected a value",
        ),
        (
            "2048x2048 = { low = 0.02, medium",
            "2048x2048 = { medium",
            "prices.usd.2048x2048.low: expected a value",
        ),
        (
            "{ low = 1, medium = 6",
            "{ low = 0, medium = 6",
            "credits.1024x1024.low: expected greater than or equal to 1",
        ),
        (
            "{ low = 1, medium = 6",
            "{ low = 1.0, medium = 6",
            "credits.1024x1024.low: expected a valid integer",
        ),
        (
            "{ low = 0.01, medium = 0.06",
            "{ low = -1.0, medium = 0.06",
            "prices.usd.1024x1024.low: expected greater than 0",
        ),
        (
            "{ low = 1, medium = 6",
            "{ low = 1, ultra = 9, medium = 6",
            "credits.1024x1024.ultra: expected only",
        ),
        ('title = "GPT Image 2"', "title = 2", "title: expected a valid string, got 2"),
        ('title = "GPT Image 2"\n', "", "title: expected a value, but it is missing"),
        ('title = "GPT Image 2"', 'title = "A"\ntitel = "B"', "titel: is not a known key"),
        (
            "width = 1024, height = 1024",
            'width = "1024", height = 1024',
            "sizes.0.width: expected a valid integer, got '1024'",
        ),
        ('label = "Square 1024", ', "", "sizes.0.label: expected a value, but it is missing"),
        (
            'default_size = "1024x1024"',
            'default_size = "640x480"',
            "default_size: expected one of 1024x1024, ",
        ),
        ("default_count = 1", "default_count = 3", "default_count: expected one of 1, 2, 4, got 3"),
        ("counts = [1, 2, 4]", "counts = [1, 2, 2, 4]", "counts: expected different values, got 2 2 times"),
        ("counts = [1, 2, 4]", "counts = []", "counts: expected at least one"),
        (
            "prompt_max_length = 4000",
            "prompt_max_length = 32000",
            "prompt_max_length: expected less than or equal to 4000",
        ),
        ('"image/webp"', '"image/gif"', "media_types.2: expected 'image/png', 'image/jpeg' or 'image/webp'"),
        ('id = "fal-ai/gpt-image-2"', 'id = "https://fal.ai"', "id: String should match pattern"),
        (
            'key = "num_images"',
            'key = "size"',
            "wire_forms.playground: expected different values, got 'size' 2 times",
        ),
        (
            'takes = "count"',
            'takes = "prompt"',
            "wire_forms.playground: expected 'count' to be taken exactly once, got 0 times",
        ),
        ("constant = 2, ", "", "wire_forms.playground.4: expected either takes or constant"),
        (
            'takes = "quality"',
            'takes = "quality", form = "dimensions"',
            "wire_forms.playground.2.form: expected dimensions only for a size",
        ),
    ],
)
def test_an_error_names_file_and_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    mistakes = mistakes_of(tmp_path, edited(old, new))

    assert any(line.startswith(f"bad.toml: {message}") for line in mistakes), mistakes


def test_the_errors_of_all_files_are_reported_together(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(edited("default_count = 1", 'default_count = "1"'), encoding="utf-8")

    mistakes = mistakes_of(tmp_path, edited("title", "titel"), file="b.toml")

    assert [line.split(": ")[:2] for line in mistakes] == [
        ["a.toml", "default_count"],
        ["b.toml", "title"],
        ["b.toml", "titel"],
    ]


def test_an_id_in_two_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")

    (line,) = mistakes_of(tmp_path, GOOD, file="b.toml")

    assert line.startswith("b.toml: id: ")


def test_a_file_that_is_not_toml_is_named_with_the_line(tmp_path: Path) -> None:
    (line,) = mistakes_of(tmp_path, "id = \n")

    assert line.startswith("bad.toml: is not TOML: ")
    assert "line 1" in line


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()

    with pytest.raises(CatalogueError, match=r"folder\.toml: cannot be read"):
        load_catalogue(tmp_path)


def test_an_empty_catalogue_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="at least one model file"):
        load_catalogue(tmp_path)


def test_a_new_model_with_other_constants_needs_only_a_file(tmp_path: Path) -> None:
    text = edited("constant = 2,", "constant = 3.5,").replace("safety_tolerance", "guidance_scale")
    (tmp_path / "other.toml").write_text(text, encoding="utf-8")

    model = load_catalogue(tmp_path).get("fal-ai/gpt-image-2")

    arguments = model.arguments(prompt="a", size="1024x1024", quality="low", count=1)
    assert arguments["guidance_scale"] == 3.5
    assert type(arguments["guidance_scale"]) is float
    assert model.inputs[-1].kind == "number"


# --- the operator's own files ---------------------------------------------------------------------


def test_an_own_file_replaces_the_packaged_one_and_a_missing_folder_changes_nothing(tmp_path: Path) -> None:
    own = tmp_path / "models"
    packaged = load_catalogue(own=own)
    own.mkdir()
    (own / "mine.toml").write_text(edited('title = "GPT Image 2"', 'title = "Ours"'), encoding="utf-8")

    catalogue = load_catalogue(own=own)

    assert catalogue.get("fal-ai/gpt-image-2").title == "Ours"
    assert set(catalogue.ids) == set(packaged.ids)


def test_an_error_in_an_own_file_names_it(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(edited("default_count = 1", "default_count = 3"), encoding="utf-8")

    with pytest.raises(CatalogueError, match=r"mine\.toml: default_count: expected one of 1, 2, 4, got 3"):
        load_catalogue(own=tmp_path)


def test_only_models_that_generate_can_be_enabled() -> None:
    catalogue = load_catalogue()

    assert [model.id for model in catalogue.enabled(IDS)] == list(IDS)
    with pytest.raises(CatalogueError, match="'fal-ai/birefnet/v2' has the operation cutout; expected"):
        catalogue.enabled([*IDS, "fal-ai/birefnet/v2"])


# --- sizes of other kinds, references, operations -----------------------------------------------

EDIT = (MODELS / "fal-gpt-image-2-edit.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '"Square 1024", width = 1024',
            '"Square 1024"',
            "sizes.1: expected both width and height, or neither",
        ),
        (
            '"Square 1024", width = 1024, height = 1024',
            '"Square 1024"',
            "expected size 1024x1024 to have a width",
        ),
        ('value = "1152x2048"', 'value = "9:16 tall"', "sizes.6.value: "),
        (
            'form = "dimensions"',
            'form = "aspect_ratio"',
            "expected size 1024x1024 to have the key aspect_ratio",
        ),
        ('operation = "edit"', 'operation = "generate"', "references: expected only for operation edit"),
        (
            "[references]\nmost = 10\nmax_bytes = 20_000_000\nmax_pixels = 16_777_216\n",
            "",
            "references: expected a value for operation edit",
        ),
        (
            'key = "image_urls", takes = "references"',
            'key = "image_urls", constant = "x"',
            "expected 'references' or 'reference' to be taken exactly once, got 0 times",
        ),
        (
            'takes = "quality", note',
            'takes = "count", note',
            "expected 'quality' to be taken exactly once, got 0",
        ),
        (
            "default_count = 1\n",
            'default_count = 1\ncompanions = { upscale = "a/b" }\n',
            "companions: expected only",
        ),
        (
            'key = "safety_tolerance", constant = 2',
            'key = "shape", takes = "size"',
            "form of a size: expected different",
        ),
    ],
)
def test_an_error_in_an_edit_entry_names_file_and_key(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in EDIT

    mistakes = mistakes_of(tmp_path, EDIT.replace(old, new, 1))

    assert any(line.startswith("bad.toml: ") and message in line for line in mistakes), mistakes
