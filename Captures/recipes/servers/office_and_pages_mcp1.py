"""Two MCP servers on PyPI `mcp` 1.x and a web page, told apart by the host name: an office that gives records out, and a
stranger who keeps notes and pages. What passes from the one to the other is what the client chooses to pass.
"""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager

from mcp.server.fastmcp import FastMCP
from mcp.server.transport_security import TransportSecuritySettings
from serve import options, serve
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Host, Mount, Route

import records


def fastmcp(name: str) -> FastMCP:
    return FastMCP(
        name,
        json_response=True,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )


def office() -> FastMCP:
    server = fastmcp("harbour-records")

    @server.tool()
    def read_record(name: str) -> str:
        """A record of the harbour office."""
        return records.RECORDS[name]

    return server


def pages() -> FastMCP:
    server = fastmcp("note-pages")

    @server.tool()
    def add_note(title: str, text: str) -> str:
        """Keeps a note."""
        return f"kept {title}"

    @server.resource("pages://by-name/{name}")
    def page(name: str) -> str:
        """A page by its name."""
        return "an empty page"

    return server


async def image(request: Request) -> Response:
    return Response(b"GIF89a", media_type="image/gif")


def application() -> Starlette:
    servers = {"records.example": office(), "pages.example": pages()}
    applications = {name: server.streamable_http_app() for name, server in servers.items()}

    @asynccontextmanager
    async def lifespan(_: Starlette):
        async with AsyncExitStack() as stack:
            for server in servers.values():
                await stack.enter_async_context(server.session_manager.run())
            yield

    return Starlette(
        routes=[
            Host("records.example", applications["records.example"]),
            Host(
                "pages.example",
                Starlette(routes=[Route("/seen.gif", image), Mount("/", applications["pages.example"])]),
            ),
        ],
        lifespan=lifespan,
    )


serve(application(), options(__doc__).parse_args())
