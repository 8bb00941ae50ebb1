"""An MCP server on PyPI `mcp` 1.x (revisions up to 2025-11-25)."""

from __future__ import annotations

import anyio
from mcp.server.auth.provider import AccessToken
from mcp.server.auth.settings import AuthSettings
from mcp.server.fastmcp import Context, FastMCP
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import McpError
from mcp.types import ErrorData, SamplingMessage, TextContent
from pydantic import BaseModel
from serve import options, serve

import tides

RESOURCE = "http://tides.example:8000/mcp"


class Booking(BaseModel):
    nights: int
    boat: str


def build(arguments) -> FastMCP:
    server = FastMCP(
        "harbour-office",
        instructions="Tides, notices and berths of four invented harbours.",
        json_response=arguments.replies == "json",
        stateless_http=arguments.stateless,
        event_store=arguments.event_store,
        retry_interval=arguments.retry_interval,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        **(authentication(arguments.token) if arguments.token else {}),
    )

    @server.tool()
    def tide_table(harbour: str, days: int = 1) -> list[dict]:
        """High and low water of a harbour for the coming days."""
        return tides.tide_table(harbour, days)

    @server.tool()
    def search_notices(query: str, limit: int = 10) -> list[str]:
        """Notices to mariners that contain a word."""
        return tides.search_notices(query, limit)

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
    async def close_harbour(harbour: str, context: Context) -> str:
        """Announces that a harbour is closed."""
        await context.warning(f"{harbour} closed", logger_name="harbour-master")
        await context.session.send_resource_updated(f"harbour://{harbour.lower()}/state")
        await context.session.send_resource_list_changed()
        return f"{harbour} is closed"

    @server.tool()
    async def open_office(context: Context) -> str:
        """Adds the tool for pilot requests, for as long as the office is open."""

        def request_pilot(ship: str) -> str:
            """Asks for a pilot."""
            return f"pilot ordered for {ship}"

        server.add_tool(request_pilot)
        await context.session.send_tool_list_changed()
        return "open"

    @server.tool()
    async def passage_advice(start: str, end: str, context: Context) -> str:
        """Asks the client's model for a passage plan."""
        question = TextContent(type="text", text=f"Name the main dangers between {start} and {end}.")
        reply = await context.session.create_message(
            messages=[SamplingMessage(role="user", content=question)],
            max_tokens=200,
            system_prompt="You advise sailors. Be brief.",
            related_request_id=context.request_id,
        )
        return reply.content.text

    @server.tool()
    async def book_berth(harbour: str, context: Context) -> str:
        """Books a berth after asking for the missing particulars."""
        reply = await context.elicit(f"Berth at {harbour}: for how many nights, and which boat?", Booking)
        if reply.action != "accept":
            return f"not booked: {reply.action}"
        return f"{reply.data.boat} has a berth at {harbour} for {reply.data.nights} nights"

    @server.tool()
    async def chart_folders(context: Context) -> list[str]:
        """Folders that the client lets us see."""
        reply = await context.session.list_roots()
        return [str(root.uri) for root in reply.roots]

    @server.tool()
    def forbidden_area(name: str) -> str:
        """Always refused."""
        raise McpError(ErrorData(code=-32050, message=f"area {name} is not public"))

    @server.resource("harbour://saltwick/state")
    def state() -> str:
        """Whether the harbour is open."""
        return "open"

    @server.prompt()
    def passage_prompt(start: str, end: str) -> str:
        """A prompt for planning a passage."""
        return f"Plan a day's passage from {start} to {end}."

    return server


class OneToken:
    """Knows one token, an invented one."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def verify_token(self, token: str) -> AccessToken | None:
        if token != self._token:
            return None
        return AccessToken(token=token, client_id="chart-table", scopes=["tides"], resource=RESOURCE)


def authentication(token: str) -> dict:
    settings = AuthSettings(
        issuer_url="http://login.example",
        resource_server_url=RESOURCE,
        required_scopes=["tides"],
        validate_token_resource=True,
    )
    return {"auth": settings, "token_verifier": OneToken(token)}


class Events:
    """Keeps sent events so that a stream can be taken up again (`Last-Event-ID`)."""

    def __init__(self) -> None:
        self._events: list[tuple[str, object]] = []

    async def store_event(self, stream_id, message):
        self._events.append((stream_id, message))
        return f"{stream_id}_{len(self._events)}"

    async def replay_events_after(self, last_event_id, send_callback):
        from mcp.server.streamable_http import EventMessage

        stream_id, _, position = last_event_id.rpartition("_")
        for number, (stream, message) in enumerate(self._events[int(position) :], int(position) + 1):
            if stream == stream_id and message is not None:
                await send_callback(EventMessage(message, f"{stream}_{number}"))
        return stream_id


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--token", help="ask for this bearer token")
    parser.add_argument("--resumable", action="store_true")
    arguments = parser.parse_args()
    arguments.event_store = Events() if arguments.resumable else None
    arguments.retry_interval = 400 if arguments.resumable else None
    server = build(arguments)

    if arguments.resumable:

        @server.tool()
        async def patient_survey(seconds: float, context: Context) -> str:
            """Lets the client go and come back for the answer (SSE polling, SEP-1699)."""
            await context.info("begun")
            await context.close_sse_stream()
            await anyio.sleep(seconds)
            return "surveyed while you were away"

    serve(server.sse_app() if arguments.replies == "http-sse" else server.streamable_http_app(), arguments)


main()
