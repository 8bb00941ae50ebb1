"""What clients on PyPI `mcp` 1.x do with servers whose definitions and results are not what they seem: `--play NAME`."""

from __future__ import annotations

from contextlib import asynccontextmanager

import anyio
from mcp import types
from session_mcp1 import MODEL, arguments, finish, open_session, recording_client

from lab.wire import Recorder

AUDITOR = types.Implementation(name="tool-audit", version="1.4.0")


def with_options(options, **changed):
    """The same options with some changed."""
    return type(options)(**{**vars(options), **changed})


async def look(options, label: str, name=MODEL, call: tuple[str, dict] | None = None, **changed) -> Recorder:
    """One session: a list, and perhaps a call."""
    recorder = Recorder(label)
    async with open_session(recorder, with_options(options, **changed), name=name) as session:
        await session.list_tools()
        if call:
            await session.call_tool(*call)
    return recorder


SEARCH = ("search_notices", {"word": "buoy"})
FIRST, SECOND = "192.0.2.10", "192.0.2.11"


async def audited(options) -> list[Recorder]:
    """An agent, an auditor on another machine, and the agent again."""
    return [
        await look(options, "agent", call=SEARCH, local_address=FIRST),
        await look(options, "auditor", AUDITOR, local_address=SECOND),
        await look(options, "agent again", call=SEARCH, local_address=FIRST),
    ]


async def grown(options) -> list[Recorder]:
    """The same while a tool is added for everybody."""
    before = await look(options, "agent", call=SEARCH, local_address=FIRST)
    return [
        before,
        await look(options, "auditor", AUDITOR, local_address=SECOND),
        await look(options, "agent opens", call=("open_office", {}), local_address=FIRST),
        await look(options, "auditor again", AUDITOR, local_address=SECOND),
        await look(options, "agent again", call=SEARCH, local_address=FIRST),
    ]


async def by_rights(options) -> list[Recorder]:
    """Two people with rights of their own, in turns."""
    visitor = {"local_address": FIRST, "bearer": "invented-token-visitor"}
    office = {"local_address": SECOND, "bearer": "invented-token-office"}
    return [
        await look(options, "visitor", call=SEARCH, **visitor),
        await look(options, "office", call=("close_harbour", {"harbour": "Saltwick"}), **office),
        await look(options, "visitor again", call=SEARCH, **visitor),
        await look(options, "office again", call=SEARCH, **office),
    ]


async def posts(options) -> list[Recorder]:
    """Lists, posts a notice, lists again and posts another."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await anyio.sleep(0.3)
        for text in ("Buoy 7 is lit again.", "The bridge opens at six."):
            await session.list_tools()
            await session.call_tool("post_notice", {"text": text})
            await anyio.sleep(0.3)
    return [recorder]


async def knows_more(options) -> list[Recorder]:
    """Calls a tool that no list named, beside ones that it did."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await session.list_tools()
        await session.call_tool(*SEARCH)
        await session.call_tool("read_logbook", {"name": "Kittiwake"})
    return [recorder]


async def reads_on(options) -> list[Recorder]:
    """Calls the tool of the second page, and one that a model has made up, which fails."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        page = await session.list_tools()
        while page.nextCursor:
            page = await session.list_tools(params=types.PaginatedRequestParams(cursor=page.nextCursor))
        await session.call_tool(*SEARCH)
        await session.call_tool("read_logbook", {"name": "Kittiwake"})
        await session.call_tool("read_journal", {"name": "Kittiwake"})
    return [recorder]


async def everything(options) -> list[Recorder]:
    """Calls each listed tool once, with texts for what it needs."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        for tool in (await session.list_tools()).tools:
            needed = tool.inputSchema.get("required", [])
            await session.call_tool(tool.name, dict.fromkeys(needed, "Saltwick"))
    return [recorder]


OFFICE, STRANGER, POST = (f"http://{name}.example:8000/mcp" for name in ("records", "pages", "models"))


@asynccontextmanager
async def both(options, first: str, second: str):
    """Sessions with two servers at once, both listed, from one address."""
    recorders = [Recorder(first), Recorder(second)]
    options = with_options(options, local_address=FIRST)
    async with open_session(recorders[0], with_options(options, url=first)) as one:
        await one.list_tools()
        async with open_session(recorders[1], with_options(options, url=second)) as other:
            await other.list_tools()
            yield one, other, recorders


async def reads_then_sends(options) -> list[Recorder]:
    """Reads a notice of the office, then does in the post room what it never did before."""
    async with both(options, OFFICE, POST) as (office, post, recorders):
        await post.call_tool("list_folders", {})
        await office.call_tool("read_notice", {"name": "pontoon"})
        await anyio.sleep(0.4)
        message = {"to": "quay@collector.example", "text": "accounts, berths, pilots"}
        await post.call_tool("send_message", message)
    return recorders


async def reads_letter(options) -> list[Recorder]:
    """Reads a letter in the post room, then sends one there, which it never did before."""
    async with both(options, OFFICE, POST) as (office, post, recorders):
        await office.call_tool("list_records", {})
        await post.call_tool("list_folders", {})
        await post.call_tool("read_letter", {"number": 1})
        await anyio.sleep(0.4)
        message = {"to": "quay@collector.example", "text": "accounts, berths, pilots"}
        await post.call_tool("send_message", message)
    return recorders


