"""URL policy: allowed URLs and addresses."""

from __future__ import annotations

import pytest

from bot.images import HostPolicy, HostRefusedError
from bot.images.url_policy import is_public_address, parse_url


@pytest.mark.parametrize(
    "url",
    [
        "https://fal.media/a.png",
        "https://v3b.fal.media/files/b/0a1b2c3d/x.png",
        "https://V3B.FAL.MEDIA/x.png",
        "https://fal.media:443/x.png",
    ],
)
def test_an_allowed_host_and_its_subdomains_pass(url: str) -> None:
    HostPolicy(allowed=("Fal.Media",)).check(parse_url(url))


@pytest.mark.parametrize(
    "url",
    [
        "http://fal.media/x.png",
        "https://fal.media:8443/x.png",
        "https://fal.media./x.png",
        "https://evilfal.media/x.png",
        "https://fal.media.evil.example/x.png",
        "https://fal.media@evil.example/x.png",
        "https://user:pass@fal.media/x.png",
        "https://evil.example/fal.media",
        "https://evil.example\\@fal.media/x.png",
        "https://\uff46al.media.evil.example/x.png",
        "https://127.0.0.1/x.png",
        "https://[::1]/x.png",
        "https://2130706433/x.png",
        "ftp://fal.media/x.png",
        "file:///etc/hostname",
        "https:///x.png",
        "fal.media/x.png",
    ],
)
def test_other_urls_are_refused(url: str) -> None:
    with pytest.raises((HostRefusedError, ValueError)):
        HostPolicy().check(parse_url(url))


ORIGIN = "http://LocalHost:8123/base"


def test_the_origin_of_the_queue_may_use_http_and_any_address() -> None:
    policy = HostPolicy(origin=ORIGIN)

    policy.check(parse_url("http://localhost:8123/x.png"))
    assert policy.trusts("localhost", 8123)


@pytest.mark.parametrize(
    "url",
    [
        "https://localhost:8123/x.png",
        "http://localhost/x.png",
        "http://localhost:22/x.png",
        "https://localhost/x.png",
        "http://sub.localhost:8123/x.png",
        "http://127.0.0.1:8123/x.png",
        "http://localhost.evil.example:8123/x.png",
        "http://localhost.:8123/x.png",
        "http://me@localhost:8123/x.png",
    ],
)
def test_the_origin_of_the_queue_must_match_exactly(url: str) -> None:
    with pytest.raises(HostRefusedError):
        HostPolicy(origin=ORIGIN).check(parse_url(url))


def test_the_origin_of_the_queue_is_trusted_on_no_other_port() -> None:
    assert not HostPolicy(origin=ORIGIN).trusts("localhost", 22)
    assert not HostPolicy().trusts("localhost", 8123)


def test_a_default_port_can_be_stated_or_omitted() -> None:
    HostPolicy(origin="https://gateway.example:443").check(parse_url("https://gateway.example/x.png"))
    HostPolicy(origin="http://gateway.example").check(parse_url("http://gateway.example:80/x.png"))


def test_an_entry_can_state_its_port() -> None:
    policy = HostPolicy(allowed=("fal.media", "files.corp:8443"))

    policy.check(parse_url("https://files.corp:8443/x.png"))
    policy.check(parse_url("https://a.files.corp:8443/x.png"))
    for url in ("https://files.corp/x.png", "http://files.corp:8443/x.png", "https://fal.media:8443/x.png"):
        with pytest.raises(HostRefusedError):
            policy.check(parse_url(url))


def test_an_empty_entry_is_an_error() -> None:
    with pytest.raises(ValueError, match="empty"):
        HostPolicy(allowed=("fal.media", " "))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%lo", "fd00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1", "example.com", "",
        "64:ff9b:1::a00:1", "64:ff9b:1:ffff::1", "::ffff:0:10.0.0.1", "::ffff:0:8.8.8.8", "::127.0.0.1",
        "::8.8.8.8", "fec0::1", "feff::1", "fe80::1%1", "192.88.99.1", "192.0.0.170", "192.0.0.9",
        "198.18.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.1", "240.0.0.1", "192.31.196.1",
        "192.52.193.1", "192.175.48.1", "100::1", "100:0:0:1::1", "2001::1", "2001:0:7f00:1::",
        "2001:20::1", "2001:db8::1", "3fff::1", "5f00::1", "64:ff9b::7f00:1", "2002:a9fe:a9fe::",
        "64:ff9b::c058:6301", "fc00::1", "ff0e::1", "4000::1",
    ],
)  # fmt: skip
def test_non_public_addresses_are_recognized(address: str) -> None:
    assert not is_public_address(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "2606:4700::1111", "2a01:4f8::1", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_public_addresses_are_recognized(address: str) -> None:
    assert is_public_address(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.8", "[::1]"])
def test_an_address_on_the_allowlist_must_be_public(address: str) -> None:
    # A literal address is not resolved, so it is checked only here.
    with pytest.raises(HostRefusedError):
        HostPolicy(allowed=(address.strip("[]"),)).check(parse_url(f"https://{address}/x.png"))

    HostPolicy(allowed=("1.1.1.1",)).check(parse_url("https://1.1.1.1/x.png"))


@pytest.mark.parametrize("path", ["/a%2Fb?sig=a%2Bb+c%3d&x=%41", "/a/../b//c?u=[x]|'"])
def test_a_signed_url_is_requested_unchanged(path: str) -> None:
    assert parse_url(f"https://fal.media{path}").raw_path_qs == path


def test_an_invalid_url_cannot_inject_a_header() -> None:
    url = parse_url("https://fal.media/a b\r\nX-Key: 1\u00e9")

    assert not set(url.raw_path_qs) & set(" \r\n\u00e9")
