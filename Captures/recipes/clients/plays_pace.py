"""What clients on PyPI `mcp` 1.x do in their own time, or in too little of it: `--play NAME`. What takes minutes or hours
takes seconds here; `edits.stretch` makes them minutes and hours again.
"""

from __future__ import annotations

import base64
import hashlib
import random

import anyio
from session_mcp1 import arguments, finish, open_session, unconnected

from lab.wire import Recorder


def with_options(options, **changed):
    """The same options with some changed."""
    return type(options)(**{**vars(options), **changed})


async def calls_in(options, pauses, tool: str, given: dict, pings: bool = False) -> list[Recorder]:
    """The same call after each pause; with `pings` the session is kept alive beside it."""
    recorder = Recorder(options.label)
    async with unconnected(recorder, options) as session:
        await session.list_tools()

        async def ping() -> None:
            while True:
                await anyio.sleep(1)
                await session.send_ping()

        async with anyio.create_task_group() as tasks:
            if pings:
                tasks.start_soon(ping)
            for pause in pauses:
                await anyio.sleep(pause)
                await session.call_tool(tool, given)
            tasks.cancel_scope.cancel()
    return [recorder]


def sleeps(count: int, jitter: float = 0.5, missed: float = 0.1) -> list[float]:
    """A sleep with jitter, as implants have it; now and then a check-in is missed."""
    source = random.Random(7)
    return [sum(source.uniform(1 - jitter, 1) for _ in range(1 + (source.random() < missed))) for _ in range(count)]


def moments(count: int) -> list[float]:
    """Pauses of people and of agents that work for them."""
    source = random.Random(7)
    return [min(8, max(0.05, source.lognormvariate(-0.8, 1.2))) for _ in range(count)]


SHIP = ("check_in", {"ship": "Kittiwake"})


async def checks_in(options) -> list[Recorder]:
    return await calls_in(options, sleeps(36), *SHIP)


async def alternates(options) -> list[Recorder]:
    """The rhythm of a program that calls now the one tool, now the other."""
    recorder, source = Recorder(options.label), random.Random(41)
    async with unconnected(recorder, options) as session:
        await session.list_tools()
        for pause in sleeps(40, jitter=0.3, missed=0):
            await anyio.sleep(pause)
            await session.call_tool(*source.choice([SHIP, ("berth_record", {"number": 7})]))
    return [recorder]


async def works(options) -> list[Recorder]:
    """As many calls of the same tool, in the time of a person, beside pings that keep the session alive."""
    return await calls_in(options, moments(36), *SHIP, pings=True)


async def checks_in_seldom(options) -> list[Recorder]:
    return await calls_in(options, sleeps(22, jitter=0.3, missed=0), *SHIP)


async def works_little(options) -> list[Recorder]:
    return await calls_in(options, moments(22), *SHIP)


async def asks_now_and_then(options) -> list[Recorder]:
    """Questions in the time of a person, over the time of thirty of a program's."""
    return await calls_in(options, [2 * pause for pause in moments(20)], *SHIP)


async def listens(options) -> list[Recorder]:
    """Waits for news on the stream of the session."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await anyio.sleep(0.3)  # the stream is open
        await session.list_tools()
        await session.call_tool("keep_watch", {})
        await anyio.sleep(36)
    return [recorder]


async def surveys(options) -> list[Recorder]:
    """Waits for a survey that tells of each of its steps."""
    recorder = Recorder(options.label)

    async def note(value, total, message) -> None:
        pass

    async with open_session(recorder, options) as session:
        await anyio.sleep(0.3)
        await session.list_tools()
        await session.call_tool("survey", {"steps": 36, "seconds_per_step": 0.9}, progress_callback=note)
    return [recorder]


async def stays(options) -> list[Recorder]:
    """A session whose stream is open all the time; a call in the beginning, and one at the end."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await anyio.sleep(0.2)
        await session.list_tools()
        await session.call_tool("berth_record", {"number": 4})
        await anyio.sleep(28)
        await session.call_tool("berth_record", {"number": 9})
    return [recorder]


async def stores(options, pages, pauses=None) -> list[Recorder]:
    """Pages for the log book, one each half hour or after pauses of their own."""
    recorder = Recorder(options.label)
    async with unconnected(recorder, options) as session:
        await session.list_tools()
        for number, page in enumerate(pages):
            await session.call_tool("store_page", page)
            await anyio.sleep(pauses[number] if pauses else 0.5)
    return [recorder]


def stolen(count: int, size: int):
    """What is compressed or encrypted; here random, and always the same."""
    source = random.Random(31)
    return [source.randbytes(size) for _ in range(count)]


async def drips(options) -> list[Recorder]:
    """An archive in base64, a piece in each page."""
    return await stores(
        options,
        [
            {"name": f"log {number}", "text": base64.b64encode(piece).decode()}
            for number, piece in enumerate(stolen(16, 2400))
        ],
    )


async def drips_in_hexadecimal(options) -> list[Recorder]:
    return await stores(
        options, [{"name": f"log {number}", "text": piece.hex()} for number, piece in enumerate(stolen(16, 1600))]
    )


