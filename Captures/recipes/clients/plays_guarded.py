"""What clients do with servers that ask for tokens: `--play NAME`. PyPI `mcp` 1.x and its OAuth client."""

from __future__ import annotations

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
    "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "chart-table", "version": "3.2.0"}},
}


async def calls(options) -> list[Recorder]:
    """A session with the token that `--bearer` names."""
    recorder = Recorder(options.label)
    options.bearer = tokens.mint(options.bearer)
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


async def main() -> None:
    options = arguments()
    finish(options, *await globals()[options.play](options))


anyio.run(main)
