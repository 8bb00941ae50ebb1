"""What clients do with servers that are loose (`servers/loose_mcp2.py`): `--play NAME`. PyPI `mcp` 2.x, and requests by hand."""

from __future__ import annotations

import copy
import json

import anyio
import session_mcp2
from mcp_types import Implementation
from session_mcp2 import arguments, finish, open_client, recording_client

from lab import tokens
from lab.wire import Recorder

REVISION = "2026-07-28"
CLIENT = {"name": "chart-table", "version": "4.0.1"}


def head(name: str, **more: str) -> dict[str, str]:
    return {
        "accept": "application/json, text/event-stream",
        "content-type": "application/json",
        "mcp-protocol-version": REVISION,
        "mcp-method": "tools/call",
        "mcp-name": name,
        **more,
    }


def call(number: int, name: str, given: dict, **more) -> dict:
    meta = {
        "io.modelcontextprotocol/protocolVersion": REVISION,
        "io.modelcontextprotocol/clientCapabilities": {"elicitation": {"form": {}}},
        "io.modelcontextprotocol/clientInfo": CLIENT,
    }
    params = {"name": name, "arguments": given, **more, "_meta": meta}
    return {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}


async def short(options, recorder: Recorder) -> None:
    async with open_client(recorder, options) as client:
        await client.list_tools()
        await client.call_tool("tide_table", {"harbour": "Saltwick"})


async def again(options) -> list[Recorder]:
    """One program, twice: it falls back to what the server, or what stands before it, still takes."""
    recorders = [Recorder("first"), Recorder("later")]
    for recorder in recorders:
        await short(options, recorder)
    return recorders


async def two_releases(options) -> list[Recorder]:
    """Two releases of one program on one machine; the older knows nothing of the newest revision."""
    first, other = Recorder("new release"), Recorder("old release")
    await short(options, first)
    session_mcp2.NAME = Implementation(name="chart-table", version="3.2.0")
    older = copy.copy(options)
    older.mode = "legacy"
    await short(older, other)
    return [first, other]


async def two_names(options) -> list[Recorder]:
    """A session, then a call whose header names a harmless tool, and whose body another."""
    good, outside = Recorder("session"), Recorder("by hand")
    await short(options, good)
    async with recording_client(outside, options) as http:
        await http.post(options.url, headers=head("tide_table"), json=call(70, "close_harbour", {"name": "Saltwick"}))
    return [good, outside]


async def encoded_names(options) -> list[Recorder]:
    """Headers that look unlike the body, and say the same: base64 forms, a number with a sign, letters in other cases."""
    good, outside = Recorder("session"), Recorder("by hand")
    async with open_client(good, options) as client:
        await client.list_tools()
        await client.call_tool("næste højvande", {"harbour": "Old Quay"})
        await client.call_tool("routed_lookup", {"region": "=?base64?Tm9yZA==?=", "tier": 3, "word": "buoy"})
        await client.call_tool("routed_lookup", {"region": " Nordsjøen ", "tier": -4, "word": "light"})
    async with recording_client(outside, options) as http:
        headers = {"Mcp-Name" if name == "mcp-name" else name: value for name, value in head("=?base64?Y2xvc2VfaGFyYm91cg==?=").items()}
        await http.post(options.url, headers=headers, json=call(70, "close_harbour", {"name": "Saltwick"}))
    return [good, outside]


async def handed_over(options) -> list[Recorder]:
    """Somebody else goes on with a booking that was begun."""
    return await booking(options, tokens.mint("good", subject="stowaway-4"), "192.0.2.11")


async def renewed(options) -> list[Recorder]:
    """The one who began goes on, over another connection and with a new token."""
    return [joined(*await booking(options, tokens.mint("good", issued=3), "192.0.2.10"))]


async def booking(options, token: str, address: str) -> list[Recorder]:
    """A call that is answered with a question, and a call by the holder of `token` that answers it."""
    first, other = Recorder("asked"), Recorder("answers")
    elsewhere = copy.copy(options)
    elsewhere.local_address = address
    given = {"harbour": "Saltwick"}
    headers = head("book_berth", authorization=f"Bearer {tokens.mint('good')}")
    async with recording_client(first, options) as http:
        reply = await http.post(options.url, headers=headers, json=call(1, "book_berth", given))
        question = reply.json()["result"]
    answers = {
        name: {"action": "accept", "content": {"nights": 2, "boat": "Fair Isle"}} for name in question["inputRequests"]
    }
    more = {"inputResponses": answers, "requestState": question["requestState"]}
    async with recording_client(other, elsewhere) as http:
        headers = head("book_berth", authorization=f"Bearer {token}")
        reply = await http.post(options.url, headers=headers, json=call(2, "book_berth", given, **more))
        print(json.dumps(reply.json()))
    return [first, other]


def joined(first: Recorder, other: Recorder) -> Recorder:
    """What one client did over two connections."""
    for message in other.messages:
        message["exchange"] += len(first.exchanges)
    for exchange in other.exchanges:
        exchange["index"] += len(first.exchanges)
    first.messages += other.messages
    first.exchanges += other.exchanges
    return first


async def main() -> None:
    options = arguments()
    finish(options, *await globals()[options.play](options))


anyio.run(main)
