"""What a client on PyPI `mcp` 1.x does in each scenario: `--play NAME`."""

from __future__ import annotations

import anyio
from mcp import types
from mcp.shared.exceptions import McpError
from session_mcp1 import arguments, finish, open_session, recording_client

from lab.wire import Recorder

JSON_RPC = {"accept": "application/json, text/event-stream", "content-type": "application/json"}


async def usual(options) -> list[Recorder]:
    """Lists, a few calls, a resource, a prompt: what most sessions look like."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await session.list_tools()
        await session.call_tool("tide_table", {"harbour": "Saltwick", "days": 2})
        await session.call_tool("tide_table", {"harbour": "Møllevik"})
        await session.call_tool("search_notices", {"query": "buoy", "limit": 3})
        await session.list_resources()
        await session.read_resource("harbour://saltwick/state")
        await session.list_prompts()
        await session.get_prompt("passage_prompt", {"start": "Saltwick", "end": "Old Quay"})
        await session.call_tool("chart_text", {"kilobytes": 6})
        await session.send_ping()
    return [recorder]


async def short(options) -> list[Recorder]:
    """One list and two calls."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await session.list_tools()
        await session.call_tool("tide_table", {"harbour": "Old Quay", "days": 1})
        await session.call_tool("search_notices", {"query": "Saltwick"})
    return [recorder]


async def large(options) -> list[Recorder]:
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await session.call_tool("chart_text", {"kilobytes": 900})
        await session.call_tool("tide_table", {"harbour": "Fernhaven"})
    return [recorder]


async def slow(options) -> list[Recorder]:
    recorder = Recorder(options.label)

    async def progress(value, total, message) -> None:
        pass

    async with open_session(recorder, options) as session:
        await session.call_tool("survey", {"steps": 5, "seconds_per_step": 1.3}, progress_callback=progress)
    return [recorder]


async def notifications(options) -> list[Recorder]:
    """Changes that the server announces: some beside a call, some on the GET stream."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await anyio.sleep(0.3)
        await session.list_tools()
        await session.call_tool("close_harbour", {"harbour": "Saltwick"})
        await session.call_tool("open_office", {})
        await anyio.sleep(0.3)
        await session.list_tools()
        await session.call_tool("request_pilot", {"ship": "Fair Isle"})
        await anyio.sleep(0.3)
    return [recorder]


async def server_asks(options) -> list[Recorder]:
    """Sampling, elicitation (accepted and declined) and roots."""
    recorder = Recorder(options.label)
    answers = iter(
        [
            types.ElicitResult(action="accept", content={"nights": 2, "boat": "Kittiwake"}),
            types.ElicitResult(action="decline"),
        ]
    )

    async def sample(context, parameters):
        text = types.TextContent(type="text", text="Shoals off the north head; strong ebb.")
        return types.CreateMessageResult(role="assistant", content=text, model="example-model-1")

    async def elicit(context, parameters):
        return next(answers)

    async def roots(context):
        return types.ListRootsResult(roots=[types.Root(uri="file:///home/sailor/charts", name="charts")])

    async with open_session(
        recorder, options, sampling_callback=sample, elicitation_callback=elicit, list_roots_callback=roots
    ) as session:
        await session.call_tool("passage_advice", {"start": "Saltwick", "end": "Fernhaven"})
        await session.call_tool("book_berth", {"harbour": "Fernhaven"})
        await session.call_tool("book_berth", {"harbour": "Old Quay"})
        await session.call_tool("chart_folders", {})
    return [recorder]


async def errors(options) -> list[Recorder]:
    """Errors of the tool, of the arguments, of the name, of the protocol."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await session.call_tool("tide_table", {"harbour": "Atlantis"})
        await session.call_tool("tide_table", {"harbour": "Saltwick", "days": "many"})
        await session.call_tool("no_such_tool", {})
        for attempt in (session.read_resource("harbour://atlantis/state"), session.get_prompt("no_such_prompt")):
            try:
                await attempt
            except McpError:
                pass
        await session.call_tool("forbidden_area", {"name": "range 4"})
        await malformed_call(recorder, options)
        await session.call_tool("search_notices", {"query": "dredging"})
    return [recorder]


async def malformed_call(recorder: Recorder, options) -> None:
    """A call that no SDK would send (`arguments` is no object): answered with a JSON-RPC error."""
    started = next(e for e in recorder.exchanges if "mcp-session-id" in e["response_headers"])
    headers = {
        **JSON_RPC,
        "mcp-session-id": started["response_headers"]["mcp-session-id"],
        "mcp-protocol-version": "2025-11-25",
    }
    call = {
        "jsonrpc": "2.0",
        "id": "by-hand-1",
        "method": "tools/call",
        "params": {"name": "tide_table", "arguments": "Saltwick"},
    }
    async with recording_client(recorder, options) as http:
        await http.post(options.url, headers=headers, json=call)


