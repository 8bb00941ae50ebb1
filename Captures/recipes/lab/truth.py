"""Ground truth, written by the client process itself from what its `Recorder`s noted.

Sizes are bytes of compact JSON in UTF-8 (`json.dumps(value, separators=(",", ":"), ensure_ascii=False)`) of
`params.arguments` and of the whole `result` object, so they do not depend on white space or escapes on the wire.
"""

from __future__ import annotations

import json
from typing import Any, Callable

from lab.wire import Recorder


def compact_size(value: Any) -> int:
    """Bytes of `value` as compact JSON in UTF-8."""
    return len(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode("utf-8"))


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
    for call in asking:
        call["status"] = "pending"  # the question that came as answer is open
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
