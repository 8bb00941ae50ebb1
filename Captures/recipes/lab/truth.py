"""Ground truth, written by the client process itself.

A `Recorder` sits between the MCP client and its HTTP library and notes every JSON-RPC message that the client
sent or received, with the time at which the last byte went out or came in. It works with `httpx` (used by
PyPI `mcp` 1.x) and `httpx2` (used by 2.x): both have the same interface.

Sizes are bytes of compact JSON in UTF-8 (`json.dumps(value, separators=(",", ":"), ensure_ascii=False)`) of
`params.arguments` and of the whole `result` object, so they do not depend on white space or escapes on the wire.
"""

from __future__ import annotations

import json
import time
import zlib
from typing import Any, Callable

REQUEST_SENT = (".send_request_body.complete",)


def compact_size(value: Any) -> int:
    """Bytes of `value` as compact JSON in UTF-8."""
    return len(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode("utf-8"))


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


# -- from messages to calls --


def identity(value: Any) -> str:
    """Keeps the ids 1 and "1" apart."""
    return json.dumps(value)


def kind_of(message: dict[str, Any]) -> str:
    if "method" in message:
        return "request" if "id" in message else "notification"
    return "error" if "error" in message else "result"


def tool_calls(recorder: Recorder) -> list[dict[str, Any]]:
    """Every `tools/call` the client made, with its answer; rounds of one operation are joined."""
    calls: list[dict[str, Any]] = []
    waiting: dict[str, dict[str, Any]] = {}
    asking: list[dict[str, Any]] = []
    asked: set[str] = set()
    for entry in recorder.messages:
        message = entry["json"]
        kind = kind_of(message)
        if entry["direction"] == "c2s" and kind == "request":
            asked.add(identity(message["id"]))
        if entry["direction"] == "c2s" and kind == "request" and message.get("method") == "tools/call":
            call = continued(asking, message["params"])
            if call is None:
                call = new_call(entry)
                calls.append(call)
            else:
                asking.remove(call)
                call["rounds"] += 1
            call["ids"].append(message["id"])
            call["_exchanges"].append(entry["exchange"])
            waiting[identity(message["id"])] = call
        elif entry["direction"] == "c2s" and message.get("method") == "notifications/cancelled":
            call = waiting.get(identity(message["params"]["requestId"]))
            if call is not None:
                call["status"], call["ended"] = "cancelled", entry["time"]
        elif entry["direction"] == "s2c" and kind in ("result", "error"):
            call = waiting.pop(identity(message.get("id")), None) or refused(waiting, asked, entry)
            if call is not None:
                answer(call, entry, asking)
    for call in calls:
        settle(call, recorder)
    return calls


def new_call(entry: dict[str, Any]) -> dict[str, Any]:
    params = entry["json"]["params"]
    return {
        "tool": params["name"],
        "ids": [],
        "rounds": 1,
        "started": entry["time"],
        "ended": None,
        "arguments_bytes": compact_size(params["arguments"]) if "arguments" in params else None,
        "result_bytes": None,
        "is_error": False,
        "error_code": None,
        "http_status": None,
        "status": None,
        "_state": None,
        "_arguments": params.get("arguments"),
        "_exchanges": [],
    }


def continued(asking: list[dict[str, Any]], params: dict[str, Any]) -> dict[str, Any] | None:
    """The operation that this request takes up again, if it is a further round."""
    for call in asking:
        same_state = call["_state"] is not None and call["_state"] == params.get("requestState")
        if same_state or (call["_state"] is None and call["tool"] == params["name"] and "inputResponses" in params):
            return call
    return None


def refused(waiting: dict[str, dict[str, Any]], asked: set[str], entry: dict[str, Any]) -> dict[str, Any] | None:
    """An error whose id no request has belongs to the request of its exchange."""
    if "error" not in entry["json"] or identity(entry["json"].get("id")) in asked:
        return None
    for key, call in waiting.items():
        if call["_exchanges"][-1] == entry["exchange"]:
            return waiting.pop(key)
    return None


def answer(call: dict[str, Any], entry: dict[str, Any], asking: list[dict[str, Any]]) -> None:
    message = entry["json"]
    if call["status"] == "cancelled":
        call["error_code"] = message.get("error", {}).get("code")
        return
    if "error" in message:
        call["error_code"] = message["error"]["code"]
    else:
        result = message["result"]
        if result.get("resultType") == "input_required":
            call["_state"] = result.get("requestState")
            asking.append(call)
            return
        call["result_bytes"] = compact_size(result)
        call["is_error"] = bool(result.get("isError", False))
    call["ended"], call["status"] = entry["time"], "complete"


