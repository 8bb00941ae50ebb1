"""A client on an early PyPI `mcp` 1.x: revision 2025-03-26, no `MCP-Protocol-Version` header anywhere."""

from __future__ import annotations

import argparse
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import anyio
import httpx
from mcp import ClientSession, types
from mcp.client.streamable_http import streamablehttp_client

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from lab import truth, wire  # noqa: E402


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--truth", required=True)
    options = parser.parse_args()
    recorder = wire.Recorder("session")

    def factory(headers=None, timeout=None, auth=None) -> httpx.AsyncClient:
        transport = wire.recording_transport(recorder, httpx)
        return httpx.AsyncClient(
            transport=transport, headers=headers, timeout=timeout, auth=auth, trust_env=False, follow_redirects=True
        )

    name = types.Implementation(name="chart-table", version="1.1.0")
    async with streamablehttp_client(options.url, httpx_client_factory=factory) as (reading, writing, _):
        async with ClientSession(reading, writing, client_info=name) as session:
            await session.initialize()
            await session.list_tools()
            await session.call_tool("tide_table", {"harbour": "Saltwick", "days": 2})
            await session.call_tool("survey", {"steps": 3})
            await session.call_tool("tide_table", {"harbour": "Atlantis"})

    def software() -> dict[str, str]:
        return {"python": platform.python_version(), **{name: version(name) for name in ("mcp", "httpx", "httpcore")}}

    truth.write(options.truth, [recorder], software)


anyio.run(main)
