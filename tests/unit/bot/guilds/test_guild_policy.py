"""Guild policy: settings apply to every request; a refusal names the allowed values."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import RefusedError
from bot.guilds.policy import (
    allowed_counts,
    apply_guild_policy,
    check_blocked_words,
    repeat_denial,
    safety_tolerance,
)
from bot.guilds.settings import GuildSettings, RepeatBy
from bot.jobs.request import GenerationRequest, RequestContext, Trigger
from config import load_catalogue

CATALOGUE = load_catalogue()
MODEL = CATALOGUE.get("fal-ai/gpt-image-2")
WITHOUT_SAFETY = CATALOGUE.get("openai/gpt-image-2")
ORIGIN = RequestContext(
    guild_id=1,
    channel_id=10,
    user_id=100,
    role_ids=frozenset({7}),
    locale="fr",
    trigger=Trigger.COMMAND,
    idempotency_key="interaction:1",
    application_id=2,
    upload_limit=10,
)


def ask(
    prompt: str = "a kite", size: str | None = None, quality: str | None = None, count: int | None = None
) -> GenerationRequest:
    return GenerationRequest.parse(MODEL, prompt=prompt, size=size, quality=quality, count=count)


def refusal(
    settings: GuildSettings, request: GenerationRequest, origin: RequestContext = ORIGIN
) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        apply_guild_policy(settings, MODEL, request, origin)
    return caught.value


def test_default_settings_change_nothing() -> None:
    request = ask(size="2048x2048", quality="high", count=4)

    assert apply_guild_policy(GuildSettings(), MODEL, request, ORIGIN) == (request, ORIGIN)


def test_a_forbidden_channel_is_refused_with_the_allowed_ones() -> None:
    error = refusal(GuildSettings(channels=(11, 12)), ask())

    assert (error.key, error.values) == ("rules-channel", {"channels": "11 12"})


@pytest.mark.parametrize("where", [{"channel_id": 11}, {"channel_id": 99, "parent_channel_id": 11}])
def test_an_allowed_channel_includes_its_threads(where: dict[str, int]) -> None:
    apply_guild_policy(GuildSettings(channels=(11,)), MODEL, ask(), replace(ORIGIN, **where))


def test_a_thread_of_another_channel_is_refused() -> None:
    origin = replace(ORIGIN, channel_id=99, parent_channel_id=10)

    assert refusal(GuildSettings(channels=(11,)), ask(), origin).key == "rules-channel"


def test_one_allowed_role_is_enough() -> None:
    settings = GuildSettings(roles=(7, 8))
    apply_guild_policy(settings, MODEL, ask(), ORIGIN)

    error = refusal(settings, ask(), replace(ORIGIN, role_ids=frozenset({9})))
    assert (error.key, error.values) == ("rules-role", {"roles": "7 8"})


async def test_a_blocked_word_is_refused_without_being_quoted() -> None:
    settings = GuildSettings(refused_words=("kite",))
    await check_blocked_words(settings, "a red bird")

    with pytest.raises(RefusedError) as caught:
        await check_blocked_words(settings, "a red KITE")

    error = caught.value
    assert (error.key, error.values, error.detail) == ("rules-word", {}, "")


@pytest.mark.parametrize(
    ("settings", "request_", "key", "values"),
    [
        (
            GuildSettings(sizes=("1024x1536", "1024x1024")),
            ask(size="2048x2048"),
            "rules-size",
            {"model": MODEL.id, "sizes": "1024x1024 1024x1536"},
        ),
        (
            GuildSettings(qualities=("low",)),
            ask(quality="high"),
            "rules-quality",
            {"model": MODEL.id, "qualities": "low"},
        ),
        (GuildSettings(largest_count=3), ask(count=4), "rules-count", {"counts": "1 2", "most": 2}),
    ],
)
def test_a_forbidden_choice_is_refused_with_the_allowed_ones(
    settings: GuildSettings, request_: GenerationRequest, key: str, values: dict[str, object]
) -> None:
    error = refusal(settings, request_)

    assert (error.key, error.values) == (key, values)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (GuildSettings(sizes=("1536x1024", "2048x2048")), ("2048x2048", "medium", 1)),
        (GuildSettings(sizes=("2048x1152", "1152x2048", "1536x1024")), ("1536x1024", "medium", 1)),
        (GuildSettings(qualities=("low", "high")), ("1024x1024", "low", 1)),
        (GuildSettings(qualities=("high",)), ("1024x1024", "high", 1)),
        (GuildSettings(sizes=("512x512",), qualities=("ultra",)), ("1024x1024", "medium", 1)),
    ],
)
def test_an_omitted_option_uses_the_nearest_allowed_value(
    settings: GuildSettings, expected: tuple[str, str, int]
) -> None:
    request, _ = apply_guild_policy(settings, MODEL, ask(), ORIGIN)

    assert (request.size, request.quality, request.count) == expected


def test_a_maximum_count_below_all_choices_allows_the_smallest() -> None:
    model = MODEL.model_copy(update={"counts": (2, 4)})

    assert allowed_counts(GuildSettings(largest_count=1), model) == (2,)


@pytest.mark.parametrize(
    ("settings", "covered"),
    [
        (GuildSettings(), False),
        (GuildSettings(spoiler=True), True),
        (GuildSettings(spoiler_channels=(10,)), True),
        (GuildSettings(spoiler_channels=(5,)), True),
        (GuildSettings(spoiler_channels=(11,)), False),
    ],
)
def test_spoilers_apply_everywhere_or_in_the_configured_channels(
    settings: GuildSettings, covered: bool
) -> None:
    _, origin = apply_guild_policy(settings, MODEL, ask(), replace(ORIGIN, parent_channel_id=5))

    assert origin.spoiler is covered


def test_public_posts_use_the_servers_language_and_private_ones_the_members() -> None:
    settings = GuildSettings(language="de")

    assert apply_guild_policy(settings, MODEL, ask(), ORIGIN)[1].locale == "de"
    assert apply_guild_policy(settings, MODEL, ask(), replace(ORIGIN, private=True))[1].locale == "fr"


@pytest.mark.parametrize(
    ("settings", "operator_anyone", "roles", "key"),
    [
        (GuildSettings(), True, set(), None),
        (GuildSettings(), False, set(), "refused-not-yours"),
        (GuildSettings(repeat_by=RepeatBy.REQUESTER), True, set(), "refused-not-yours"),
        (GuildSettings(repeat_by=RepeatBy.ANYONE), False, set(), None),
        (GuildSettings(repeat_by=RepeatBy.ROLES, repeat_roles=(7,)), False, {7}, None),
        (GuildSettings(repeat_by=RepeatBy.ROLES, repeat_roles=(7,)), True, {8}, "rules-repeat"),
        (GuildSettings(repeat_by=RepeatBy.ROLES, repeat_roles=(7,)), False, None, None),
        (GuildSettings(repeat_by=RepeatBy.ROLES), True, {7}, "refused-not-yours"),
    ],
)
def test_repeat_permission_is_the_guilds_setting_or_else_the_operators(
    settings: GuildSettings, operator_anyone: bool, roles: set[int] | None, key: str | None
) -> None:
    error = repeat_denial(settings, operator_anyone=operator_anyone, role_ids=roles)

    assert (None if error is None else error.key) == key


@pytest.mark.parametrize(
    ("server", "operator", "sent"),
    [(None, None, 2), (1, None, 1), (6, None, 2), (None, 5, 5), (3, 5, 3), (6, 5, 5), (6, 1, 1)],
)
def test_a_server_cannot_be_more_permissive_than_the_operator(
    server: int | None, operator: int | None, sent: int
) -> None:
    settings = GuildSettings(safety_tolerance=server)

    assert safety_tolerance(settings, MODEL, operator) == sent
    assert safety_tolerance(settings, WITHOUT_SAFETY, operator) is None


_SETTINGS = st.builds(
    GuildSettings,
    channels=st.lists(st.integers(9, 12), max_size=3),
    roles=st.lists(st.integers(6, 9), max_size=3),
    sizes=st.lists(st.sampled_from([*(s.value for s in MODEL.sizes), "gone"]), max_size=4),
    qualities=st.lists(st.sampled_from(["low", "medium", "high", "gone"]), max_size=3),
    largest_count=st.none() | st.integers(1, 10),
    spoiler=st.booleans(),
    language=st.none() | st.just("ja"),
)
_REQUESTS = st.builds(
    ask,
    size=st.none() | st.sampled_from([s.value for s in MODEL.sizes]),
    quality=st.none() | st.sampled_from(["low", "medium", "high"]),
    count=st.none() | st.sampled_from([1, 2, 4]),
)


@given(_SETTINGS, _REQUESTS)
def test_an_accepted_request_is_allowed_and_only_omitted_options_change(
    settings: GuildSettings, request: GenerationRequest
) -> None:
    try:
        ruled, origin = apply_guild_policy(settings, MODEL, request, ORIGIN)
    except RefusedError:
        return

    assert apply_guild_policy(settings, MODEL, replace(ruled, defaulted=frozenset()), origin) == (
        ruled,
        origin,
    )
    for name in {"size", "quality", "count"} - request.defaulted:
        assert getattr(ruled, name) == getattr(request, name)


@given(_SETTINGS)
def test_a_member_with_an_allowed_role_in_an_allowed_channel_may_draw(settings: GuildSettings) -> None:
    origin = replace(
        ORIGIN,
        channel_id=next(iter(settings.channels), 10),
        role_ids=frozenset(settings.roles),
    )

    apply_guild_policy(settings, MODEL, ask(), origin)
