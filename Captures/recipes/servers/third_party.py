"""The third host of `reports_mcp1.py`: gives reports out, takes whatever is posted."""

from __future__ import annotations

from serve import options, serve
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
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


serve(
    Starlette(routes=[Route("/reports/{name}", report), Route("/u", take, methods=["POST"])]),
    options(__doc__).parse_args(),
)