async def cancel(options) -> list[Recorder]:
    """A call that is given up: the client says so with a notification, and its time-out does not."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        async with anyio.create_task_group() as group:

            async def long_call() -> None:
                try:
                    await session.call_tool("survey", {"steps": 1, "seconds_per_step": 2.0})
                except McpError:
                    pass

            group.start_soon(long_call)
            await anyio.sleep(0.6)
            request = next(m["json"]["id"] for m in recorder.messages if m["json"].get("method") == "tools/call")
            await session.send_notification(
                types.ClientNotification(
                    types.CancelledNotification(
                        params=types.CancelledNotificationParams(requestId=request, reason="the user went on")
                    )
                )
            )
            await anyio.sleep(0.4)
            await session.call_tool("tide_table", {"harbour": "Saltwick"})
            group.cancel_scope.cancel()
    return [recorder]


async def resume(options) -> list[Recorder]:
    """The server closes the stream before the answer; the client comes back with Last-Event-ID."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await session.call_tool("patient_survey", {"seconds": 1.2})
        await session.call_tool("tide_table", {"harbour": "Old Quay"})
    return [recorder]


async def refusals(options) -> list[Recorder]:
    """Requests that the server turns away with an HTTP status, beside one good session."""
    good, outside = Recorder("session"), Recorder("refused")
    async with open_session(good, options) as session:
        await session.call_tool("tide_table", {"harbour": "Saltwick"})
    gone = next(e["response_headers"]["mcp-session-id"] for e in good.exchanges)
    call = {
        "jsonrpc": "2.0",
        "id": 7,
        "method": "tools/call",
        "params": {"name": "tide_table", "arguments": {"harbour": "Old Quay"}},
    }
    async with recording_client(outside, options) as http:
        attempts = [
            http.post(options.url, headers={**JSON_RPC, "mcp-session-id": gone}, json=call),
            http.post(options.url, headers=JSON_RPC, json={**call, "id": 8}),
            http.post(options.url, headers=JSON_RPC, content=b'{"jsonrpc":"2.0","id":9,'),
            http.post(options.url, headers={**JSON_RPC, "accept": "text/html"}, json={**call, "id": 10}),
            http.get(options.url, headers={"accept": "text/event-stream"}),
            http.put(options.url, headers=JSON_RPC, json={**call, "id": 11}),
            http.get(options.url.replace("/mcp", "/nothing-here")),
        ]
        for attempt in attempts:
            await attempt
    return [good, outside]


async def parallel(options) -> list[Recorder]:
    """Six calls in flight at once in one session."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        async with anyio.create_task_group() as group:
            for number in range(6):
                group.start_soon(session.call_tool, "survey", {"steps": 1, "seconds_per_step": 0.1 * (6 - number)})
    return [recorder]


async def many(options) -> list[Recorder]:
    """Twenty calls of growing size in one session."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        for number in range(20):
            await session.call_tool("chart_text", {"kilobytes": 1 + number % 4})
    return [recorder]


async def authorized(options) -> list[Recorder]:
    """Without a token 401, the metadata of the resource; with a wrong one 401; then a session with the right one."""
    outside, good = Recorder("refused"), Recorder("session")
    bearer, options.bearer = options.bearer, None
    first = {
        "jsonrpc": "2.0",
        "id": 0,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-11-25",
            "capabilities": {},
            "clientInfo": {"name": "chart-table", "version": "3.2.0"},
        },
    }
    async with recording_client(outside, options) as http:
        await http.post(options.url, headers=JSON_RPC, json=first)
        await http.get(options.url.replace("/mcp", "/.well-known/oauth-protected-resource/mcp"))
        await http.post(options.url, headers={**JSON_RPC, "authorization": "Bearer out-of-date"}, json=first)
    options.bearer = bearer
    async with open_session(good, options) as session:
        await session.list_tools()
        await session.call_tool("tide_table", {"harbour": "Saltwick"})
    return [outside, good]


async def listed_twice(options) -> list[Recorder]:
    """Lists, calls, lists again, calls again: a client that looks what has become of the tools."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await session.list_tools()
        await session.call_tool("add_note", {"title": "shopping", "text": "rope, tea, charts"})
        await anyio.sleep(0.3)
        await session.list_tools()
        await session.call_tool("add_note", {"title": "tides", "text": "Saltwick 11:02"})
    return [recorder]


async def reports(options) -> list[Recorder]:
    """Three reports from a server that has dealings with a third party."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await session.list_tools()
        for name in ("berths", "pilots", "dues"):
            await session.call_tool("fetch_report", {"name": name})
            await anyio.sleep(0.2)
    return [recorder]


async def pages(options) -> list[Recorder]:
    """A list of tools in several pages."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        page = await session.list_tools()
        while page.nextCursor:
            page = await session.list_tools(params=types.PaginatedRequestParams(cursor=page.nextCursor))
        await session.call_tool("gauge_07", {"metres": 1.5})
    return [recorder]


async def notes(options) -> list[Recorder]:
    """A session with the note keeper: the same whether its descriptions are poisoned or not."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await session.list_tools()
        await session.call_tool("add_note", {"title": "shopping", "text": "rope, tea, charts"})
        await session.call_tool("list_notes", {})
    return [recorder]


async def main() -> None:
    options = arguments()
    finish(options, *await globals()[options.play](options))


anyio.run(main)
