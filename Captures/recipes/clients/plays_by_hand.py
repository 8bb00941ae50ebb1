"""Requests written by hand and sent with httpx: batches, and protocols that resemble MCP."""

from __future__ import annotations

import anyio
from session_mcp1 import arguments, finish, recording_client

from lab.wire import Recorder

BOTH = {"accept": "application/json, text/event-stream"}


def request(number, method: str, **params) -> dict:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def notification(method: str, **params) -> dict:
    return {"jsonrpc": "2.0", "method": method, "params": params}


def table(number, harbour: str) -> dict:
    return request(number, "tools/call", name="tide_table", arguments={"harbour": harbour})


async def batches(http, url: str) -> None:
    reply = await http.post(
        url,
        headers=BOTH,
        json=request(
            1,
            "initialize",
            protocolVersion="2025-03-26",
            capabilities={},
            clientInfo={"name": "batcher", "version": "0.9"},
        ),
    )
    headers = {**BOTH, "mcp-session-id": reply.headers["mcp-session-id"]}
    await http.post(url, headers=headers, json=[notification("notifications/initialized")])
    await http.post(url, headers=headers, json=[request(2, "tools/list"), request("2", "ping")])
    await http.post(url, headers=headers, json=[table(3, "Saltwick"), table("3", "Møllevik"), table(4, "Atlantis")])
    await http.post(
        url + "?form=events", headers=headers, json=[table(5, "Old Quay"), request(6, "no/such"), table(7, "Fernhaven")]
    )
    await http.post(
        url + "?form=event",
        headers=headers,
        json=[table(8, "Saltwick"), notification("notifications/roots/list_changed"), table(9, "Old Quay")],
    )


async def ethereum(http, url: str) -> None:
    account = "0x" + "52" * 20
    await http.post(url, json=request(1, "web3_clientVersion"))
    for number in range(2, 8):
        await http.post(
            url, json={"jsonrpc": "2.0", "id": number, "method": "eth_getBalance", "params": [account, "latest"]}
        )
    await http.post(url, json=[request(8, "eth_blockNumber"), request(9, "eth_gasPrice"), request(10, "net_version")])
    await http.post(url, json=request(11, "eth_noSuchMethod"))
    await http.post(url, json=request(12, "ping"))


async def models(http, url: str) -> None:
    tool = {
        "type": "function",
        "function": {
            "name": "tide_table",
            "description": "High and low water.",
            "parameters": {"type": "object", "properties": {"harbour": {"type": "string"}}},
        },
    }
    question = [{"role": "user", "content": "When is high water at Saltwick?"}]
    for stream in (False, True):
        await http.post(
            url + "/v1/chat/completions",
            headers={"authorization": "Bearer not-a-real-key"},
            json={"model": "example-model-1", "messages": question, "tools": [tool], "stream": stream},
        )
        await http.post(
            url + "/v1/messages",
            headers={"x-api-key": "not-a-real-key"},
            json={
                "model": "example-model-1",
                "messages": question,
                "max_tokens": 100,
                "stream": stream,
                "tools": [
                    {"name": "tide_table", "description": "High and low water.", "input_schema": {"type": "object"}}
                ],
            },
        )


async def agents(http, url: str) -> None:
    """A2A: JSON-RPC over HTTP with `tasks/get`, and an SSE reply."""
    part = {"kind": "text", "text": "plan a passage"}
    message = {"role": "user", "parts": [part], "messageId": "m-1"}
    await http.get(url + "/.well-known/agent-card.json")
    await http.post(url, json=request(1, "message/send", message=message))
    await http.post(url, json=request(2, "tasks/get", id="task-1"))
    await http.post(url, headers={"accept": "text/event-stream"}, json=request(3, "message/stream", message=message))
    await http.post(url, json=request(4, "tasks/cancel", id="task-1"))


async def language_server(http, url: str) -> None:
    """LSP messages in HTTP bodies: `initialize` without the marks of MCP."""
    await http.post(
        url,
        json=request(
            1,
            "initialize",
            processId=4242,
            rootUri="file:///home/sailor/code",
            capabilities={"textDocument": {"hover": {"contentFormat": ["markdown"]}}},
            clientInfo={"name": "editor", "version": "1.95"},
        ),
    )
    await http.post(url, json=notification("initialized"))
    await http.post(
        url,
        json=request(
            2,
            "textDocument/hover",
            textDocument={"uri": "file:///home/sailor/code/a.py"},
            position={"line": 3, "character": 8},
        ),
    )
    await http.post(url, json=notification("$/cancelRequest", id=2))
    await http.post(url, json=request(3, "shutdown"))


async def dashboard(http, url: str) -> None:
    """REST on the path /mcp and an event stream on /sse whose first event is not an endpoint."""
    await http.get(url + "/mcp", headers=BOTH)
    await http.post(url + "/mcp", headers=BOTH, json={"tools": ["hammer", "saw"], "method": "tools/list"})
    await http.get(url + "/sse", headers={"accept": "text/event-stream"})


async def main() -> None:
    options = arguments()
    recorder = Recorder(options.label)
    async with recording_client(recorder, options) as http:
        await globals()[options.play](http, options.url)
    finish(options, recorder)


anyio.run(main)
