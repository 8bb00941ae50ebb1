"""What a client on PyPI `mcp` 2.x does in each scenario: `--play NAME`."""

from __future__ import annotations

import anyio
from mcp.shared.exceptions import MCPError
from mcp_types import CreateMessageResult, ElicitResult, ListRootsResult, Root, TextContent
from session_mcp2 import arguments, finish, open_client, recording_client

from lab.wire import Recorder


async def usual(options) -> list[Recorder]:
    """Lists, a few calls, a resource, a prompt."""
    recorder = Recorder(options.label)
    async with open_client(recorder, options) as client:
        await client.list_tools()
        await client.call_tool("tide_table", {"harbour": "Saltwick", "days": 2})
        await client.call_tool("tide_table", {"harbour": "Møllevik"})
        await client.call_tool("næste højvande", {"harbour": "Old Quay"})
        await client.call_tool("routed_lookup", {"region": "Nordsjøen", "tier": 3, "word": "buoy"})
        await client.list_resources()
        await client.read_resource("harbour://saltwick/state")
        await client.list_prompts()
        await client.get_prompt("passage_prompt", {"start": "Saltwick", "end": "Old Quay"})
        await client.call_tool("chart_text", {"kilobytes": 6})
    return [recorder]


async def short(options) -> list[Recorder]:
    """One list and two calls, which servers of either line have."""
    recorder = Recorder(options.label)
    async with open_client(recorder, options) as client:
        await client.list_tools()
        await client.call_tool("tide_table", {"harbour": "Old Quay", "days": 1})
        await client.call_tool("search_notices", {"query": "Saltwick"})
    return [recorder]


async def progress(options) -> list[Recorder]:
    """Calls that report progress are answered with a stream, the others with JSON."""
    recorder = Recorder(options.label)

    async def note(value, total, message) -> None:
        pass

    async with open_client(recorder, options) as client:
        await client.call_tool("survey", {"steps": 3, "seconds_per_step": 0.2}, progress_callback=note)
        await client.call_tool("search_notices", {"query": "pontoon"})
        await client.call_tool("survey", {"steps": 2, "seconds_per_step": 0.1}, progress_callback=note)
    return [recorder]


async def slow(options) -> list[Recorder]:
    recorder = Recorder(options.label)

    async def note(value, total, message) -> None:
        pass

    async with open_client(recorder, options) as client:
        await client.call_tool("survey", {"steps": 5, "seconds_per_step": 1.3}, progress_callback=note)
    return [recorder]


async def silent(options) -> list[Recorder]:
    """A call that says nothing for 16 s: the head of the reply itself comes after 15 s, with a comment."""
    recorder = Recorder(options.label)
    async with open_client(recorder, options) as client:
        await client.call_tool("quiet_survey", {"seconds": 16.5})
    return [recorder]


async def listen(options) -> list[Recorder]:
    """A listen stream, and a second client object whose calls make the server announce changes."""
    listening, calling = Recorder("listening"), Recorder("calling")
    async with open_client(listening, options) as watcher, open_client(calling, options) as client:
        seen = 0
        async with watcher.listen(
            tools_list_changed=True, resources_list_changed=True, resource_subscriptions=["harbour://saltwick/state"]
        ) as changes:
            await client.call_tool("close_harbour", {"harbour": "Saltwick"})
            await client.call_tool("open_office", {})
            async for _ in changes:
                seen += 1
                if seen == 3:
                    break
            await watcher.list_tools()
        await client.call_tool("request_pilot", {"ship": "Fair Isle"})
    return [listening, calling]


