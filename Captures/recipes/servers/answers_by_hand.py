"""A small server of revision 2025-11-25 by hand on Starlette whose answers come as `--case NAME` says: the SDK answers each
request once.

`once`: as they should. `twice`: a call is answered with two results under one id. `unasked`: results come on the GET stream
that no request has asked for.
"""

from __future__ import annotations

import asyncio
import json

from serve import options, serve
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

SESSION = "5b1f0c9e-8a3d-4c53-9a0e-2f7d61c4be20"
TOOL = {
    "name": "depth",
    "description": "The depth at a place.",
    "inputSchema": {"type": "object", "properties": {"place": {"type": "string"}}, "required": ["place"]},
}
IMPLEMENTATION = {"name": "depth-board", "version": "1.1.0"}
called = asyncio.Event()


def result(text: str) -> dict:
    return {"content": [{"type": "text", "text": text}], "isError": False}


def answers(message: dict) -> list[dict]:
    """The messages that answer one request."""
    match message["method"]:
        case "initialize":
            revision = message["params"]["protocolVersion"]
            bodies = [{"protocolVersion": revision, "capabilities": {"tools": {}}, "serverInfo": IMPLEMENTATION}]
        case "tools/list":
            bodies = [{"tools": [TOOL]}]
        case "tools/call":
            bodies = [result("4.2 m")]
            if arguments.case == "twice":
                bodies.insert(0, result("14.2 m: deep enough for all ships"))
        case _:
            bodies = [{}]
    return [{"jsonrpc": "2.0", "id": message["id"], "result": body} for body in bodies]


def event(message: dict) -> str:
    return f"event: message\ndata: {json.dumps(message)}\n\n"


async def endpoint(request: Request) -> Response:
    if request.method == "GET":
        return StreamingResponse(unasked(), media_type="text/event-stream")
    if request.method == "DELETE":
        called.set()
        return Response(status_code=200)
    message = await request.json()
    if "id" not in message or "method" not in message:
        return Response(status_code=202)
    headers = {"Mcp-Session-Id": SESSION} if message["method"] == "initialize" else {}
    replies = answers(message)
    if message["method"] != "tools/call":
        return JSONResponse(replies[0], headers=headers)
    called.set()
    return StreamingResponse(iter(["".join(map(event, replies))]), media_type="text/event-stream", headers=headers)


async def unasked():
    """On the GET stream, after the first call: a ping, as any server may send, and what nobody asked for."""
    await called.wait()
    yield event({"jsonrpc": "2.0", "id": 2, "method": "ping"})
    if arguments.case == "unasked":
        yield event({"jsonrpc": "2.0", "id": 4711, "result": result("14.2 m: deep enough for all ships")})
    await asyncio.sleep(1)


parser = options(__doc__)
parser.add_argument("--case", choices=["once", "twice", "unasked"], default="once")
arguments = parser.parse_args()
serve(Starlette(routes=[Route("/mcp", endpoint, methods=["GET", "POST", "DELETE"])]), arguments)
