"""Options of a server's URL: TLS as libpq names it, and one line for options that the driver does not have."""

from __future__ import annotations

import asyncio
import os
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import URL, make_url

from bot.db.engine import open_database
from bot.errors import StartupError
from tests.engines import POSTGRES_URL

server_only = pytest.mark.skipif(POSTGRES_URL not in os.environ, reason="needs a PostgreSQL server")
openssl_only = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")

# https://www.postgresql.org/docs/current/protocol-message-formats.html, SSLRequest
_SSL_REQUEST = b"\x00\x00\x00\x08\x04\xd2\x16\x2f"


def _make_certificate(folder: Path, name: str) -> Path:
    """Return a file with a key and a certificate for 127.0.0.1."""
    path = folder / f"{name}.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=db"
    subprocess.run(
        [*command.split(), "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", path, "-out", f"{path}.crt"],
        check=True,
        capture_output=True,
    )
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    except (OSError, ssl.SSLError):
        pass
    finally:
        writer.close()


@asynccontextmanager
async def _tls_server(url: URL, certificate: Path) -> AsyncIterator[tuple[URL, list[str]]]:
    """Forward connections that use TLS to the server at ``url``, and refuse others; list the ciphers."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    ciphers: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if await reader.readexactly(len(_SSL_REQUEST)) != _SSL_REQUEST:
            writer.close()
            return
        writer.write(b"S")
        try:
            await writer.start_tls(context)
        except (OSError, ssl.SSLError):  # the client does not trust the certificate
            return
        ciphers.append(writer.get_extra_info("cipher")[0])
        there, back = await asyncio.open_connection(url.host, url.port or 5432)
        await asyncio.gather(_copy(reader, back), _copy(there, writer))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield url.set(host="127.0.0.1", port=server.sockets[0].getsockname()[1]), ciphers
    finally:
        server.close()


async def _connect(url: URL, **options: str | tuple[str, ...]) -> None:
    async with open_database(url.update_query_dict(options).render_as_string(hide_password=False)):
        pass


@server_only
@openssl_only
async def test_a_connection_is_encrypted_and_the_certificate_checked_as_the_url_says(tmp_path: Path) -> None:
    own, other = _make_certificate(tmp_path, "own"), _make_certificate(tmp_path, "other")
    async with _tls_server(make_url(os.environ[POSTGRES_URL]), own) as (url, ciphers):
        await _connect(url, sslmode="require")
        await _connect(url, sslmode="verify-full", sslrootcert=str(own))
        accepted = len(ciphers)
        with pytest.raises(StartupError, match="certificate verify failed"):
            await _connect(url, sslmode="verify-full", sslrootcert=str(other))
        with pytest.raises(StartupError):
            await _connect(url, sslmode="disable")

    assert accepted == len(ciphers) >= 2


@pytest.mark.parametrize(
    ("option", "value", "line"),
    [
        ("channel_binding", "require", "unsupported option channel_binding; supported: sslmode, sslrootcert"),
        ("sslmode", "always", "sslmode=always, expected disable, allow, prefer, require, verify-ca"),
        ("sslrootcert", "missing.pem", "sslrootcert: there is no file missing.pem"),
        ("sslcert", ("a.pem", "b.pem"), "the option sslcert is given twice"),
        ("command_timeout", "long", "could not convert string to float: 'long'"),
    ],
)
async def test_an_option_that_the_driver_does_not_accept_is_one_line(
    option: str, value: str | tuple[str, ...], line: str
) -> None:
    with pytest.raises(StartupError) as refused:
        await _connect(make_url("postgresql+asyncpg://easel:hunter2@127.0.0.1:1/easel"), **{option: value})

    assert refused.value.detail.startswith(f"DATABASE_URL: {line}")
    assert "hunter2" not in refused.value.detail and "\n" not in refused.value.detail
