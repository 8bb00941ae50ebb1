"""What agents on PyPI `mcp` 2.x do for minutes while nothing is wrong: `--play NAME`."""

from __future__ import annotations

import random

import anyio
from session_mcp2 import arguments, finish, open_client

from lab.wire import Recorder

SECONDS = 180


async def listening(options) -> list[Recorder]:
    """A resource that changes every five seconds, and a client that listens and reads it anew."""
    listener, other = Recorder("listening"), Recorder("changing")
    async with open_client(listener, options) as watcher, open_client(other, options) as client:
        async with watcher.listen(resource_subscriptions=["harbour://saltwick/state"]) as changes:
            async with anyio.create_task_group() as group:
                group.start_soon(change, client)
                seen = 0
                async for _ in changes:
                    await watcher.read_resource("harbour://saltwick/state")
                    seen += 1
                    if seen == SECONDS // 5:
                        break
    return [listener, other]


async def change(client) -> None:
    for number in range(SECONDS // 5):
        await client.call_tool("close_harbour", {"harbour": "Saltwick"})
        await anyio.sleep(5)


async def bursts(options) -> list[Recorder]:
    """Some calls at once, then a pause in which a model thinks."""
    recorder, source = Recorder(options.label), random.Random(9)
    harbours = ["Saltwick", "Fernhaven", "Old Quay"]
    async with open_client(recorder, options) as client:
        await client.list_tools()
        with anyio.move_on_after(SECONDS):
            while True:
                async with anyio.create_task_group() as group:
                    for number in range(source.randint(1, 7)):
                        given = {"harbour": source.choice(harbours), "days": source.randint(1, 5)}
                        group.start_soon(client.call_tool, "tide_table", given)
                await client.call_tool("search_notices", {"query": source.choice(harbours)})
                await anyio.sleep(min(30, source.lognormvariate(1.6, 0.9)))
    return [recorder]


async def main() -> None:
    options = arguments()
    finish(options, *await globals()[options.play](options))


anyio.run(main)
