"""The third host of `reports_mcp1.py` and `pace_mcp1.py`: gives reports out, takes whatever is posted, and has an answer
that lasts (`/watch`, and `/watch-silently`)."""

from __future__ import annotations

import anyio
from serve import options, serve
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

import tides

KILOBYTES = {"berths": 12, "pilots": 9, "dues": 15}


async def report(request: Request) -> Response:
    return PlainTextResponse(tides.chart_text(KILOBYTES[request.path_params["name"]]))


async def take(request: Request) -> Response:
    body = await request.body()
    if "echo" in request.query_params:
        return Response(body * 2, media_type="application/octet-stream")
    return Response(status_code=204)


async def watch(request: Request) -> Response:
    pauses = [25.2] if request.url.path.endswith("silently") else [1.8] * 14

    async def blanks():
        for pause in pauses:
            await anyio.sleep(pause)
            yield b"\n"

    return StreamingResponse(blanks(), media_type="application/octet-stream")


serve(
    Starlette(
        routes=[Route("/reports/{name}", report), Route("/u", take, methods=["POST"]), Route("/watch", watch)]
        + [Route("/watch-silently", watch)],
    ),
    options(__doc__).parse_args(),
)
