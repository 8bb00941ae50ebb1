"""What clients do with servers that are loose (`servers/loose_mcp1.py`): `--play NAME`. PyPI `mcp` 1.x, and requests by hand."""

from __future__ import annotations

import copy

import anyio
from mcp import types
from session_mcp1 import arguments, finish, open_session, recording_client

from lab.wire import Recorder

JSON_RPC = {"accept": "application/json, text/event-stream", "content-type": "application/json"}
OTHER = "192.0.2.11"


def call(number: int, tool: str, **given) -> dict:
    return {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": {"name": tool, "arguments": given}}


def session_of(recorder: Recorder) -> dict[str, str]:
    """The headers that a request of the recorded session has."""
    ids = [e["response_headers"].get("mcp-session-id") for e in recorder.exchanges if e["status"] == 200]
    return {**JSON_RPC, "mcp-session-id": next(i for i in ids if i), "mcp-protocol-version": "2025-11-25"}


async def sessions(options, count: int) -> list[Recorder]:
    """Short sessions, one after the other."""
    recorders = [Recorder(f"session {number}") for number in range(count)]
    for recorder in recorders:
        async with open_session(recorder, options):
            pass
    return recorders


async def few(options) -> list[Recorder]:
    return await sessions(options, 6)


async def many(options) -> list[Recorder]:
    return await sessions(options, 24)


async def taken(options) -> list[Recorder]:
    """A session whose id is used from another address; where the server refuses it, a session is opened from there."""
    first, other, own = Recorder("session"), Recorder("elsewhere"), Recorder("own session")
    elsewhere = copy.copy(options)
    elsewhere.local_address = OTHER
    async with open_session(first, options) as session:
        await session.call_tool("tide_table", {"harbour": "Saltwick"})
        async with recording_client(other, elsewhere) as http:
            reply = await http.post(options.url, headers=session_of(first), json=call(7, "close_harbour", name="Saltwick"))
        if reply.status_code == 200:
            await session.call_tool("tide_table", {"harbour": "Old Quay"})
            return [first, other]
    async with open_session(own, elsewhere) as session:
        await session.call_tool("close_harbour", {"name": "Saltwick"})
    return [first, other, own]


async def again(options) -> list[Recorder]:
    """A session that its client ends, and then uses once more; where the server refuses it, a new one is opened."""
    first, late, own = Recorder("session"), Recorder("after the end"), Recorder("new session")
    async with open_session(first, options) as session:
        await session.call_tool("tide_table", {"harbour": "Saltwick"})
    async with recording_client(late, options) as http:
        reply = await http.post(options.url, headers=session_of(first), json=call(7, "tide_table", harbour="Old Quay"))
    if reply.status_code == 200:
        return [first, late]
    async with open_session(own, options) as session:
        await session.call_tool("tide_table", {"harbour": "Old Quay"})
    return [first, late, own]


async def log(options) -> list[Recorder]:
    """A short answer and a very long one."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await session.call_tool("tide_table", {"harbour": "Saltwick"})
        await session.call_tool("gauge_log", {"reports": 8_000})
    return [recorder]


async def advice(options) -> list[Recorder]:
    """A tool that asks for the client's model, which this client does not have, nor say it had."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await session.call_tool("tide_table", {"harbour": "Saltwick"})
        await session.call_tool("passage_advice", {"start": "Saltwick", "end": "Old Quay"})
    return [recorder]


async def sample(context, params: types.CreateMessageRequestParams) -> types.CreateMessageResult:
    text = "The bar at Saltwick, two hours either side of low water."
    return types.CreateMessageResult(
        role="assistant", model="example-model-1", content=types.TextContent(type="text", text=text)
    )


async def advice_declared(options) -> list[Recorder]:
    """The same with a client that has a model, and says so."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options, sampling_callback=sample) as session:
        await session.call_tool("tide_table", {"harbour": "Saltwick"})
        await session.call_tool("passage_advice", {"start": "Saltwick", "end": "Old Quay"})
    return [recorder]


async def endpoint(options) -> list[Recorder]:
    """HTTP+SSE, as far as the client goes along: it does not follow an endpoint to another host."""
    recorder = Recorder(options.label)
    with anyio.move_on_after(5):
        try:
            async with open_session(recorder, options) as session:
                await session.call_tool("tide_table", {"harbour": "Saltwick"})
        except* Exception as refusal:
            print(f"the client gave up: {refusal.exceptions}")
    return [recorder]


async def twice(options) -> list[Recorder]:
    """Requests in which a name stands twice, or that begin with a byte order mark."""
    return await by_hand(
        options,
        b'{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"tide_table","arguments":{"harbour":"Saltwick",'
        b'"days":1,"name":"Saltwick"},"name":"close_harbour"}}',
        b'\xef\xbb\xbf{"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"tide_table","arguments":'
        b'{"harbour":"Old Quay"}}}',
    )


async def once(options) -> list[Recorder]:
    """Requests in odd but unambiguous JSON: white space, escapes in names, one name at several depths, alike values."""
    return await by_hand(
        options,
        b' {\r\n\t"jsonrpc" : "2.0" ,\n "id":7,"method":"tools/call","params":{"n\\u0061me":"close_harbour","arguments":'
        b'{"name":"Saltwick"},"_meta":{"name":"Saltwick","params":{"name":"tide_table"}}}}\n\n',
        '{"jsonrpc":"2.0","id":8,"params":{"arguments":{"days":1E0,"harbour":"Old Quay"},"name":"tide_table","_meta":'
        '{"a":"\\ud83d\\udea2 🚢","b":{"c":0},"c":{"c":0},"\\u200bname":9007199254740991}},"method":"tools/call"}'.encode(),
    )


async def by_hand(options, *bodies: bytes) -> list[Recorder]:
    """A session, and requests in it that are written by hand."""
    first, other = Recorder("session"), Recorder("by hand")
    async with open_session(first, options) as session:
        await session.call_tool("tide_table", {"harbour": "Saltwick"})
        async with recording_client(other, options) as http:
            for body in bodies:
                await http.post(options.url, headers=session_of(first), content=body)
    return [first, other]


async def main() -> None:
    options = arguments()
    finish(options, *await globals()[options.play](options))


anyio.run(main)
