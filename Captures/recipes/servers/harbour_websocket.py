"""MCP over WebSocket (never in the specification, in PyPI `mcp` 1.x until 2.0): low-level server, uvicorn."""

from __future__ import annotations

import json

import mcp.types as types
from mcp.server.lowlevel import Server
from mcp.server.websocket import websocket_server
from serve import options, serve
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

import tides

server = Server("harbour-socket", version="0.7")


@server.list_tools()
async def list_tools() -> list[types.Tool]:
    return [
        types.Tool(
            name="tide_table",
            description="High and low water of a harbour.",
            inputSchema={"type": "object", "properties": {"harbour": {"type": "string"}, "days": {"type": "integer"}}},
        )
    ]


@server.call_tool()
async def call_tool(name: str, arguments: dict) -> list[types.TextContent]:
    return [types.TextContent(type="text", text=json.dumps(tides.tide_table(**arguments), ensure_ascii=False))]


async def endpoint(websocket) -> None:
    async with websocket_server(websocket.scope, websocket.receive, websocket._send) as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


serve(Starlette(routes=[WebSocketRoute("/mcp", endpoint)]), options(__doc__).parse_args())
