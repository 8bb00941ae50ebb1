"""A small server of revision 2025-03-26 by hand on Starlette: the one revision in which batches are allowed.

The Python SDK refuses batches; servers that accept them exist in other languages.
"""

from __future__ import annotations

import json

from serve import options, serve
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

import tides

SESSION = "0d5c1b7e-52f4-4f0e-9a55-6d1f2a8b9c10"
TOOL = {
    "name": "tide_table",
    "description": "High and low water.",
    "inputSchema": {
        "type": "object",
        "properties": {"harbour": {"type": "string"}, "days": {"type": "integer"}},
        "required": ["harbour"],
    },
}


def answer(message: dict) -> dict | None:
    if "id" not in message:
        return None
    reply = {"jsonrpc": "2.0", "id": message["id"]}
    method, params = message["method"], message.get("params", {})
    if method == "initialize":
        return {
            **reply,
            "result": {
                "protocolVersion": "2025-03-26",
                "capabilities": {"tools": {}},
                "serverInfo": {"name": "batch-harbour", "version": "0.3.0"},
            },
        }
    if method == "tools/list":
        return {**reply, "result": {"tools": [TOOL]}}
    if method == "tools/call" and params["name"] == "tide_table":
        try:
            table = tides.tide_table(**params["arguments"])
            return {**reply, "result": {"content": [{"type": "text", "text": json.dumps(table)}], "isError": False}}
        except ValueError as error:
            return {**reply, "result": {"content": [{"type": "text", "text": str(error)}], "isError": True}}
    if method == "ping":
        return {**reply, "result": {}}
    return {**reply, "error": {"code": -32601, "message": f"no method {method}"}}


def events(replies: list[dict], together: bool):
    for value in [replies] if together else reversed(replies):
        yield f"data: {json.dumps(value)}\n\n"


async def endpoint(request: Request) -> Response:
    body = await request.json()
    messages = body if isinstance(body, list) else [body]
    replies = [reply for reply in map(answer, messages) if reply is not None]
    headers = {"Mcp-Session-Id": SESSION} if messages[0]["method"] == "initialize" else {}
    if not replies:
        return Response(status_code=202)
    # The query stands for a server's free choice of the form of its reply.
    if request.query_params.get("form") in ("event", "events"):
        together = request.query_params["form"] == "event"
        return StreamingResponse(events(replies, together), media_type="text/event-stream", headers=headers)
    return JSONResponse(replies if isinstance(body, list) else replies[0], headers=headers)


serve(Starlette(routes=[Route("/mcp", endpoint, methods=["POST"])]), options(__doc__).parse_args())
