"""An MCP server on an early PyPI `mcp` 1.x, whose latest revision is 2025-03-26."""

from mcp.server.fastmcp import Context, FastMCP
from serve import options, serve

import tides

arguments = options(__doc__).parse_args()
server = FastMCP("harbour-early", json_response=arguments.replies == "json", stateless_http=arguments.stateless)


@server.tool()
def tide_table(harbour: str, days: int = 1) -> list:
    """High and low water of a harbour for the coming days."""
    return tides.tide_table(harbour, days)


@server.tool()
async def survey(steps: int, context: Context) -> str:
    """Measures depth in several steps and tells how far it is."""
    for step in range(steps):
        await context.report_progress(step + 1, steps)
        await context.info(f"line {step + 1}")
    return f"{steps} lines surveyed"


serve(server.sse_app() if arguments.replies == "http-sse" else server.streamable_http_app(), arguments)
