"""Channel and role menus, and threads, in a client and the REST API."""

from __future__ import annotations

import pytest

from sandbox.discord.defaults import with_component_defaults
from sandbox.discord.entities import ChannelType
from sandbox.discord.errors import ApiError
from sandbox.discord.payloads import channel_payload
from sandbox.discord.rules.components import ComponentType, check_message_components
from sandbox.discord.rules.form_errors import FormErrors

_MENU = {"type": int(ComponentType.CHANNEL_SELECT), "custom_id": "where", "min_values": 0, "max_values": 2}


def _checked(**changes):
    form = FormErrors()
    row = {"type": int(ComponentType.ACTION_ROW), "components": [_MENU | changes]}
    check_message_components([row], v2=True, form=form)
    form.raise_if_any()
    return with_component_defaults([row])[0]["components"][0]


def test_default_values_are_returned_with_string_ids():
    menu = _checked(default_values=[{"id": 12345, "type": "channel"}])

    assert menu["default_values"] == [{"id": "12345", "type": "channel"}]


@pytest.mark.parametrize(
    "values",
    [
        [{"id": 1, "type": "role"}],
        [{"id": "general", "type": "channel"}],
        [{"id": number, "type": "channel"} for number in range(3)],
    ],
)
def test_default_values_of_another_kind_or_too_many_are_refused(values):
    with pytest.raises(ApiError):
        _checked(default_values=values)


def test_a_thread_has_its_parents_permissions(studio):
    place = studio.place
    thread = place.guild.create_thread(place.gallery, "inside", place.alice)

    payload = channel_payload(thread, studio.sim.world.bot)

    assert (payload["type"], payload["parent_id"]) == (int(ChannelType.PUBLIC_THREAD), str(place.gallery.id))
    assert thread.overwrites is place.gallery.overwrites
    place.guild.delete_channel(place.gallery)
    assert thread.id not in studio.sim.world.channels