async def input_required(options) -> list[Recorder]:
    """Calls that take a second round because the server needs an answer first."""
    recorder = Recorder(options.label)

    async def elicit(context, parameters):
        return ElicitResult(action="accept", content={"nights": 2, "boat": "Kittiwake"})

    async def sample(context, parameters):
        text = TextContent(type="text", text="Shoals off the north head; strong ebb.")
        return CreateMessageResult(role="assistant", content=text, model="example-model-1")

    async def roots(context):
        return ListRootsResult(roots=[Root(uri="file:///home/sailor/charts", name="charts")])

    async with open_client(
        recorder, options, elicitation_callback=elicit, sampling_callback=sample, list_roots_callback=roots
    ) as client:
        await client.call_tool("book_berth", {"harbour": "Fernhaven"})
        await client.call_tool("passage_advice", {"start": "Saltwick", "end": "Fernhaven"})
        await client.call_tool("outfit", {"harbour": "Old Quay"})
        await client.call_tool("tide_table", {"harbour": "Old Quay"})
    return [recorder]


async def errors(options) -> list[Recorder]:
    """Errors of the tool, of the arguments, of the name, of the protocol."""
    recorder = Recorder(options.label)
    async with open_client(recorder, options) as client:
        for tool, given in [
            ("tide_table", {"harbour": "Atlantis"}),
            ("tide_table", {"harbour": "Saltwick", "days": "many"}),
            ("no_such_tool", {}),
            ("forbidden_area", {"name": "range 4"}),
            ("search_notices", {"query": "dredging"}),
        ]:
            try:
                await client.call_tool(tool, given)
            except MCPError:
                pass
        try:
            await client.read_resource("harbour://atlantis/state")
        except MCPError:
            pass
    return [recorder]


async def cancel(options) -> list[Recorder]:
    """Calls that are given up: in this revision closing the stream is the cancellation."""
    recorder = Recorder(options.label)

    async def note(value, total, message) -> None:
        pass

    async with open_client(recorder, options) as client:
        with anyio.move_on_after(0.9):
            await client.call_tool("survey", {"steps": 8, "seconds_per_step": 0.25}, progress_callback=note)
        with anyio.move_on_after(0.5):
            await client.call_tool("quiet_survey", {"seconds": 1.5})
        await client.call_tool("tide_table", {"harbour": "Saltwick"})
    return [recorder]


async def refusals(options) -> list[Recorder]:
    """Requests that a server of this revision turns away: headers and body that disagree, and worse."""
    good, outside = Recorder("session"), Recorder("refused")
    async with open_client(good, options) as client:
        await client.call_tool("tide_table", {"harbour": "Saltwick"})
    meta = {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
        "io.modelcontextprotocol/clientInfo": {"name": "hand-made", "version": "0"},
    }
    call = {
        "jsonrpc": "2.0",
        "id": 70,
        "method": "tools/call",
        "params": {"name": "tide_table", "arguments": {"harbour": "Old Quay"}, "_meta": meta},
    }
    head = {
        "accept": "application/json, text/event-stream",
        "content-type": "application/json",
        "mcp-protocol-version": "2026-07-28",
        "mcp-method": "tools/call",
        "mcp-name": "tide_table",
    }
    future = {**meta, "io.modelcontextprotocol/protocolVersion": "2027-01-01"}
    async with recording_client(outside, options) as http:
        attempts = [
            http.post(options.url, headers={**head, "mcp-name": "search_notices"}, json={**call, "id": 71}),
            http.post(
                options.url, headers={k: v for k, v in head.items() if k != "mcp-method"}, json={**call, "id": 72}
            ),
            http.post(
                options.url,
                headers={**head, "mcp-protocol-version": "2027-01-01"},
                json={**call, "id": 73, "params": {**call["params"], "_meta": future}},
            ),
            http.post(
                options.url,
                headers={**head, "mcp-method": "no/such"},
                json={"jsonrpc": "2.0", "id": 74, "method": "no/such", "params": {"_meta": meta}},
            ),
            http.get(options.url, headers={"accept": "text/event-stream", "mcp-protocol-version": "2026-07-28"}),
            http.post(options.url, headers=head, json={**call, "id": 75}),
        ]
        for attempt in attempts:
            await attempt
    return [good, outside]


async def main() -> None:
    options = arguments()
    finish(options, *await globals()[options.play](options))


anyio.run(main)
