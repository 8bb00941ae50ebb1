"""A session over WebSocket with PyPI `mcp` 1.x; messages are recorded between session and transport."""

from __future__ import annotations

from contextlib import asynccontextmanager

import anyio
from mcp import ClientSession
from mcp.client.websocket import websocket_client
from mcp.shared.message import SessionMessage
from session_mcp1 import MODEL, arguments, finish

from lab.wire import Recorder


@asynccontextmanager
async def recorded(streams, recorder: Recorder, exchange: dict):
    """The same streams, with everything that passes noted."""
    outer_write, from_session = anyio.create_memory_object_stream(0)
    to_session, outer_read = anyio.create_memory_object_stream(0)

    def note(direction: str, item: SessionMessage) -> None:
        body = item.message.model_dump_json(by_alias=True, exclude_none=True).encode()
        if direction == "s2c":
            recorder.take_json(exchange, body)
            return
        recorder._take_body("c2s", body, exchange, 0)
        recorder.request_sent(exchange, only=recorder.messages[-1])

    async def outward() -> None:
        async with from_session, streams[1]:
            async for item in from_session:
                note("c2s", item)
                await streams[1].send(item)

    async def inward() -> None:
        async with to_session:
            async for item in streams[0]:
                note("s2c", item)
                await to_session.send(item)

    async with anyio.create_task_group() as group:
        group.start_soon(outward)
        group.start_soon(inward)
        yield outer_read, outer_write
        group.cancel_scope.cancel()


async def main() -> None:
    options = arguments()
    recorder = Recorder(options.label)
    recorder.transport = "websocket"
    exchange = recorder.open_exchange("GET", options.url.replace("ws://", "http://"), {}, b"")
    exchange.update(status=101, http_version="HTTP/1.1", whole_response=True)
    async with websocket_client(options.url) as streams, recorded(streams, recorder, exchange) as (reading, writing):
        async with ClientSession(reading, writing, client_info=MODEL) as session:
            await session.initialize()
            await session.list_tools()
            await session.call_tool("tide_table", {"harbour": "Saltwick", "days": 3})
            await session.call_tool("tide_table", {"harbour": "Møllevik"})
            await session.call_tool("tide_table", {"harbour": "Atlantis"})
    finish(options, recorder)


anyio.run(main)
