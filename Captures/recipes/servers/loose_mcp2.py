"""A server on PyPI `mcp` 2.x behind something loose, as `--loose` says.

headers    what stands in front writes routing headers anew from the body: the server's own comparison finds nothing
between    what stands in front refuses revision 2026-07-28 from the fourth request on, as an older server would
unbound    the state of a request is sealed, but not bound to whom it was given (needs `--tokens`)
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import jwt
from mcp.server import MCPServer
from mcp.server.auth.provider import AccessToken
from mcp.server.auth.settings import AuthSettings
from mcp.server.mcpserver import Elicit, Resolve
from mcp.server.request_state import RequestStateSecurity
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import BaseModel, Field
from serve import options, serve
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import tides

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from lab import tokens  # noqa: E402

REFUSAL = {"jsonrpc": "2.0", "id": "server-error", "error": {"code": -32600, "message": "Bad Request: no session"}}


class Booking(BaseModel):
    nights: int
    boat: str


def ask_booking(harbour: str) -> Elicit[Booking]:
    return Elicit(f"Berth at {harbour}: for how many nights, and which boat?", Booking)


class Checked:
    """Checks JSON Web Tokens."""

    async def verify_token(self, token: str) -> AccessToken | None:
        try:
            claims = jwt.decode(
                token, tokens.KEY.public_key(), algorithms=["EdDSA"], audience=tokens.AUDIENCE, issuer=tokens.ISSUER
            )
        except jwt.PyJWTError:
            return None
        return AccessToken(
            token=token,
            client_id=claims["client_id"],
            scopes=claims["scope"].split(),
            resource=claims["aud"],
            subject=claims["sub"],
            claims={"iss": claims["iss"]},
        )


def build(arguments) -> MCPServer:
    extra = {}
    if arguments.tokens:
        extra["auth"] = AuthSettings(
            issuer_url=tokens.ISSUER, resource_server_url=tokens.AUDIENCE, required_scopes=["tides"]
        )
        extra["token_verifier"] = Checked()
    if arguments.loose == "unbound":
        extra["request_state_security"] = RequestStateSecurity(
            keys=["an invented key of thirty-two bytes or more"], bind_principal=None
        )
    server = MCPServer("harbour-office", version="2.4.0", **extra)

    @server.tool()
    def tide_table(harbour: str, days: int = 1) -> list[dict]:
        """High and low water of a harbour for the coming days."""
        return tides.tide_table(harbour, days)

    @server.tool()
    def close_harbour(name: str) -> str:
        """Closes a harbour for all ships."""
        return f"{name} is closed"

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
    def book_berth(harbour: str, booking: Annotated[Booking, Resolve(ask_booking)]) -> str:
        """Books a berth after asking for the missing particulars."""
        return f"{booking.boat} has a berth at {harbour} for {booking.nights} nights"

    return server


class Rewriting:
    """Writes `Mcp-Method` and `Mcp-Name` anew from the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or b"mcp-name" not in dict(scope["headers"]):
            return await self._app(scope, receive, send)
        body, more = b"", True
        while more:
            piece = await receive()
            body, more = body + piece.get("body", b""), piece.get("more_body", False)
        message = json.loads(body)
        written = {b"mcp-method": message["method"].encode(), b"mcp-name": message["params"]["name"].encode()}
        headers = [(name, written.get(name, value)) for name, value in scope["headers"]]
        given = False

        async def replay() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app({**scope, "headers": headers}, replay, send)


class Between:
    """Refuses requests of the newest revision after a while."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._seen = app, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and b"mcp-method" in dict(scope["headers"]):
            self._seen += 1
            if self._seen > 3:
                body = json.dumps(REFUSAL).encode()
                headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
                await send({"type": "http.response.start", "status": 400, "headers": headers})
                return await send({"type": "http.response.body", "body": body})
        await self._app(scope, receive, send)


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--loose", choices=["headers", "between", "unbound"])
    parser.add_argument("--tokens", action="store_true", help="ask for JSON Web Tokens")
    arguments = parser.parse_args()
    app: ASGIApp = build(arguments).streamable_http_app(
        json_response=True, transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False)
    )
    if arguments.loose == "headers":
        app = Rewriting(app)
    elif arguments.loose == "between":
        app = Between(app)
    serve(app, arguments)


main()
