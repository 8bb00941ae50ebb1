"""Servers that speak something like MCP which is not MCP."""

from __future__ import annotations

import asyncio
import json

from serve import options, serve
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

WORDS = "High water at Saltwick is at 11:02 and at 23:31 today .".split()
TASK = {"id": "task-1", "contextId": "c-1", "kind": "task", "status": {"state": "working"}}
RESULTS = {
    "web3_clientVersion": "example/v1.0.0",
    "eth_getBalance": "0x56bc75e2d63100000",
    "eth_blockNumber": "0x15a3c0",
    "eth_gasPrice": "0x3b9aca00",
    "net_version": "1",
    "ping": "pong",
    "message/send": TASK,
    "tasks/get": TASK,
    "tasks/cancel": {**TASK, "status": {"state": "canceled"}},
    "shutdown": None,
    "initialize": {
        "capabilities": {"hoverProvider": True, "textDocumentSync": 1},
        "serverInfo": {"name": "example-language-server", "version": "0.8.1"},
    },
    "textDocument/hover": {"contents": {"kind": "markdown", "value": "`def tide_table(...)`"}},
}


def answer(message: dict) -> dict | None:
    if "id" not in message:
        return None
    if message["method"] not in RESULTS:
        return {"jsonrpc": "2.0", "id": message["id"], "error": {"code": -32601, "message": "method not found"}}
    return {"jsonrpc": "2.0", "id": message["id"], "result": RESULTS[message["method"]]}


async def json_rpc(request: Request) -> Response:
    body = await request.json()
    if isinstance(body, dict) and body["method"] == "message/stream":
        updates = [
            {"kind": "status-update", "taskId": "task-1", "status": {"state": state}, "final": state == "completed"}
            for state in ("working", "completed")
        ]
        return stream([(None, {"jsonrpc": "2.0", "id": body["id"], "result": update}) for update in updates])
    replies = [reply for reply in map(answer, body if isinstance(body, list) else [body]) if reply]
    if not replies:
        return Response(status_code=204)
    return JSONResponse(replies if isinstance(body, list) else replies[0])


def stream(events: list[tuple[str | None, object]]) -> StreamingResponse:
    async def lines():
        for name, value in events:
            yield (
                f"event: {name}\n" if name else ""
            ) + f"data: {value if isinstance(value, str) else json.dumps(value)}\n\n"
            await asyncio.sleep(0.02)

    return StreamingResponse(lines(), media_type="text/event-stream")


async def chat(request: Request) -> Response:
    call = {
        "id": "call_1",
        "type": "function",
        "function": {"name": "tide_table", "arguments": '{"harbour":"Saltwick"}'},
    }
    if not (await request.json())["stream"]:
        return JSONResponse(
            {
                "id": "chatcmpl-1",
                "object": "chat.completion",
                "choices": [
                    {"index": 0, "message": {"role": "assistant", "tool_calls": [call]}, "finish_reason": "tool_calls"}
                ],
            }
        )
    chunks = [
        (
            None,
            {
                "id": "chatcmpl-2",
                "object": "chat.completion.chunk",
                "choices": [{"index": 0, "delta": {"content": word + " "}}],
            },
        )
        for word in WORDS
    ]
    return stream([*chunks, (None, "[DONE]")])


async def messages(request: Request) -> Response:
    use = {"type": "tool_use", "id": "toolu_1", "name": "tide_table", "input": {"harbour": "Saltwick"}}
    if not (await request.json())["stream"]:
        return JSONResponse(
            {"id": "msg_1", "type": "message", "role": "assistant", "content": [use], "stop_reason": "tool_use"}
        )
    deltas = [
        (
            "content_block_delta",
            {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": word + " "}},
        )
        for word in WORDS
    ]
    return stream([("message_start", {"type": "message_start"}), *deltas, ("message_stop", {"type": "message_stop"})])


async def tool_shed(request: Request) -> Response:
    return JSONResponse({"shed": "north", "tools": [{"name": "hammer", "shelf": 2}, {"name": "saw", "shelf": 4}]})


async def ticker(request: Request) -> Response:
    return stream([("hello", {"interval": 1}), *[("message", {"level_m": 2 + step / 10}) for step in range(5)]])


async def agent_card(request: Request) -> Response:
    return JSONResponse(
        {
            "name": "passage-planner",
            "url": str(request.base_url),
            "version": "1.0.0",
            "skills": [{"id": "plan", "name": "plan a passage", "description": "plans a passage", "tags": ["sea"]}],
        }
    )


serve(
    Starlette(
        routes=[
            Route("/", json_rpc, methods=["POST"]),
            Route("/v1/chat/completions", chat, methods=["POST"]),
            Route("/v1/messages", messages, methods=["POST"]),
            Route("/mcp", tool_shed, methods=["GET", "POST"]),
            Route("/sse", ticker),
            Route("/.well-known/agent-card.json", agent_card),
        ]
    ),
    options(__doc__).parse_args(),
)