async def drips_in_lines(options) -> list[Recorder]:
    """The same in lines of 76 characters, as tools for base64 write them."""
    return await stores(
        options,
        [
            {"name": f"log {number}", "text": base64.encodebytes(piece).decode()}
            for number, piece in enumerate(stolen(16, 2400))
        ],
    )


async def keeps_log(options) -> list[Recorder]:
    """Pages of as many bytes, when there is something to be kept: prose with the checksum of its picture, and small pictures that say what they are."""
    source, pages = random.Random(37), []
    words = (
        "wind west moderate sea slight visibility good buoy passed abeam course speed log reading depth watch".split()
    )
    for number, piece in enumerate(stolen(16, 2390)):
        if number % 2:
            data = base64.b64encode(b"\x89PNG\r\n\x1a\n" + piece).decode()
            pages.append({"name": f"log {number}", "picture": {"mimeType": "image/png", "data": data}})
        else:
            text = " ".join(source.choice(words) for _ in range(520))
            pages.append({"name": f"log {number}", "text": f"{text}. sha256 {hashlib.sha256(piece).hexdigest()}"})
    return await stores(options, pages, [0.31 + pause for pause in moments(len(pages))])


async def hands_in(options) -> list[Recorder]:
    """Six short pages, one each half hour."""
    return await stores(options, [{"name": f"log {number}", "text": "all well"} for number in range(6)])


async def hands_in_all_night(options) -> list[Recorder]:
    """Sixteen short pages, in a person's time."""
    pauses = [min(2.4, 0.31 + pause) for pause in moments(15)]
    return await stores(
        options, [{"name": f"log {number}", "text": "all well"} for number in range(16)], [*pauses, 3.2]
    )


async def harvest(options, count: int, address: str | None = None) -> Recorder:
    """Record after record, without a pause."""
    recorder = Recorder(f"{options.label} {address}" if address else options.label)
    async with open_session(recorder, with_options(options, local_address=address)) as session:
        await session.list_tools()
        for number in range(1, count + 1):
            await session.call_tool("berth_record", {"number": number})
    return recorder


async def harvests(options) -> list[Recorder]:
    return [await harvest(options, 45)]


async def shares(options) -> list[Recorder]:
    """As many calls by two clients, at the same time."""
    recorders: list[Recorder] = []

    async def one(address: str, count: int) -> None:
        recorders.append(await harvest(options, count, address))

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(one, "192.0.2.10", 23)
        tasks.start_soon(one, "192.0.2.11", 22)
    return recorders


async def waits(options) -> list[Recorder]:
    """A call that is silent for six seconds."""
    recorder = Recorder(options.label)
    async with open_session(recorder, options) as session:
        await session.list_tools()
        await session.call_tool("sound_depth", {"seconds": 0.2})
        await session.call_tool("sound_depth", {"seconds": 6})
    return [recorder]


async def watches(options) -> list[Recorder]:
    """A call as long, that tells how far it is."""
    recorder = Recorder(options.label)

    async def note(value, total, message) -> None:
        pass

    async with open_session(recorder, options) as session:
        await session.list_tools()
        await session.call_tool("sound_depth", {"seconds": 0.2})
        await session.call_tool("survey", {"steps": 4, "seconds_per_step": 1.5}, progress_callback=note)
    return [recorder]


async def at_once(options, numbers, together: int) -> list[Recorder]:
    recorder, limit = Recorder(options.label), anyio.CapacityLimiter(together)
    async with open_session(recorder, options) as session:
        await session.list_tools()

        async def call(number: int) -> None:
            async with limit:
                await session.call_tool("sound_depth", {"seconds": 0.8 + number / 1000})

        async with anyio.create_task_group() as tasks:
            for number in numbers:
                tasks.start_soon(call, number)
    return [recorder]


async def crowds(options) -> list[Recorder]:
    """Thirty-six calls in flight at one moment."""
    return await at_once(options, range(36), 36)


async def takes_turns(options) -> list[Recorder]:
    """As many calls, of which twelve at most are under way."""
    return await at_once(options, range(36), 12)


async def is_led_astray(options) -> list[Recorder]:
    """A session with the desk, and one under the desk's name with another address, as an entry in a file of hosts makes it."""
    recorder = Recorder("astray")
    named = await one_call(Recorder("named"), options)
    host = options.url.split("/")[2]
    async with open_session(recorder, with_options(options, url="http://192.0.2.81:8000/mcp"), host=host) as session:
        await session.call_tool(*SHIP)
    return [named, recorder]


async def goes_twice(options) -> list[Recorder]:
    """Two sessions with the desk, by its name."""
    return [await one_call(Recorder(label), options) for label in ("first", "second")]


async def one_call(recorder: Recorder, options) -> Recorder:
    async with open_session(recorder, options) as session:
        await session.list_tools()
        await session.call_tool(*SHIP)
    return recorder


async def main() -> None:
    options = arguments()
    finish(options, *await globals()[options.play](options))


anyio.run(main)
