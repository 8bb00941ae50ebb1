"""What agents on PyPI `mcp` 1.x do for minutes while nothing is wrong: `--play NAME`."""

from __future__ import annotations

import random

import anyio
from session_mcp1 import arguments, finish, open_session

from lab.wire import Recorder

SECONDS = 180


async def pings(options) -> list[Recorder]:
    """A session that is kept alive, with a call now and then."""
    recorder, pauses = Recorder(options.label), random.Random(4)
    async with open_session(recorder, options) as session:
        await session.list_tools()
        for number in range(SECONDS // 4):
            await session.send_ping()
            if pauses.random() < 0.15:
                await session.call_tool("search_notices", {"query": pauses.choice(["buoy", "Saltwick", "bridge"])})
            await anyio.sleep(4)
    return [recorder]


async def polling(options) -> list[Recorder]:
    """The same question every five seconds, and the list of tools every half minute, as a cautious program does."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        for number in range(SECONDS // 5):
            if number % 6 == 0:
                await session.list_tools()
            await session.call_tool("search_notices", {"query": "closed", "limit": 5})
            await anyio.sleep(5)
    return [recorder]


async def tasks(options) -> list[Recorder]:
    """Three tools run as tasks, each polled at the interval that the server asks for."""
    from mcp import types

    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await session.list_tools()
        for seconds in (40, 60, 50):
            made = await session.experimental.call_tool_as_task("survey", {"seconds": seconds}, ttl=120_000)
            async for _ in session.experimental.poll_task(made.task.taskId):
                pass
            await session.experimental.get_task_result(made.task.taskId, types.CallToolResult)
    return [recorder]


async def main() -> None:
    options = arguments()
    finish(options, *await globals()[options.play](options))


anyio.run(main)
