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
    await request.body()
    return Response(status_code=204)


async def echo(request: Request) -> Response:
    """Takes what is posted, and has more to say than that."""
    return Response(await request.body() * 2, media_type="application/octet-stream")


serve(
    Starlette(
        routes=[
            Route("/reports/{name}", report),
            Route("/u", take, methods=["POST"]),
            Route("/echo", echo, methods=["POST"]),
        ]
    ),
    options(__doc__).parse_args(),
)
