"""Several enabled models: the option `model`, and the settings and defaults that choose one."""

from __future__ import annotations

import pytest

from bot.audit.models import AdminActor
from config import load_catalogue
from sandbox.fal.endpoints import Endpoint
from sandbox.server import open_sandbox
from tests.cli_commands import easel, error_line
from tests.e2e.harness import Harness, open_harness, running_bot

MODELS = "fal-ai/gpt-image-2,fal-ai/nano-banana-2,fal-ai/recraft/v4.1/text-to-image"
BANANA = "fal-ai/nano-banana-2"


@pytest.fixture
async def harness(tmp_path):
    async with open_harness(tmp_path, FAL_MODELS=MODELS) as opened:
        yield opened


async def drawn(harness, interaction):
    await harness.result_of(interaction)
    await harness.wait_idle()
    return harness.fal.submits[-1]


async def set_in_server(harness, **settings):
    actor = AdminActor(guild_id=harness.people.guild.id, user_id=harness.people.mod.id)
    await harness.app.bot.services.guilds.change(actor, **settings)


async def test_a_request_is_sent_to_the_chosen_model_with_its_own_options(harness):
    interaction = await harness.alice.slash(
        "imagine", prompt="a red kite", model=BANANA, size="wide-2k", count=2
    )

    submit = await drawn(harness, interaction)

    assert submit.path == f"/{BANANA}"
    assert submit.arguments == {
        "prompt": "a red kite",
        "aspect_ratio": "16:9",
        "resolution": "2K",
        "num_images": 2,
        "safety_tolerance": "4",
    }
    (job,) = await harness.rows()
    assert (job["model"], job["unit_credits"], job["size"]) == (BANANA, 12, "wide-2k")


async def test_an_option_that_the_model_lacks_is_refused_with_the_nearest_ones_and_costs_nothing(harness):
    interaction = await harness.alice.slash("imagine", prompt="a kite", model=BANANA, size="2048x1152")
    text = await harness.answer_text(interaction)

    assert text.startswith("Nano Banana 2 doesn't have that size. Closest sizes: Wide 16:9 (1K)")
    assert (harness.fal.submits, await harness.rows()) == ([], [])


async def test_the_server_limits_the_models_and_the_members_default_is_used_where_it_is_allowed(harness):
    await harness.app.bot.services.user_defaults.change(harness.people.alice.id, model=BANANA)
    submit = await drawn(harness, await harness.alice.slash("imagine", prompt="a kite"))
    assert submit.path == f"/{BANANA}"

    await set_in_server(harness, models=("fal-ai/recraft/v4.1/text-to-image",))
    submit = await drawn(harness, await harness.alice.slash("imagine", prompt="a kite"))
    assert submit.path == "/fal-ai/recraft/v4.1/text-to-image"

    interaction = await harness.alice.slash("imagine", prompt="a kite", model=BANANA)
    text = await harness.answer_text(interaction)
    assert text == "This server doesn't allow that model. Allowed models: Recraft V4.1."


async def test_suggested_sizes_follow_the_chosen_model(harness):
    found = await harness.alice.autocomplete("imagine", "size", "wide", prompt="a kite", model=BANANA)

    assert [choice["value"] for choice in found] == ["wide-1k", "wide-2k", "wide-4k"]


async def test_a_repeat_keeps_the_model_of_its_result(harness):
    result = await harness.result_of(await harness.alice.slash("imagine", prompt="a kite", model=BANANA))

    await harness.alice.react(result, "🔁")
    await harness.until(lambda: len(harness.fal.submits) == 2)

    assert [submit.path for submit in harness.fal.submits] == [f"/{BANANA}"] * 2


# --- easel models -----------------------------------------------------------------------------------

# An endpoint that no code knows: its size and number of images have other names.
UNKNOWN = "acme/brush-one/paint"
PAINT = Endpoint(
    inputs={
        "description": {"type": "string", "minLength": 1, "maxLength": 900},
        "canvas": {"type": "string", "enum": ["768x768", "1280x720"], "default": "768x768"},
        "how_many": {"type": "integer", "minimum": 1, "maximum": 3, "default": 1},
        "effort": {"type": "string", "enum": ["draft", "fine"], "default": "fine"},
        "seed": {"type": "integer"},
    },
    required=("description",),
)


