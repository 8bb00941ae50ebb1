"""An MCP server on PyPI `fastmcp`, the framework most Python servers are written with."""

from __future__ import annotations

from fastmcp import Context, FastMCP
from serve import options, serve

import tides

server = FastMCP("harbour-fast", version="1.1.0", instructions="Tides of invented harbours.")


@server.tool
def tide_table(harbour: str, days: int = 1) -> list[dict]:
    """High and low water of a harbour for the coming days."""
    return tides.tide_table(harbour, days)


@server.tool
def search_notices(query: str, limit: int = 10) -> list[str]:
    """Notices to mariners that contain a word."""
    return tides.search_notices(query, limit)


@server.tool
async def survey(steps: int, context: Context) -> str:
    """Measures depth in several steps and tells how far it is."""
    for step in range(steps):
        await context.report_progress(step + 1, steps)
    return f"{steps} lines surveyed"


@server.resource("harbour://{name}/state")
def state(name: str) -> str:
    """Whether a harbour is open."""
    return "open"


arguments = options(__doc__).parse_args()
serve(
    server.http_app(path="/mcp", json_response=arguments.replies == "json", stateless_http=arguments.stateless or None),
    arguments,
)
