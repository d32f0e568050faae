"""Message samples: embeds and layouts that Easel does not send, posted as another bot might."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from sandbox.discord.message_builder import MessageHeader, create_message
from sandbox.discord.messages import MessageFlag
from sandbox.discord.traffic_log import UploadedFile
from tests.e2e.harness import Harness

__all__ = ["post_parts"]


def post_parts(harness: Harness) -> None:
    """An embed, and a message of layout components with one of every kind."""
    world, studio = harness.world, harness.people.studio
    bot = MessageHeader(channel=studio, author=world.bot)
    create_message(
        world,
        bot,
        {
            "embeds": [
                {
                    "title": "An embed",
                    "description": "with **bold** words",
                    "color": 0x6A5AE8,
                    "fields": [
                        {"name": "One", "value": "1", "inline": True},
                        {"name": "Two", "value": "2", "inline": True},
                    ],
                    "footer": {"text": "the end"},
                }
            ]
        },
    )
    picture = io.BytesIO()
    Image.new("RGB", (64, 64), "teal").save(picture, "PNG")
    file = UploadedFile(
        field="files[0]",
        filename="teal.png",
        content_type="image/png",
        blob=world.files.keep(picture.getvalue()),
    )
    create_message(world, bot, {"flags": int(MessageFlag.IS_COMPONENTS_V2), "components": _layout()}, [file])


def _layout() -> list[dict[str, Any]]:
    return [
        {
            "type": 17,
            "accent_color": 0x3F9D6B,
            "components": [
                {"type": 10, "content": "# A layout\nwith text"},
                {
                    "type": 9,
                    "components": [{"type": 10, "content": "A section"}],
                    "accessory": {"type": 2, "style": 2, "label": "Beside", "custom_id": "beside"},
                },
                {"type": 14},
                {"type": 12, "items": [{"media": {"url": "attachment://teal.png"}, "description": "teal"}]},
            ],
        },
        {
            "type": 1,
            "components": [
                {"type": 2, "style": 5, "label": "Away", "url": "https://example.org/"},
                {"type": 2, "style": 4, "label": "Not now", "custom_id": "never", "disabled": True},
            ],
        },
        {
            "type": 1,
            "components": [
                {"type": 5, "custom_id": "people", "placeholder": "Whom?", "min_values": 1, "max_values": 3}
            ],
        },
        {"type": 99},
    ]