async def test_an_unknown_endpoint_is_added_from_its_schema_and_draws_without_a_change_of_code(tmp_path):
    async with open_sandbox(published=True) as box:
        box.fal.add_endpoint(UNKNOWN, PAINT)
        environment = box.environment(tmp_path)

        added = await easel(tmp_path, environment, "models", "add", UNKNOWN, "--yes")

        assert added.returncode == 0, added.stdout + added.stderr
        assert "the price is not known" in (tmp_path / "models" / "acme-brush-one-paint.toml").read_text()
        harness = Harness(box, tmp_path)
        async with running_bot(harness, FAL_MODELS=UNKNOWN):
            interaction = await harness.alice.slash(
                "imagine", prompt="a red kite", size="1280x720", quality="draft", count=2
            )
            message = await harness.result_of(interaction)
            await harness.wait_idle()

        (submit,) = harness.fal.submits
        assert submit.path == f"/{UNKNOWN}"
        assert submit.arguments == {
            "description": "a red kite",
            "canvas": "1280x720",
            "effort": "draft",
            "how_many": 2,
        }
        assert [(file.width, file.height) for file in message.attachments] == [(1280, 720)] * 2

        again = await easel(tmp_path, environment, "models", "add", UNKNOWN, "--yes")
        assert "exists already" in error_line(again)
        checked = await easel(tmp_path, {**environment, "FAL_MODELS": UNKNOWN}, "models", "check")
        assert checked.returncode == 0, checked.stdout
        assert "not known: FAL_API_URL is not set" in checked.stdout


async def test_check_names_each_difference_from_the_published_schema(tmp_path):
    async with open_sandbox(published=True) as box:
        environment = {**box.environment(tmp_path), "FAL_MODELS": "openai/gpt-image-2"}
        assert (await easel(tmp_path, environment, "models", "check")).returncode == 0
        box.faults.arm("fal.schema.other-inputs")

        checked = await easel(tmp_path, environment, "models", "check")

        assert checked.returncode == 1, checked.stdout
        assert "differs  openai/gpt-image-2\n" in checked.stdout
        assert "style: required by the published schema, but not sent" in checked.stdout


async def test_prices_are_looked_up_with_the_key(tmp_path):
    async with open_sandbox(published=True) as box:
        box.fal.add_endpoint(UNKNOWN, PAINT)
        box.fal.prices.update(
            {
                UNKNOWN: (0.025, "megapixels"),
                "openai/gpt-image-2": (0.9, "images"),
                "fal-ai/birefnet/v2": (0.01, "images"),
            }
        )
        environment = box.environment(tmp_path) | {
            "FAL_API_URL": box.fal.api_url,
            "FAL_MODELS": "openai/gpt-image-2",
        }

        added = await easel(tmp_path, environment, "models", "add", UNKNOWN, "--yes")
        checked = await easel(tmp_path, environment, "models", "check")

        assert added.returncode == 0, added.stdout + added.stderr
        model = load_catalogue(own=tmp_path / "models").get(UNKNOWN)
        assert [str(model.price(size, "draft")) for size in ("768x768", "1280x720")] == ["0.025"] * 2
        assert model.credits("768x768", "draft") == 3
        assert checked.returncode == 1
        assert "the file has 0.01 to 0.43 USD per image, fal states 0.9" in checked.stdout
        assert "matches  fal-ai/birefnet/v2" in checked.stdout
        wrong = await easel(tmp_path, environment | {"FAL_KEY": "some:other"}, "models", "check")
        assert wrong.stdout.count("prices are not known: status 401") == 4


async def test_list_and_show_need_no_account(tmp_path):
    listed = await easel(tmp_path, {"FAL_MODELS": MODELS}, "models")
    shown = await easel(tmp_path, {}, "models", "show", BANANA)

    lines = {line.split()[0]: line.split() for line in listed.stdout.splitlines()}
    assert [lines[one][-1] for one in ("fal-ai/gpt-image-2", BANANA, "fal-ai/flux-2")] == [
        "default",
        "enabled",
        "packaged",
    ]
    assert "aspect_ratio" in shown.stdout