def settle(call: dict[str, Any], recorder: Recorder) -> None:
    last = recorder.exchanges[call.pop("_exchanges")[-1]]
    call["http_status"] = last["status"]
    call["client_port"] = last["client_port"]
    if call["status"] is None:
        modern = "mcp-method" in last["request_headers"]
        call["status"] = "cancelled" if modern and not last["whole_response"] else "unanswered"
        call["ended"] = last["ended"]
    ended = call["ended"]
    call["duration_ms"] = None if ended is None else round((ended - call["started"]) * 1000, 3)
    del call["_state"], call["_arguments"]


def session_facts(recorder: Recorder) -> dict[str, Any]:
    """Who spoke with whom, how, and under which id."""
    facts: dict[str, Any] = {
        "label": recorder.label,
        "transport": None,
        "revision": None,
        "session_id": None,
        "client_address": next((e["client_address"] for e in recorder.exchanges if e["client_address"]), None),
        "client": None,
        "server": None,
        "tools_listed": [],
    }
    for entry in recorder.messages:
        take_identity(facts, entry["json"])
    for exchange in recorder.exchanges:
        session = exchange["response_headers"].get("mcp-session-id")
        if session and exchange["status"] == 200 and facts["session_id"] is None:
            facts["session_id"] = session
    facts["transport"] = transport_of(recorder)
    if recorder.post_endpoint:
        facts["session_id"] = recorder.post_endpoint.partition("session_id=")[2] or None
    return facts


def take_identity(facts: dict[str, Any], message: dict[str, Any]) -> None:
    params, result = (
        value if isinstance(value, dict) else {} for value in (message.get("params"), message.get("result"))
    )
    meta = {**(params.get("_meta") or {}), **(result.get("_meta") or {})}
    prefix = "io.modelcontextprotocol/"
    facts["client"] = facts["client"] or params.get("clientInfo") or meta.get(prefix + "clientInfo")
    facts["server"] = facts["server"] or result.get("serverInfo") or meta.get(prefix + "serverInfo")
    if message.get("method") != "server/discover":
        facts["revision"] = result.get("protocolVersion") or facts["revision"] or meta.get(prefix + "protocolVersion")
    facts["tools_listed"] += [tool["name"] for tool in result.get("tools", []) if isinstance(tool, dict)]


def transport_of(recorder: Recorder) -> str | None:
    if recorder.transport or recorder.post_endpoint:
        return recorder.transport or "http_sse"
    posts = [e for e in recorder.exchanges if e["method"] == "POST"]
    if not recorder.messages or not posts:
        return None
    return "streamable_modern" if "mcp-method" in posts[-1]["request_headers"] else "streamable_legacy"


def other_messages(recorder: Recorder) -> list[dict[str, Any]]:
    """Every JSON-RPC message in order, without its body."""
    methods = {"c2s": {}, "s2c": {}}
    rows = []
    for entry in recorder.messages:
        message, direction = entry["json"], entry["direction"]
        kind = kind_of(message)
        if kind == "request":
            methods[direction][identity(message["id"])] = message["method"]
        opposite = "s2c" if direction == "c2s" else "c2s"
        rows.append(
            {
                "time": entry["time"],
                "direction": direction,
                "kind": kind,
                "method": message.get("method") or methods[opposite].get(identity(message.get("id"))),
                "id": message.get("id"),
                "bytes": compact_size(message),
                "exchange": entry["exchange"],
            }
        )
    return rows


def write(path: str, recorders: list[Recorder], software: Callable[[], dict[str, str]]) -> None:
    """One client process's ground truth."""
    sessions = []
    for recorder in recorders:
        sessions.append(
            {
                **session_facts(recorder),
                "redirected_calls": recorder.redirected_calls,
                "tool_calls": tool_calls(recorder),
                "messages": other_messages(recorder),
                "exchanges": [public(exchange) for exchange in recorder.exchanges],
            }
        )
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"software": software(), "sessions": sessions}, file)


def public(exchange: dict[str, Any]) -> dict[str, Any]:
    headers = exchange["response_headers"]
    path = "/" + exchange["url"].split("://", 1)[1].partition("/")[2]
    return {
        "started": exchange["started"],
        "ended": exchange["ended"],
        "method": exchange["method"],
        "path": path,
        "status": exchange["status"],
        "http_version": exchange["http_version"],
        "client_port": exchange["client_port"],
        "content_type": headers.get("content-type"),
        "content_encoding": headers.get("content-encoding"),
        "request_bytes": exchange["request_bytes"],
        "response_bytes": exchange["response_bytes"],
        "decoded_bytes": exchange["decoded_bytes"],
        "events": exchange["events"],
        "whole_response": exchange["whole_response"],
    }
