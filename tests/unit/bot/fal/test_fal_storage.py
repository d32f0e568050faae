"""Uploads of reference pictures to fal's storage, over real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.fal.errors import FailureKind
from bot.fal.storage import FalStorage, _StorageTransport
from bot.jobs.ports import LocalFilesError
from bot.jobs.reference_ports import StorageBusyError, StorageRefusedError
from sandbox.clock import SandboxClock
from sandbox.fal import FalSimulator
from sandbox.faults import Faults
from tests.unit.bot.fal.fal_client_fixture import KEY

DATA = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400
DAY = 24 * 3600.0


class Bench:
    """A storage client, the simulator behind it, and a file."""

    def __init__(
        self, fal: FalSimulator, storage: FalStorage, clock: SandboxClock, faults: Faults, file: Path
    ):
        self.fal, self.storage, self.clock, self.faults, self.file = fal, storage, clock, faults, file

    async def upload(self) -> str:
        uploaded = await self.storage.upload(self.file, media_type="image/png", lifetime_seconds=DAY)
        assert uploaded.expires_at == pytest.approx(self.clock.now() + DAY, abs=60)
        return uploaded.url

    def calls(self) -> list[tuple[str, int | None]]:
        return [(one.path.split("?")[0], one.status) for one in self.fal.exchanges]


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    clock, faults, file = SandboxClock(), Faults(), tmp_path / "0"
    file.write_bytes(DATA)
    async with (
        FalSimulator(clock=clock, faults=faults, key=KEY) as fal,
        FalStorage(key=KEY, clock=clock, rest_url=fal.rest_url) as storage,
    ):
        yield Bench(fal, storage, clock, faults, file)


@pytest.mark.parametrize("off", ["", "fal_http_client"])
async def test_the_storage_receives_the_file_with_a_lifetime_and_a_token_instead_of_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, off: str
) -> None:
    monkeypatch.setenv("EASEL_TUNING_OFF", off)
    clock, faults, file = SandboxClock(), Faults(), tmp_path / "0"
    file.write_bytes(DATA)
    async with (
        FalSimulator(clock=clock, faults=faults, key=KEY) as fal,
        FalStorage(key=KEY, clock=clock, rest_url=fal.rest_url) as storage,
        httpx.AsyncClient() as http,
    ):
        uploaded = await storage.upload(file, media_type="image/png", lifetime_seconds=DAY)
        (stored,) = fal.storage.stored
        read = await http.get(uploaded.url)
        clock.advance(DAY + 60)
        expired = await http.get(uploaded.url)

    assert (read.content, read.headers["Content-Type"]) == (DATA, "image/png")
    assert expired.status_code == 404
    assert uploaded.expires_at <= stored.expires_at < uploaded.expires_at + 60
    assert stored.headers["X-Fal-File-Name"] == "reference.png"
    assert stored.headers["Authorization"].startswith("Bearer ")
    assert KEY not in str(stored.headers)
    assert str(tmp_path) not in str(stored.headers)


async def test_a_token_is_reused_until_it_expires(bench: Bench) -> None:
    for seconds in (0.0, 1800.0, 2400.0):
        bench.clock.advance(seconds)
        await bench.upload()

    token, upload = ("/storage/auth/token", 200), ("/files/upload", 200)
    assert bench.calls() == [token, upload, upload, token, upload]


async def test_a_revoked_token_is_replaced_once(bench: Bench) -> None:
    await bench.upload()
    bench.fal.storage.revoke_tokens()
    await bench.upload()
    bench.fal.storage.revoke_tokens()
    bench.faults.arm("fal.upload.401", times=5)

    with pytest.raises(StorageRefusedError) as refused:
        await bench.upload()

    assert refused.value.failure.kind is FailureKind.CREDENTIALS
    assert len(bench.fal.storage.stored) == 2
    assert [status for path, status in bench.calls() if path == "/files/upload"] == [200, 401, 200, 401, 401]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("fal.storage.401", FailureKind.CREDENTIALS),
        ("fal.storage.403-balance", FailureKind.BALANCE),
        ("fal.upload.401", FailureKind.CREDENTIALS),
        ("fal.upload.403", FailureKind.BALANCE),
        ("fal.upload.413", FailureKind.INVALID),
    ],
)
async def test_a_refusal_is_classified(bench: Bench, fault: str, kind: FailureKind) -> None:
    bench.faults.arm(fault)

    with pytest.raises(StorageRefusedError) as refused:
        await bench.upload()

    assert refused.value.failure.kind is kind
    assert bench.fal.storage.stored == []


@pytest.mark.parametrize(
    "fault",
    [
        *(f"fal.storage.{kind}" for kind in ("429", "500", "compressed", "foreign", "foreign-base", "reset")),
        *(f"fal.upload.{kind}" for kind in ("429", "500", "502-nginx", "foreign", "reset")),
        *(f"fal.upload.{kind}" for kind in ("garbage", "half-answer", "taken-then-reset")),
        *(f"fal.upload.{kind}" for kind in ("echo-url", "endless", "foreign-url")),
    ],
)
async def test_any_other_failure_is_left_to_the_caller_to_repeat(bench: Bench, fault: str) -> None:
    bench.faults.arm(fault, retry_after=7)

    with pytest.raises(StorageBusyError) as busy:
        await bench.upload()
    sent_once = 1 if "storage" in fault else 2
    await bench.fal.until(lambda: len(bench.calls()) >= sent_once)
    calls = bench.calls()
    url = await bench.upload()

    assert len(calls) == sent_once
    assert bench.fal.storage.find(httpx.URL(url).path) is not None
    assert busy.value.retry_after == (7.0 if fault.endswith("429") else None)
    assert "Bearer" not in str(busy.value)
    assert {one.host for one in bench.fal.exchanges} == {"storage"}


@pytest.mark.parametrize("fault", ["fal.storage.slow", "fal.upload.slow"])
async def test_an_upload_without_an_answer_ends(bench: Bench, fault: str) -> None:
    bench.faults.arm(fault, seconds=1000.0)
    upload = asyncio.create_task(bench.upload())
    await bench.fal.until(lambda: bench.faults.taken == [fault])

    bench.clock.advance(120.0)

    with pytest.raises(StorageBusyError):
        await upload


@pytest.mark.parametrize("fault", ["fal.storage.echo", "fal.upload.echo"])
async def test_credentials_in_a_refusal_are_masked(bench: Bench, fault: str) -> None:
    bench.faults.arm(fault)

    with pytest.raises(StorageRefusedError) as refused:
        await bench.upload()

    said = repr(refused.value.failure) + str(refused.value)
    assert "***" in said
    assert "test-secret" not in said
    for token in bench.fal.storage.tokens:
        assert token[:16] not in said


async def test_a_missing_local_file_is_not_an_error_of_fal(bench: Bench) -> None:
    bench.file.unlink()

    with pytest.raises(LocalFilesError):
        await bench.upload()

    assert bench.fal.exchanges == []


async def test_without_another_base_url_only_hosts_of_fal_are_used() -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return httpx.Response(200, json={})

    transport = _StorageTransport(httpx.MockTransport(answer), rest_url=None)
    transport.upload_to("https://v4.fal.media")
    for url in ("https://rest.fal.ai/storage/auth/token", "https://v3.fal.media/files/upload"):
        await transport.handle_async_request(httpx.Request("POST", url))

    assert seen == ["https://rest.fal.ai/storage/auth/token", "https://v3.fal.media/files/upload"]
    assert transport.owns("https://v3b.fal.media/files/r/1.png")
    for foreign in (
        "http://v3.fal.media/1.png",
        "https://v3.fal.media:8443/1.png",
        "https://evilfal.media/1.png",
        "https://fal.media.example.net/1.png",
        "https://user@fal.media/1.png",
        "https://169.254.169.254/latest",
        "not a URL",
    ):
        assert not transport.owns(foreign)
