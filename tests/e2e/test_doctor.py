"""Doctor: one line per check that is correct for any response, gives advice, and never leaks a secret."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text

from bot.db.engine import open_database
from bot.ops.doctor import run_checks
from config.errors import SettingsError
from sandbox.fal import FAULT_NAMES
from sandbox.server import open_sandbox
from tests.cli_commands import easel
from tests.e2e.harness import open_harness
from tests.fixtures import load_cb6fe78

HTML = "<!doctype html><title>Sign in</title>"
# Parameters of foreign responses, which are no evidence about a key or token.
FOREIGN = [
    {"status": 200},
    {"status": 200, "body": "{}"},
    {"status": 200, "body": '{"status": "OK"}'},
    {"status": 200, "body": "[" * 100_000},
    {"status": 302, "location": "https://portal.example/login"},
    {"status": 401},
    {"status": 401, "body": '{"error": "sign in"}'},
    {"status": 401, "body": '{"message": "Unauthorized", "code": 7}'},
    {"status": 402},
    {"status": 403},
    {"status": 403, "body": '{"blocked": true}'},
    {"status": 404},
    {"status": 404, "body": '{"detail": "Not Found"}'},
    {"status": 405},
    {"status": 429},
    {"status": 429, "body": "{}"},
    {"status": 500},
    {"status": 503},
    {"status": 511},
]
FAL_FAULTS = [
    ("fal.status.404", {}, "ok"),
    ("fal.status.401", {}, "FAIL"),
    ("fal.status.403", {}, "FAIL"),
    ("fal.status.429", {}, "????"),
    ("fal.status.500", {}, "????"),
    ("fal.status.503", {}, "????"),
    ("fal.status.nginx", {}, "????"),
    ("fal.status.garbage", {}, "????"),
    ("fal.status.reset", {}, "????"),
    ("fal.status.slow", {"seconds": 1000}, "????"),
    ("fal.status.endless", {}, "????"),
    *(("fal.status.foreign", params, "????") for params in FOREIGN),
]
DISCORD_FAULTS = [
    ("discord.rest.401", {}, "FAIL"),
    ("discord.rest.403", {}, "????"),
    ("discord.rest.429", {"retry_after": 3600}, "????"),
    ("discord.rest.429-cloudflare", {}, "????"),
    ("discord.rest.500", {}, "????"),
    ("discord.rest.503", {}, "????"),
    ("discord.rest.reset", {}, "????"),
    ("discord.rest.half-answer", {}, "????"),
    ("discord.rest.slow", {"seconds": 1000}, "????"),
    ("discord.rest.endless", {}, "????"),
    *(("discord.rest.foreign", params, "????") for params in FOREIGN),
]


@pytest.fixture
async def box():
    async with open_sandbox() as sandbox:
        yield sandbox


async def lines_of(settings, **options):
    said = []
    passed = await run_checks(settings, said.append, seconds=2.0, **options)
    return {line[6:].split()[0]: line for line in said}, passed


@asynccontextmanager
async def other_host():
    """Yield the port of a server on another port, and the requests that it received."""
    received = []

    async def handle(reader, writer):
        received.append(await reader.readuntil(b"\r\n\r\n"))
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], received


@pytest.mark.parametrize(("fault", "params", "label"), FAL_FAULTS)
async def test_the_key_is_judged_only_by_responses_from_fal_itself(box, tmp_path, fault, params, label):
    box.faults.arm(fault, **params)
    lines, passed = await lines_of(box.settings(tmp_path))

    assert fault in box.faults.taken
    assert lines["fal"].startswith(label)
    assert passed is (label == "ok")
    assert ("cannot tell whether fal accepts the key" in lines["fal"]) is (label == "????")
    assert ("the key is accepted" in lines["fal"]) is (label == "ok")
    assert "secret" not in lines["fal"]


@pytest.mark.parametrize(("fault", "params", "label"), DISCORD_FAULTS)
async def test_the_token_is_judged_only_by_responses_from_discord_itself(box, tmp_path, fault, params, label):
    # aiohttp repeats a GET once if its connection closes without a response.
    box.faults.arm(fault, route="GET /users/@me", times=2, **params)
    lines, passed = await lines_of(box.settings(tmp_path))

    assert fault in box.faults.taken
    assert lines["discord"].startswith(label)
    assert not passed
    assert ("cannot tell whether Discord accepts the token" in lines["discord"]) is (label == "????")
    assert box.discord.token not in "".join(lines.values())


@pytest.mark.parametrize("path", ["/gateway/bot", "/oauth2/applications/@me"])
@pytest.mark.parametrize("params", FOREIGN)
async def test_the_form_of_every_discord_response_is_checked(box, tmp_path, path, params):
    box.faults.arm("discord.rest.foreign", route=f"GET {path}", **params)
    lines, passed = await lines_of(box.settings(tmp_path))

    assert not passed
    assert lines["discord" if "gateway" in path else "servers"].startswith("????")


async def test_the_form_in_use_is_named_if_no_schema_is_read(box, tmp_path):
    lines, passed = await lines_of(box.settings(tmp_path))

    assert passed
    assert lines["wire"].startswith("ok")
    assert "'playground'" in lines["wire"]


async def test_the_form_that_matches_the_published_schema_is_named(tmp_path):
    async with open_sandbox(published=True) as box:
        lines, passed = await lines_of(box.settings(tmp_path))

    assert passed
    assert lines["wire"].startswith("ok")
    assert "'published'" in lines["wire"]
    assert "matches the published schema" in lines["wire"]


SCHEMA_FAULTS = sorted(
    name
    for name in FAULT_NAMES
    if name.startswith("fal.schema.") and not name.endswith((".slow", ".other-inputs", ".repeating"))
)


@pytest.mark.parametrize("fault", SCHEMA_FAULTS)
async def test_a_schema_that_cannot_be_read_is_a_warning(tmp_path, fault):
    async with open_sandbox(published=True) as box:
        box.faults.arm(fault, times=2)
        lines, passed = await lines_of(box.settings(tmp_path))

    assert passed
    assert lines["wire"].startswith("WARN")
    assert "cannot tell whether fal-ai/gpt-image-2" in lines["wire"]


async def test_each_difference_from_the_published_schema_is_named(tmp_path):
    async with open_sandbox(published=True) as box:
        box.faults.arm("fal.schema.other-inputs")
        lines, passed = await lines_of(box.settings(tmp_path))

    assert passed
    assert lines["wire"].startswith("WARN")
    for difference in ("quality: sent, but not in", "style: required by", "size: sent, but not in"):
        assert difference in lines["wire"]


async def test_images_of_the_wrong_size_are_named(tmp_path):
    async with open_harness(tmp_path) as harness:
        harness.faults.arm("fal.job.published")
        await harness.draw(size="1536x1024")
        await harness.wait_idle()
        lines, passed = await lines_of(harness.app.settings)

    assert passed
    assert lines["wire"].startswith("WARN")
    assert "requested 1536x1024, drawn 1024x768" in lines["wire"]


async def test_an_exhausted_session_start_limit_fails_and_names_the_renewal_time(box, tmp_path):
    box.faults.arm("discord.gateway.few-starts", remaining=3)
    lines, passed = await lines_of(box.settings(tmp_path))

    assert not passed
    assert lines["discord"].startswith("FAIL")
    assert "only 3 session starts are left" in lines["discord"]
    assert "Discord renews them in 24 h" in lines["discord"]


@pytest.mark.parametrize("setting", ["FAL_QUEUE_URL", "DISCORD_API_URL"])
async def test_a_refused_connection_fails_and_names_the_setting(box, tmp_path, setting):
    lines, passed = await lines_of(box.settings(tmp_path, **{setting: "http://127.0.0.1:1"}))

    assert not passed
    line = lines["fal" if setting == "FAL_QUEUE_URL" else "discord"]
    assert line.startswith("FAIL")
    assert setting in line


@pytest.mark.parametrize("fault", ["fal.status.foreign", "discord.rest.foreign"])
async def test_a_redirect_is_not_followed_to_another_host(box, tmp_path, fault):
    async with other_host() as (port, received):
        box.faults.arm(fault, status=302, location=f"http://127.0.0.1:{port}/login")
        await lines_of(box.settings(tmp_path))

    assert fault in box.faults.taken
    assert received == []


async def test_a_proxy_from_the_environment_gets_neither_key_nor_token(box, tmp_path):
    async with other_host() as (port, received):
        proxies = dict.fromkeys(("HTTP_PROXY", "http_proxy", "ALL_PROXY"), f"http://127.0.0.1:{port}")
        ended = await easel(tmp_path, {**box.environment(tmp_path), **proxies}, "doctor")

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert received == []


@pytest.mark.parametrize(
    ("public", "settings", "label"),
    [
        (True, {"QUOTA_SERVER_DAILY_CREDITS": "none"}, "WARN"),
        (True, {"QUOTA_SERVER_DAILY_CREDITS": "100"}, "ok"),
        (True, {}, "WARN"),
        (True, {"QUOTA_BOT_DAILY_CREDITS": "none"}, "WARN"),
        (True, {"QUOTA_SERVER_DAILY_CREDITS": "none", "ALLOWED_GUILD_IDS": "1,2"}, "ok"),
        (False, {"QUOTA_SERVER_DAILY_CREDITS": "none"}, "ok"),
    ],
)
async def test_a_public_application_without_a_limit_is_a_warning(box, tmp_path, public, settings, label):
    if not public:
        box.faults.arm("discord.application.private")
    lines, passed = await lines_of(box.settings(tmp_path, **settings))

    assert passed
    assert lines["servers"].startswith(label)
    assert ("Public Bot" in lines["servers"]) is (label == "WARN")


async def test_a_wrong_machine_clock_is_measured(box, tmp_path):
    box.faults.arm("discord.response.clock", seconds=-1200.0)
    lines, passed = await lines_of(box.settings(tmp_path))

    assert passed
    assert re.search(r"this machine's clock is (1199|120[01]) s ahead of Discord's", lines["discord"])


async def test_the_doctor_creates_nothing(tmp_path, box):
    database, spool = tmp_path / "deep" / "easel.db", tmp_path / "other" / "spool"
    settings = box.settings(tmp_path, DATABASE_URL=f"sqlite+aiosqlite:///{database}", SPOOL_DIR=str(spool))

    lines, passed = await lines_of(settings, repair=True)

    assert passed
    assert "does not exist yet" in lines["database"]
    assert lines["spool"].startswith("ok")
    assert "MiB free" in lines["spool"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("folder", ["/proc/x", "FILE/x", "FILE"])
async def test_the_doctor_names_an_unwritable_spool(tmp_path, box, folder):
    file = tmp_path / "file"
    file.write_text("")
    lines, passed = await lines_of(box.settings(tmp_path, SPOOL_DIR=folder.replace("FILE", str(file))))

    assert not passed
    assert lines["spool"].startswith("FAIL  spool      SPOOL_DIR: no files can be created in ")


async def test_the_doctor_warns_if_the_spool_can_outgrow_the_disk(tmp_path, box):
    lines, passed = await lines_of(box.settings(tmp_path, SPOOL_MAX_MIB="1000000"))

    assert passed
    assert lines["spool"].startswith("WARN")
    assert "SPOOL_MAX_MIB (1000000)" in lines["spool"]


async def test_the_doctor_names_missing_accounts_as_run_does(tmp_path, box):
    settings = box.settings(tmp_path).model_copy(update={"discord_token": None, "fal_key": None})
    lines, _ = await lines_of(settings)

    for name, setting in (("discord", "discord_token"), ("fal", "fal_key")):
        with pytest.raises(SettingsError) as raised:
            settings.require(setting)
        assert lines[name].endswith(str(raised.value))


async def test_the_doctor_checks_an_older_database_without_migrating_it(tmp_path, box):
    settings = box.settings(tmp_path)
    async with open_database(settings.database_url) as database:
        await load_cb6fe78(database)
        lines, _ = await lines_of(settings, repair=True)
        async with database.read() as connection:
            version = await connection.scalar(text("SELECT version_num FROM alembic_version"))

    assert version == "0002"
    assert "the next start upgrades the tables" in lines["database"]
    assert lines["ledger"].startswith("ok")
