"""Between the MCP client and its HTTP library: notes every JSON-RPC message sent or received.

The time of a message is when its last byte went out or came in. Works with `httpx` (used by PyPI `mcp` 1.x) and
`httpx2` (used by 2.x): both have the same interface.
"""

from __future__ import annotations

import json
import time
import zlib
from typing import Any, Callable

REQUEST_SENT = (".send_request_body.complete",)


class EventStreamReader:
    """Cuts a byte stream into server-sent events; any line end, several `data:` lines."""

    def __init__(self) -> None:
        self._rest = b""
        self._event: dict[str, Any] = {}

    def feed(self, chunk: bytes) -> list[dict[str, str]]:
        self._rest += chunk
        events = []
        while True:
            positions = [p for p in (self._rest.find(b"\n"), self._rest.find(b"\r")) if p >= 0]
            if not positions:
                return events
            end = min(positions)
            if self._rest[end : end + 1] == b"\r" and end + 1 == len(self._rest):
                return events  # the line feed may still come
            skip = 2 if self._rest[end : end + 2] == b"\r\n" else 1
            line, self._rest = self._rest[:end].decode("utf-8"), self._rest[end + skip :]
            if line == "":
                if self._event:
                    events.append({**self._event, "data": "\n".join(self._event.get("data", []))})
                self._event = {}
            elif not line.startswith(":"):
                name, _, value = line.partition(":")
                value = value.removeprefix(" ")
                if name == "data":
                    self._event.setdefault("data", []).append(value)
                else:
                    self._event[name] = value


def decoder(coding: str) -> Callable[[bytes], bytes]:
    """What turns the next piece of a body in this content coding into plain bytes."""
    if coding == "gzip":
        return zlib.decompressobj(31).decompress
    if coding == "br":
        import brotli

        return brotli.Decompressor().process
    if coding == "zstd":
        import zstandard

        return zstandard.ZstdDecompressor().decompressobj().decompress
    return lambda piece: piece


class Recorder:
    """One client session's messages and HTTP exchanges, in the order in which the client saw them."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.exchanges: list[dict[str, Any]] = []
        self.messages: list[dict[str, Any]] = []
        self.post_endpoint: str | None = None
        self.transport: str | None = None
        self.redirected_calls = 0

    # -- the wire, as the HTTP library sees it --

    def open_exchange(self, method: str, url: str, headers: dict[str, str], body: bytes) -> dict[str, Any]:
        exchange = {
            "index": len(self.exchanges),
            "started": time.time(),
            "method": method,
            "url": url,
            "request_bytes": len(body),
            "request_headers": headers,
            "status": None,
            "response_bytes": 0,
            "decoded_bytes": 0,
            "response_headers": {},
            "client_address": None,
            "client_port": None,
            "http_version": None,
            "whole_response": False,
            "events": 0,
            "ended": None,
        }
        self.exchanges.append(exchange)
        self._take_body("c2s", body, exchange, exchange["started"])
        return exchange

    def request_sent(self, exchange: dict[str, Any], only: dict[str, Any] | None = None) -> None:
        """The request's last byte left: from here a call's duration runs."""
        now = time.time()
        for message in self.messages if only is None else [only]:
            if message["exchange"] == exchange["index"] and message["direction"] == "c2s":
                message["time"] = now

    def redirected(self, exchange: dict[str, Any]) -> None:
        """The server sent the request elsewhere: what counts is the same request made again there."""
        gone = [message for message in self.messages if message["exchange"] == exchange["index"]]
        self.redirected_calls += sum(message["json"].get("method") == "tools/call" for message in gone)
        self.messages = [message for message in self.messages if message not in gone]

    def take_json(self, exchange: dict[str, Any], body: bytes) -> None:
        self._take_body("s2c", body, exchange, time.time())

    def take_event(self, exchange: dict[str, Any], event: dict[str, str]) -> None:
        exchange["events"] += 1
        if event.get("event") == "endpoint":
            self.post_endpoint = event["data"]
        elif event.get("data"):
            self._take_body("s2c", event["data"].encode("utf-8"), exchange, time.time())

    def _take_body(self, direction: str, body: bytes, exchange: dict[str, Any], when: float) -> None:
        try:
            value = json.loads(body)
        except ValueError:
            return
        for position, message in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(message, dict) and message.get("jsonrpc") == "2.0":
                self.messages.append(
                    {
                        "time": when,
                        "direction": direction,
                        "exchange": exchange["index"],
                        "json": message,
                        "batch_position": position if isinstance(value, list) else None,
                    }
                )


def recording_transport(recorder: Recorder, library: Any, **options: Any) -> Any:
    """A transport of `library` (httpx or httpx2) that tells `recorder` what passes through it."""

    class RecordingStream(library.AsyncByteStream):
        def __init__(self, inner: Any, exchange: dict[str, Any], headers: Any) -> None:
            self._inner, self._exchange = inner, exchange
            self._is_events = headers.get("content-type", "").startswith("text/event-stream")
            self._inflate = decoder(headers.get("content-encoding", "identity"))
            self._reader, self._body = EventStreamReader(), b""

        async def __aiter__(self):
            async for chunk in self._inner:
                self._exchange["response_bytes"] += len(chunk)
                self._take(self._inflate(chunk))
                yield chunk
            self._exchange["whole_response"] = True
            self._finish()

        def _take(self, decoded: bytes) -> None:
            self._exchange["decoded_bytes"] += len(decoded)
            if self._is_events:
                for event in self._reader.feed(decoded):
                    recorder.take_event(self._exchange, event)
            else:
                self._body += decoded

        def _finish(self) -> None:
            if self._exchange["ended"] is None:
                self._exchange["ended"] = time.time()
                if not self._is_events:
                    recorder.take_json(self._exchange, self._body)

        async def aclose(self) -> None:
            self._finish()
            await self._inner.aclose()

    class RecordingTransport(library.AsyncBaseTransport):
        def __init__(self) -> None:
            self._inner = library.AsyncHTTPTransport(**options)

        async def handle_async_request(self, request: Any) -> Any:
            body = await request.aread()
            exchange = recorder.open_exchange(request.method, str(request.url), dict(request.headers), body)

            async def trace(event: str, details: dict[str, Any]) -> None:
                if event.endswith(REQUEST_SENT):
                    recorder.request_sent(exchange)

            request.extensions = {**request.extensions, "trace": trace}
            try:
                response = await self._inner.handle_async_request(request)
            except BaseException:
                exchange["ended"] = time.time()
                raise
            exchange["status"] = response.status_code
            if response.has_redirect_location:
                recorder.redirected(exchange)
            exchange["response_headers"] = dict(response.headers)
            exchange["http_version"] = response.extensions.get("http_version", b"").decode()
            network = response.extensions.get("network_stream")
            address = network.get_extra_info("client_addr") if network is not None else None
            exchange["client_address"] = address[0] if address else None
            exchange["client_port"] = address[1] if address else None
            return library.Response(
                response.status_code,
                headers=response.headers,
                extensions=response.extensions,
                stream=RecordingStream(response.stream, exchange, response.headers),
            )

        async def aclose(self) -> None:
            await self._inner.aclose()

    return RecordingTransport()
