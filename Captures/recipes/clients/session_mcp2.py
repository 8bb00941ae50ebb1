"""Opens MCP clients with PyPI `mcp` 2.x through a recording HTTP client. Shared by the client scripts."""

from __future__ import annotations

import argparse
import platform
import ssl
import sys
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

import httpx2
from mcp import Client
from mcp.client.sse import sse_client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import Implementation

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from lab import truth, wire  # noqa: E402

NAME = Implementation(name="chart-table", version="4.0.1")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--truth", required=True)
    parser.add_argument("--key-log")
    parser.add_argument("--authority", help="certificate that TLS servers are checked against")
    parser.add_argument("--local-address")
    parser.add_argument("--http2", nargs="?", const="offered", help="offer HTTP/2, or `only`: without being asked")
    parser.add_argument("--mode", default="auto", help="auto, legacy, or a revision")
    parser.add_argument("--play", default="usual")
    parser.add_argument("--label", default="session")
    return parser.parse_args()


def tls(options: argparse.Namespace) -> ssl.SSLContext | bool:
    if not options.authority:
        return False
    context = ssl.create_default_context(cafile=options.authority)
    context.keylog_filename = options.key_log
    return context


def recording_client(recorder, options, headers=None, timeout=None, auth=None) -> httpx2.AsyncClient:
    transport = wire.recording_transport(
        recorder,
        httpx2,
        verify=tls(options),
        http1=options.http2 != "only",
        http2=options.http2 is not None,
        local_address=options.local_address,
    )
    return httpx2.AsyncClient(
        transport=transport,
        headers=headers,
        timeout=timeout or httpx2.Timeout(30, read=120),
        auth=auth,
        trust_env=False,
    )


def software() -> dict[str, str]:
    names = ["mcp", "httpx2", "httpcore2", "h11", "anyio"]
    return {"python": platform.python_version(), **{name: version(name) for name in names}}


@asynccontextmanager
async def open_client(recorder, options, **callbacks):
    """A connected client, over Streamable HTTP or (URL ending in /sse) HTTP+SSE."""
    http = recording_client(recorder, options)
    if options.url.endswith("/sse"):
        transport = sse_client(
            options.url,
            httpx_client_factory=lambda headers=None, timeout=None, auth=None: recording_client(
                recorder, options, headers, timeout, auth
            ),
        )
    else:
        transport = streamable_http_client(options.url, http_client=http)
    async with http, Client(transport, client_info=NAME, mode=options.mode, **callbacks) as client:
        yield client


def finish(options, *recorders) -> None:
    truth.write(options.truth, list(recorders), software)
