"""Requests whose framing is written by hand, in a session of PyPI `mcp` 1.x: `--play NAME`."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import anyio
import h11
from anyio.abc import SocketAttribute
from session_mcp1 import arguments, finish, open_session

from lab.wire import Recorder


def call(number: int, tool: str, **given) -> bytes:
    params = {"name": tool, "arguments": given}
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}).encode()


def head(options, recorder: Recorder, *lines: str) -> bytes:
    """A request's head in the recorded session."""
    session = next(e["response_headers"]["mcp-session-id"] for e in recorder.exchanges if e["status"] == 200)
    parts = urlsplit(options.url)
    fields = [
        f"POST {parts.path} HTTP/1.1",
        f"Host: {parts.netloc}",
        "Accept: application/json, text/event-stream",
        "Content-Type: application/json",
        "MCP-Protocol-Version: 2025-11-25",
        f"MCP-Session-Id: {session}",
        *lines,
    ]
    return "\r\n".join(fields).encode() + b"\r\n\r\n"


async def converse(options, recorder: Recorder, bodies: list[bytes], *pieces: bytes) -> None:
    """Sends `pieces` over one connection, and reads an answer for each of the `bodies`, which are the requests' bodies."""
    parts = urlsplit(options.url)
    exchanges = [recorder.open_exchange("POST", options.url, {}, body) for body in bodies]
    async with await anyio.connect_tcp(parts.hostname, parts.port) as stream:
        address, port = stream.extra(SocketAttribute.local_address)[:2]
        for piece in pieces:
            await stream.send(piece)
            await anyio.sleep(0.05)  # pieces in packets of their own
        for exchange in exchanges:
            recorder.request_sent(exchange)
        rest = b""
        for exchange in exchanges:
            parser, body = h11.Connection(h11.CLIENT), b""
            parser.send(h11.Request(method="POST", target=parts.path, headers=[("host", parts.netloc), ("content-length", "0")]))
            parser.send(h11.EndOfMessage())
            if rest:
                parser.receive_data(rest)
            while True:
                event = parser.next_event()
                if event is h11.NEED_DATA:
                    parser.receive_data(await stream.receive())
                elif isinstance(event, h11.Response):
                    exchange["status"] = event.status_code
                    exchange["response_headers"] = {n.decode(): v.decode() for n, v in event.headers}
                elif isinstance(event, h11.Data):
                    body += bytes(event.data)
                elif isinstance(event, h11.EndOfMessage):
                    break
            rest = parser.trailing_data[0]
            exchange.update(
                http_version="HTTP/1.1",
                client_address=address,
                client_port=port,
                response_bytes=len(body),
                decoded_bytes=len(body),
                whole_response=True,
            )
            recorder.take_json(exchange, body)
            exchange["ended"] = recorder.messages[-1]["time"]


async def smuggled(options) -> list[Recorder]:
    """A request with two lengths: by the one, the call that follows is its body; by the other, a request of its own."""
    first, other = Recorder("session"), Recorder("by hand")
    async with open_session(first, options) as session:
        await session.call_tool("tide_table", {"harbour": "Saltwick"})
        hidden = call(8, "close_harbour", name="Saltwick")
        inner = b"0\r\n\r\n" + head(options, first, f"Content-Length: {len(hidden)}") + hidden
        outer = head(options, first, f"Content-Length: {len(inner)}", "Transfer-Encoding: chunked")
        await converse(options, other, [b"", hidden], outer + inner)
    return [first, other]


async def plain(options) -> list[Recorder]:
    """Two requests without waiting, of which one is in chunks, with extensions and a trailer: rare, and clear."""
    first, other = Recorder("session"), Recorder("by hand")
    async with open_session(first, options) as session:
        await session.call_tool("tide_table", {"harbour": "Saltwick"})
        one, two = call(7, "tide_table", harbour="Old Quay"), call(8, "close_harbour", name="Saltwick")
        chunks = b"".join(b"%X;part=%d\r\n%s\r\n" % (len(one[at : at + 40]), at, one[at : at + 40]) for at in range(0, len(one), 40))
        chunked = head(options, first, "transfer-encoding:chunked", "Trailer: X-Sum") + chunks + b"0\r\nX-Sum: 17\r\n\r\n"
        sized = head(options, first, f"Content-Length: {len(two)}") + two
        await converse(options, other, [one, two], chunked, sized)
    return [first, other]


async def main() -> None:
    options = arguments()
    finish(options, *await globals()[options.play](options))


anyio.run(main)
