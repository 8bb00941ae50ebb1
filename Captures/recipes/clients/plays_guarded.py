"""What clients do with servers that ask for tokens: `--play NAME`. PyPI `mcp` 1.x and its OAuth client."""

from __future__ import annotations

import copy
from urllib.parse import parse_qs, urlsplit

import anyio
import httpx
from mcp import ClientSession
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import OAuthClientMetadata
from session_mcp1 import MODEL, arguments, finish, open_session, recording_client

from lab import tokens
from lab.wire import Recorder

JSON_RPC = {"accept": "application/json, text/event-stream", "content-type": "application/json"}
FIRST = {
    "jsonrpc": "2.0",
    "id": 0,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "chart-table", "version": "3.2.0"},
    },
}


def audience_of(options) -> str:
    """The server's own address, where it is not the usual one."""
    return tokens.AUDIENCE if "tides.example" in options.url else options.url


async def calls(options) -> list[Recorder]:
    """A session with the token that `--bearer` names, or without one."""
    recorder = Recorder(options.label)
    if options.bearer:
        options.bearer = tokens.mint(options.bearer, audience=audience_of(options))
    async with open_session(recorder, options) as session:
        await session.list_tools()
        await session.call_tool("tide_table", {"harbour": "Saltwick"})
    return [recorder]


async def report(options) -> list[Recorder]:
    """The same with the tool that asks a third host."""
    recorder = Recorder(options.label)
    options.bearer = tokens.mint(options.bearer)
    async with open_session(recorder, options) as session:
        await session.call_tool("berth_report", {})
    return [recorder]


async def refused(options) -> list[Recorder]:
    """A token that the server does not take."""
    recorder = Recorder(options.label)
    options.bearer = tokens.mint(options.bearer)
    async with recording_client(recorder, options) as http:
        await http.post(options.url, headers=JSON_RPC, json=FIRST)
    return [recorder]


async def guesses(options) -> list[Recorder]:
    """Twelve tokens that the server refuses, then one that it takes."""
    outside, good = Recorder("refused"), Recorder("session")
    async with recording_client(outside, options) as http:
        for number in range(12):
            headers = {**JSON_RPC, "authorization": f"Bearer guessed-token-{number:04}"}
            await http.post(options.url, headers=headers, json=FIRST)
    options.bearer = tokens.mint("good")
    async with open_session(good, options) as session:
        await session.call_tool("tide_table", {"harbour": "Saltwick"})
    return [outside, good]


async def foreign_page(options) -> list[Recorder]:
    """What a browser sends for a page of another site."""
    outside, good = Recorder("page"), Recorder("session")
    async with open_session(good, options) as session:
        await session.call_tool("tide_table", {"harbour": "Saltwick"})
    async with recording_client(outside, options) as http:
        headers = {**JSON_RPC, "origin": "http://prizes.example", "sec-fetch-site": "cross-site"}
        await http.post(options.url, headers=headers, json=FIRST)
    return [outside, good]


class Memory:
    """Where the SDK keeps tokens: here, nowhere for long."""

    def __init__(self) -> None:
        self._tokens, self._client = None, None

    async def get_tokens(self):
        return self._tokens

    async def set_tokens(self, value) -> None:
        self._tokens = value

    async def get_client_info(self):
        return self._client

    async def set_client_info(self, value) -> None:
        self._client = value


async def oauth(options, redirect: str = "http://127.0.0.1:33418/callback") -> list[Recorder]:
    """The whole flow: refused, discovery, registration, the browser's leg, a token, a session."""
    recorder, browser = Recorder(options.label), Recorder("browser")
    answer: dict[str, str] = {}

    async def open_browser(address: str) -> None:
        """Follows redirections on the server, and agrees where it is asked."""
        async with recording_client(browser, options) as http:
            reply = await http.get(address)
            while reply.status_code in (302, 307):
                location = reply.headers["location"]
                if urlsplit(location).hostname != urlsplit(options.url).hostname:
                    answer.update({name: value[0] for name, value in parse_qs(urlsplit(location).query).items()})
                    return
                page = await http.get(location)
                reply = await http.post(location) if page.status_code == 200 else page

    async def come_back():
        return answer["code"], answer.get("state")

    provider = OAuthClientProvider(
        server_url=options.url,
        client_metadata=OAuthClientMetadata(
            client_name="Chart table",
            redirect_uris=[redirect],
            grant_types=["authorization_code", "refresh_token"],
            response_types=["code"],
            scope="tides",
            token_endpoint_auth_method="none",
        ),
        storage=Memory(),
        redirect_handler=open_browser,
        callback_handler=come_back,
    )
    client = recording_client(recorder, options, auth=provider, timeout=httpx.Timeout(30))
    async with streamable_http_client(options.url, http_client=client) as streams:
        async with ClientSession(streams[0], streams[1], client_info=MODEL) as session:
            await session.initialize()
            await session.call_tool("tide_table", {"harbour": "Saltwick"})
    return [recorder, browser]


async def oauth_elsewhere(options) -> list[Recorder]:
    """The same for a client that has its codes sent to a site."""
    return await oauth(options, "https://collector.example/callback")