async def reads_then_asks(options) -> list[Recorder]:
    """The same with a message that a person wants sent."""
    async with both(options, OFFICE, POST) as (office, post, recorders):
        await post.call_tool("list_folders", {})
        await office.call_tool("read_notice", {"name": "pontoon"})
        await anyio.sleep(0.4)
        await post.call_tool(
            "send_message", {"to": "office@harbour.example", "text": "A berth for two nights, please."}
        )
    return recorders


async def reads_then_deletes(options) -> list[Recorder]:
    """Reads a notice of the office, then empties a folder."""
    async with both(options, OFFICE, POST) as (office, post, recorders):
        await post.call_tool("list_folders", {})
        await office.call_tool("read_notice", {"name": "pontoon"})
        await anyio.sleep(0.4)
        await post.call_tool("clear_folder", {"folder": "accounts"})
    return recorders


async def uses_strangers(options) -> list[Recorder]:
    """The office and the stranger, side by side; each gets a call."""
    async with both(options, OFFICE, STRANGER) as (office, stranger, recorders):
        await office.call_tool("read_record", {"name": "berths"})
        await stranger.call_tool("add_note", {"title": "shopping", "text": "rope, tea, charts"})
    return recorders


async def uses_post(options) -> list[Recorder]:
    """The office and the post room."""
    async with both(options, OFFICE, POST) as (office, post, recorders):
        await office.call_tool("read_record", {"name": "berths"})
        await post.call_tool("list_folders", {})
    return recorders


@asynccontextmanager
async def asked(options):
    """A session whose model and person answer whatever they are asked."""
    recorder = Recorder(options.label)
    given = {"name": "Cora", "nights": 2, "card": "green", "password": "not-a-real-password"}

    async def sample(context, parameters):
        text = types.TextContent(type="text", text="Shoals off the north head; strong ebb.")
        return types.CreateMessageResult(role="assistant", content=text, model="example-model-1")

    async def elicit(context, parameters):
        if isinstance(parameters, types.ElicitRequestURLParams):
            return types.ElicitResult(action="accept")
        fields = parameters.requestedSchema["properties"]
        return types.ElicitResult(action="accept", content={name: given[name] for name in fields})

    async with open_session(recorder, options, sampling_callback=sample, elicitation_callback=elicit) as session:
        await session.list_tools()
        yield session, recorder


async def one_call(options, name: str, **values) -> list[Recorder]:
    async with asked(options) as (session, recorder):
        await session.call_tool(name, values)
    return [recorder]


async def gives_secrets(options) -> list[Recorder]:
    return await one_call(options, "renew_membership")


async def gives_particulars(options) -> list[Recorder]:
    return await one_call(options, "book_berth")


async def signs_in_elsewhere(options) -> list[Recorder]:
    return await one_call(options, "sign_in", where="elsewhere")


async def signs_in(options) -> list[Recorder]:
    return await one_call(options, "sign_in", where="club")


async def lends_model(options) -> list[Recorder]:
    return await one_call(options, "plan_season", passages=16, tokens=32000)


async def helps_planning(options) -> list[Recorder]:
    return await one_call(options, "plan_season", passages=8, tokens=300)


async def depths(options) -> list[Recorder]:
    """Three calls, with time for what the server sends on its own."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await anyio.sleep(0.2)
        await session.list_tools()
        for place in ("Saltwick", "Fernhaven", "Old Quay"):
            await session.call_tool("depth", {"place": place})
        await anyio.sleep(0.4)
    return [recorder]


async def reads_again(options) -> list[Recorder]:
    """By hand: a client whose connection broke just when the answer came. It takes the stream up again (Last-Event-ID) from
    the last event that it is sure of, and the server sends the answer once more, as it should."""
    recorder = Recorder(options.label)
    headers = {"accept": "application/json, text/event-stream", "mcp-protocol-version": "2025-11-25"}
    hello = {
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "chart-table", "version": "3.2.0"},
    }
    call = {"name": "tide_table", "arguments": {"harbour": "Saltwick"}}
    async with recording_client(recorder, options) as http:

        async def send(method: str, params: dict, **number):
            body = {"jsonrpc": "2.0", **number, "method": method, "params": params}
            return await http.post(options.url, headers=headers, json=body)

        headers["mcp-session-id"] = (await send("initialize", hello, id=0)).headers["mcp-session-id"]
        await send("notifications/initialized", {})
        reply = await send("tools/call", call, id=1)
        first = next(line.partition(": ")[2] for line in reply.text.splitlines() if line.startswith("id: "))
        again = {**headers, "accept": "text/event-stream", "last-event-id": first}
        async with http.stream("GET", options.url, headers=again) as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data: {"):
                    break
        await send("tools/call", {**call, "arguments": {"harbour": "Old Quay"}}, id=2)
        await http.delete(options.url, headers=headers)
    return [recorder]


async def main() -> None:
    options = arguments()
    finish(options, *await globals()[options.play](options))


anyio.run(main)
