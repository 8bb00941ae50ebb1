"""What clients on PyPI `mcp` 1.x do with servers whose definitions and results are not what they seem: `--play NAME`."""

from __future__ import annotations

import anyio
from mcp import types
from session_mcp1 import MODEL, arguments, finish, open_session

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


async def main() -> None:
    options = arguments()
    finish(options, *await globals()[options.play](options))


anyio.run(main)
