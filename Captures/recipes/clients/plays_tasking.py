"""Programs and people on PyPI `mcp` 1.x that look for what is new, and act on it: `--play NAME`. A minute is a second here;
`edits.stretch` makes it a minute again."""

from __future__ import annotations

import random

import anyio
from session_mcp1 import arguments, finish, open_session, unconnected

from lab.wire import Recorder

QUESTIONS = 40


async def looks(options, pauses, words: str) -> list[Recorder]:
    """Asks whether there is something new, and answers what is long."""
    recorder = Recorder(options.label)
    async with unconnected(recorder, options) as session:
        await session.list_tools()
        for pause in pauses:
            await anyio.sleep(pause)
            reply = await session.call_tool("latest_bulletin", {"board": "harbour"})
            if len(reply.content[0].text) > 40:
                await anyio.sleep(0.1)
                await session.call_tool("post_reply", {"board": "harbour", "text": words})
    return [recorder]


async def obeys(options) -> list[Recorder]:
    """An implant: every minute, more or less by a fifth."""
    source = random.Random(11)
    said = "saltwick-07 uid=1000(sailor) 192.0.2.10/24 drwxr-x--- sailor"
    return await looks(options, [source.uniform(0.8, 1.2) for _ in range(QUESTIONS)], said)


async def converses(options) -> list[Recorder]:
    """A person at work, who has an assistant look now and then."""
    source = random.Random(11)
    pauses = [max(0.05, source.lognormvariate(-0.5, 1.2)) for _ in range(QUESTIONS)]
    return await looks(options, pauses, "Thank you, noted for the passage on Monday.")


async def repeats(options) -> list[Recorder]:
    """An agent that does not see that it gets nowhere."""
    return await searches(options, ["pilot"] * 30)


async def works_through(options) -> list[Recorder]:
    """An agent that works through a list of its own."""
    return await searches(options, [f"berth {number}" for number in range(1, 31)])


async def searches(options, words: list[str]) -> list[Recorder]:
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await session.list_tools()
        for word in words:
            await session.call_tool("search_notices", {"query": word})
            await anyio.sleep(0.2)
    return [recorder]


async def main() -> None:
    options = arguments()
    finish(options, *await globals()[options.play](options))


anyio.run(main)
