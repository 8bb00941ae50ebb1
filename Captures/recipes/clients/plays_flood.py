"""A session of PyPI `mcp` 1.x over HTTP/2, and streams that are opened and reset at once, written with `h2`: `--play NAME`."""

from __future__ import annotations

import copy
import time
from urllib.parse import urlsplit

import anyio
import h2.config
import h2.connection
import h2.events
from anyio.abc import SocketAttribute
from session_mcp1 import arguments, finish, open_session, tls

from lab.wire import Recorder


async def resets(options) -> list[Recorder]:
    """A connection on which streams are opened and reset before they can be answered."""
    good, outside = Recorder("session"), Recorder("flood")
    async with open_session(good, options) as session:
        await session.call_tool("tide_table", {"harbour": "Saltwick"})
    await streams(options, outside, 240)
    return [good, outside]


async def leaves(options) -> list[Recorder]:
    """The same with as many streams as a page full of small things has that is left before they have come."""
    good, outside = Recorder("session"), Recorder("page")
    async with open_session(good, options) as session:
        await session.call_tool("tide_table", {"harbour": "Saltwick"})
    await streams(options, outside, 80)
    return [good, outside]


async def streams(options, recorder: Recorder, count: int) -> None:
    parts = urlsplit(options.url)
    path = parts.path + "/"
    connection = h2.connection.H2Connection(h2.config.H2Configuration())
    connection.initiate_connection()
    context = tls(copy.copy(options))
    async with await anyio.connect_tcp(
        parts.hostname, parts.port, ssl_context=context, tls_hostname=parts.hostname, tls_standard_compatible=False
    ) as stream:
        address, port = stream.extra(SocketAttribute.local_address)[:2]
        await stream.send(connection.data_to_send())
        connection.receive_data(await stream.receive())
        for number in range(count):
            identifier = connection.get_next_available_stream_id()
            exchange = recorder.open_exchange("GET", f"{parts.scheme}://{parts.netloc}{path}", {}, b"")
            exchange.update(client_address=address, client_port=port, http_version="HTTP/2", ended=time.time())
            head = [(":method", "GET"), (":scheme", parts.scheme), (":authority", parts.netloc), (":path", path)]
            connection.send_headers(identifier, head, end_stream=True)
            connection.reset_stream(identifier, 8)
            if number % 10 == 9:
                await stream.send(connection.data_to_send())
        await stream.send(connection.data_to_send())
        with anyio.move_on_after(1):
            while True:
                await stream.receive()


async def main() -> None:
    options = arguments()
    finish(options, *await globals()[options.play](options))


anyio.run(main)
