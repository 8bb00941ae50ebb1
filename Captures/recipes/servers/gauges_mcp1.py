"""Twelve tools listed in pages of five, on the low-level server of PyPI `mcp` 1.x."""

from __future__ import annotations

import contextlib

import mcp.types as types
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from serve import options, serve
from starlette.applications import Starlette
from starlette.routing import Mount

PAGE = 5
TOOLS = [
    types.Tool(
        name=f"gauge_{number:02d}",
        description=f"Reads or sets tide gauge {number}.",
        inputSchema={"type": "object", "properties": {"metres": {"type": "number"}}},
    )
    for number in range(12)
]

server = Server("gauge-board", version="5.1")


@server.list_tools()
async def list_tools(request: types.ListToolsRequest) -> types.ListToolsResult:
    start = int(request.params.cursor) if request.params and request.params.cursor else 0
    following = str(start + PAGE) if start + PAGE < len(TOOLS) else None
    return types.ListToolsResult(tools=TOOLS[start : start + PAGE], nextCursor=following)


@server.call_tool()
async def call_tool(name: str, arguments: dict) -> list[types.TextContent]:
    return [types.TextContent(type="text", text=f"{name}: {arguments.get('metres', 0)} m")]


manager = StreamableHTTPSessionManager(server)


@contextlib.asynccontextmanager
async def lifespan(app):
    async with manager.run():
        yield


serve(Starlette(routes=[Mount("/mcp", manager.handle_request)], lifespan=lifespan), options(__doc__).parse_args())
