"""Route templates of calls: they contain no ID, token or model."""

from __future__ import annotations

import pytest

from bot.discord.observed_calls import route_of as discord_route
from bot.fal.observed_transport import route_of as fal_route


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/interactions/1101/aW50ZXI/callback", "/interactions/{id}/{token}/callback"),
        ("/webhooks/77/aW50ZXI/messages/@original", "/webhooks/{id}/{token}/messages/@original"),
        ("/webhooks/77/users", "/webhooks/{id}/{token}"),
        (
            "/channels/1/messages/2/reactions/%F0%9F%94%81/@me",
            "/channels/{id}/messages/{id}/reactions/{emoji}/@me",
        ),
        ("/channels/1/messages/2/reactions/messages", "/channels/{id}/messages/{id}/reactions/{emoji}"),
        ("/applications/9/guilds/8/commands", "/applications/{id}/guilds/{id}/commands"),
        ("/gateway/bot", "/gateway/bot"),
        ("/somewhere/new", "/{id}/{id}"),
    ],
)
def test_routes_of_discord(path: str, route: str) -> None:
    assert discord_route(path) == route


@pytest.mark.parametrize(
    ("method", "path", "route"),
    [
        ("POST", "/fal-ai/gpt-image-2/edit", "/{model}"),
        ("POST", "/prefix/fal-ai/flux-2", "/{model}"),
        ("GET", "/fal-ai/flux-2/requests/0f-1/status", "/{model}/requests/{id}/status"),
        ("GET", "/fal-ai/flux-2/requests/0f-1/status/stream", "/{model}/requests/{id}/status/stream"),
        ("GET", "/fal-ai/flux-2/requests/0f-1", "/{model}/requests/{id}"),
        ("GET", "/fal-ai/flux-2/requests/0f-1/response", "/{model}/requests/{id}"),
        ("PUT", "/fal-ai/flux-2/requests/0f-1/cancel", "/{model}/requests/{id}/cancel"),
        ("POST", "/storage/auth/token", "/storage/auth/token"),
        ("POST", "/files/upload", "/files/upload"),
        ("GET", "/fal-ai/flux-2/0f-1", "other"),
    ],
)
def test_routes_of_fal(method: str, path: str, route: str) -> None:
    assert fal_route(method, path) == route