async def address(options) -> list[Recorder]:
    """A session whose token stands in the address."""
    recorder = Recorder(options.label)
    options.url += f"?access_token={tokens.mint('good')}"
    async with open_session(recorder, options) as session:
        await session.call_tool("tide_table", {"harbour": "Saltwick"})
    return [recorder]


async def plain_address(options) -> list[Recorder]:
    """A session with a token where it belongs, and an address with a query that is no secret."""
    recorder = Recorder(options.label)
    options.url += "?tenant=saltwick-harbour-2&key=north&auth=oauth2.1&page_token=2026-11-27T10:00:00Z"
    options.bearer = tokens.mint("good")
    async with open_session(recorder, options) as session:
        await session.call_tool("tide_table", {"harbour": "Saltwick"})
    return [recorder]


async def authorized_by(options, recorder: Recorder, auth: httpx.Auth, *more) -> list[Recorder]:
    client = recording_client(recorder, options, auth=auth, timeout=httpx.Timeout(30))
    async with streamable_http_client(options.url, http_client=client) as streams:
        async with ClientSession(streams[0], streams[1], client_info=MODEL) as session:
            await session.initialize()
            await session.call_tool("tide_table", {"harbour": "Saltwick"})
            for tool, given in more:
                await session.call_tool(tool, given)
    return [recorder]


async def password(options) -> list[Recorder]:
    """A session with a name and a password."""
    return await authorized_by(options, Recorder(options.label), httpx.BasicAuth("skipper-17", tokens.PASSWORD))


class Stepping(httpx.Auth):
    """Comes back with another token when the first one is not enough."""

    def __init__(self, wider: str) -> None:
        self._token, self._wider = tokens.mint("good"), wider

    def auth_flow(self, request: httpx.Request):
        request.headers["authorization"] = f"Bearer {self._token}"
        response = yield request
        if response.status_code == 403 and "insufficient_scope" in response.headers.get("www-authenticate", ""):
            self._token = tokens.mint("good", scope=self._wider, issued=0)
            request.headers["authorization"] = f"Bearer {self._token}"
            yield request


class Obliging(httpx.Auth):
    """Comes back with a token for whatever it is asked for, as long as it is asked."""

    def __init__(self) -> None:
        self._token = tokens.mint("good")

    def auth_flow(self, request: httpx.Request):
        for _ in range(10):
            request.headers["authorization"] = f"Bearer {self._token}"
            response = yield request
            challenge = response.headers.get("www-authenticate", "")
            if response.status_code != 403 or "insufficient_scope" not in challenge:
                return
            self._token = tokens.mint("good", scope=challenge.partition('scope="')[2].partition('"')[0], issued=0)


PILOT = [("order_pilot", {"ship": "Fair Isle"}), ("tide_table", {"harbour": "Old Quay"})]


async def steps_up(options) -> list[Recorder]:
    """A tool needs a further scope; the client comes back with a token for it."""
    return await authorized_by(options, Recorder(options.label), Stepping("tides pilots"), *PILOT)


async def steps_up_wide(options) -> list[Recorder]:
    """The same, and the new token is good for much more."""
    return await authorized_by(
        options, Recorder(options.label), Stepping("tides pilots berths:write harbour:admin"), *PILOT
    )


async def obliges(options) -> list[Recorder]:
    """A server asks for one scope after the other, and the client gets them all."""
    return await authorized_by(options, Recorder(options.label), Obliging(), *PILOT)


async def led_astray(options) -> list[Recorder]:
    """The flow of OAuth, as far as the SDK's client comes: what the metadata name cannot be reached from here."""
    recorder = Recorder(options.label)
    provider = OAuthClientProvider(
        server_url=options.url,
        client_metadata=OAuthClientMetadata(
            client_name="Chart table", redirect_uris=["http://127.0.0.1:33418/callback"]
        ),
        storage=Memory(),
    )
    async with recording_client(recorder, options, auth=provider, timeout=httpx.Timeout(10)) as http:
        try:
            await http.post(options.url, headers=JSON_RPC, json=FIRST)
        except Exception as failure:  # nothing of this is on the wire
            print(f"the client gave up: {failure!r}")
    recorder.exchanges = [exchange for exchange in recorder.exchanges if exchange["client_address"]]
    return [recorder]


async def looks_twice(options) -> list[Recorder]:
    """A client that reads the metadata again before its next login."""
    recorder, outside = Recorder("session"), Recorder("discovery")
    metadata = options.url.replace("/mcp", "/.well-known/oauth-protected-resource/mcp")
    async with recording_client(outside, options) as http:
        await http.post(options.url, headers=JSON_RPC, json=FIRST)
        await http.get(metadata)
        with_token = copy.copy(options)
        with_token.bearer = tokens.mint("good")
        async with open_session(recorder, with_token) as session:
            await session.call_tool("tide_table", {"harbour": "Saltwick"})
        await http.get(metadata)
    return [outside, recorder]


async def main() -> None:
    options = arguments()
    finish(options, *await globals()[options.play](options))


anyio.run(main)
