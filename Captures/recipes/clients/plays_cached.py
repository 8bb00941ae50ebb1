"""Clients on PyPI `mcp` 2.x with a server whose list of tools may be kept: `--play NAME`."""

from __future__ import annotations

import anyio
from session_mcp2 import arguments, finish, open_client

from lab.wire import Recorder


def at(options, address: str):
    return type(options)(**{**vars(options), "local_address": address})


async def each_once(options) -> list[Recorder]:
    """An agent, then an auditor: each lists once."""
    recorders = [Recorder("agent"), Recorder("auditor")]
    async with open_client(recorders[0], at(options, "192.0.2.10")) as client:
        await client.list_tools()
        await client.call_tool("search_notices", {"word": "buoy"})
    async with open_client(recorders[1], at(options, "192.0.2.11")) as client:
        await client.list_tools()
    return recorders


async def told(options) -> list[Recorder]:
    """Both list; then one opens the office and lists again, and so does the other when it hears of it."""
    recorders = [Recorder("listening"), Recorder("opening")]
    first, second = at(options, "192.0.2.10"), at(options, "192.0.2.11")
    async with open_client(recorders[0], first) as watcher, open_client(recorders[1], second) as client:
        await watcher.list_tools()
        await client.list_tools()
        async with watcher.listen(tools_list_changed=True) as changes:
            await client.call_tool("open_office", {})
            await client.list_tools(cache_mode="refresh")
            async for _ in changes:
                break
            await watcher.list_tools(cache_mode="refresh")
        await watcher.call_tool("request_pilot", {"ship": "Fair Isle"})
    return recorders


async def renews(options) -> list[Recorder]:
    """One client that lists again whenever ten minutes are over, as the list says: ten minutes are a second here."""
    recorder = Recorder(options.label)
    async with open_client(recorder, options) as client:
        await client.list_tools()
        for _ in range(24):
            await anyio.sleep(1)
            await client.list_tools(cache_mode="refresh")
        await client.call_tool("search_notices", {"word": "buoy"})
    return [recorder]


async def main() -> None:
    options = arguments()
    finish(options, *await globals()[options.play](options))


anyio.run(main)
