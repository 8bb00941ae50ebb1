"""An MCP server on PyPI `mcp` 2.x: revision 2026-07-28 and, for older clients, the earlier ones."""

from __future__ import annotations

from typing import Annotated

import anyio
from mcp.server import MCPServer
from mcp.server.mcpserver import Context, Elicit, ListRoots, Resolve, Sample
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from mcp.types import CreateMessageResult, ListRootsResult, SamplingMessage
from mcp_types import TextContent
from pydantic import BaseModel, Field
from serve import options, serve

import tides


class Booking(BaseModel):
    nights: int
    boat: str


def ask_booking(harbour: str) -> Elicit[Booking]:
    return Elicit(f"Berth at {harbour}: for how many nights, and which boat?", Booking)


def ask_model(start: str, end: str) -> Sample:
    question = TextContent(type="text", text=f"Name the main dangers between {start} and {end}.")
    return Sample([SamplingMessage(role="user", content=question)], max_tokens=200)


def ask_roots() -> ListRoots:
    return ListRoots()


def build() -> MCPServer:
    server = MCPServer(
        "harbour-office", version="2.4.0", instructions="Tides, notices and berths of four invented harbours."
    )

    @server.tool()
    def tide_table(harbour: str, days: int = 1) -> list[dict]:
        """High and low water of a harbour for the coming days."""
        return tides.tide_table(harbour, days)

    @server.tool()
    def search_notices(query: str, limit: int = 10) -> list[str]:
        """Notices to mariners that contain a word."""
        return tides.search_notices(query, limit)

    @server.tool(name="næste højvande", description="Next high water; the name is not ASCII.")
    def next_high_water(harbour: str) -> str:
        return f"{tides.tide_table(harbour, 1)[1]['time']}"

    @server.tool()
    def routed_lookup(
        region: Annotated[str, Field(json_schema_extra={"x-mcp-header": "Region"})],
        tier: Annotated[int, Field(json_schema_extra={"x-mcp-header": "Tier"})],
        word: str,
    ) -> str:
        """A lookup whose region and tier are repeated in HTTP headers."""
        return f"{word}: found in {region}, tier {tier}"

    @server.tool()
    def chart_text(kilobytes: int) -> str:
        """The soundings of a chart as text."""
        return tides.chart_text(kilobytes)

    @server.tool()
    async def survey(steps: int, seconds_per_step: float, context: Context) -> str:
        """Measures depth in several steps and tells how far it is."""
        for step in range(steps):
            await anyio.sleep(seconds_per_step)
            await context.report_progress(step + 1, steps, f"line {step + 1} of {steps}")
        return f"{steps} lines surveyed"

    @server.tool()
    async def quiet_survey(seconds: float) -> str:
        """Says nothing until it is done."""
        await anyio.sleep(seconds)
        return "done"

    @server.tool()
    async def close_harbour(harbour: str, context: Context) -> str:
        """Announces that a harbour is closed."""
        await context.notify_resource_updated("harbour://saltwick/state")
        await context.notify_resources_changed()
        return f"{harbour} is closed"

    @server.tool()
    async def open_office(context: Context) -> str:
        """Adds the tool for pilot requests, for as long as the office is open."""

        def request_pilot(ship: str) -> str:
            """Asks for a pilot."""
            return f"pilot ordered for {ship}"

        server.add_tool(request_pilot)
        await context.notify_tools_changed()
        return "open"

    @server.tool()
    def book_berth(harbour: str, booking: Annotated[Booking, Resolve(ask_booking)]) -> str:
        """Books a berth after asking for the missing particulars."""
        return f"{booking.boat} has a berth at {harbour} for {booking.nights} nights"

    @server.tool()
    def passage_advice(start: str, end: str, advice: Annotated[CreateMessageResult, Resolve(ask_model)]) -> str:
        """Asks the client's model for a passage plan."""
        return advice.content.text

    @server.tool()
    def outfit(
        harbour: str,
        booking: Annotated[Booking, Resolve(ask_booking)],
        folders: Annotated[ListRootsResult, Resolve(ask_roots)],
    ) -> str:
        """Needs two answers from the client."""
        return f"{booking.boat}: {len(folders.roots)} chart folders"

    @server.tool()
    def forbidden_area(name: str) -> str:
        """Refused with a JSON-RPC error."""
        raise MCPError(code=-32050, message=f"area {name} is not public")

    @server.resource("harbour://saltwick/state")
    def state() -> str:
        """Whether the harbour is open."""
        return "open"

    @server.prompt()
    def passage_prompt(start: str, end: str) -> str:
        """A prompt for planning a passage."""
        return f"Plan a day's passage from {start} to {end}."

    return server


def main() -> None:
    arguments = options(__doc__).parse_args()
    security = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    server = build()
    if arguments.replies == "http-sse":
        serve(server.sse_app(transport_security=security), arguments)
    else:
        serve(
            server.streamable_http_app(
                json_response=arguments.replies == "json",
                stateless_http=arguments.stateless,
                transport_security=security,
            ),
            arguments,
        )


main()
