"""Opens MCP sessions with PyPI `mcp` 1.x through a recording HTTP client. Shared by the client scripts."""

from __future__ import annotations

import argparse
import platform
import ssl
import sys
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

import httpx
from mcp import ClientSession, types
from mcp.client.sse import sse_client
from mcp.client.streamable_http import streamable_http_client

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from lab import truth, wire  # noqa: E402

MODEL = types.Implementation(name="chart-table", version="3.2.0")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--truth", required=True)
    parser.add_argument("--key-log")
    parser.add_argument("--authority", help="certificate that TLS servers are checked against")
    parser.add_argument("--local-address")
    parser.add_argument("--http2", nargs="?", const="offered", help="offer HTTP/2, or `only`: without being asked")
    parser.add_argument("--bearer", help="a token to send; an invented one")
    parser.add_argument("--play", default="usual")
    parser.add_argument("--label", default="session")
    return parser.parse_args()


def tls(options: argparse.Namespace) -> ssl.SSLContext | bool:
    if not options.authority:
        return False
    context = ssl.create_default_context(cafile=options.authority)
    if options.http2:
        context.set_alpn_protocols(["h2", "http/1.1"])
    context.keylog_filename = options.key_log
    return context


def recording_client(recorder, options, headers=None, timeout=None, auth=None) -> httpx.AsyncClient:
    transport = wire.recording_transport(
        recorder,
        httpx,
        verify=tls(options),
        http1=options.http2 != "only",
        http2=options.http2 is not None,
        local_address=options.local_address,
    )
    if options.bearer:
        headers = {**(headers or {}), "authorization": f"Bearer {options.bearer}"}
    return httpx.AsyncClient(
        transport=transport, headers=headers, timeout=timeout or httpx.Timeout(30, read=120), auth=auth, trust_env=False
    )


def software() -> dict[str, str]:
    names = ["mcp", "httpx", "httpcore", "h11", "anyio"]
    return {"python": platform.python_version(), **{name: version(name) for name in names}}


@asynccontextmanager
async def open_session(recorder, options, name=MODEL, host=None, **callbacks):
    """A session that is initialized, over Streamable HTTP or (URL ending in /sse) HTTP+SSE; under the name `host`."""
    if options.url.endswith("/sse"):

        def factory(headers=None, timeout=None, auth=None):
            return recording_client(recorder, options, headers, timeout, auth)

        transport = sse_client(options.url, httpx_client_factory=factory)
    else:
        transport = streamable_http_client(
            options.url, http_client=recording_client(recorder, options, {"host": host} if host else None)
        )
    async with transport as streams:
        async with ClientSession(streams[0], streams[1], client_info=name, **callbacks) as session:
            await session.initialize()
            yield session


@asynccontextmanager
async def unconnected(recorder, options, name=MODEL):
    """A session whose requests each have a connection of their own, as pauses of minutes want it."""
    http = recording_client(recorder, options, headers={"connection": "close"})
    async with streamable_http_client(options.url, http_client=http) as streams:
        async with ClientSession(streams[0], streams[1], client_info=name) as session:
            await session.initialize()
            yield session


def finish(options, *recorders) -> None:
    truth.write(options.truth, list(recorders), software)
