"""A session driven by curl, one process for each request; the answers are taken from what curl wrote."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from lab import truth, wire  # noqa: E402

HEADERS = {"accept": "application/json, text/event-stream", "content-type": "application/json"}


def post(recorder: wire.Recorder, url: str, message: dict, headers: dict[str, str], *curl_options: str) -> None:
    body = json.dumps(message).encode()
    exchange = recorder.open_exchange("POST", url, headers, body)
    with tempfile.TemporaryDirectory() as folder:
        answer, heads, sent = Path(folder, "body"), Path(folder, "head"), Path(folder, "sent")
        sent.write_bytes(body)
        command = [
            "curl",
            "--silent",
            "--show-error",
            "--http1.1",
            "--data-binary",
            f"@{sent}",
            "-o",
            str(answer),
            "-D",
            str(heads),
            "-w",
            "%{json}",
            *curl_options,
        ]
        for name, value in headers.items():
            command += ["-H", f"{name}: {value}"]
        done = subprocess.run([*command, url], capture_output=True, text=True, check=True)
        told = json.loads(done.stdout)
        received = answer.read_bytes() if answer.exists() else b""
        last_head = heads.read_text().replace("\r", "").strip().split("\n\n")[-1]
    fields = dict(line.split(": ", 1) for line in last_head.split("\n")[1:] if ": " in line)
    exchange.update(
        status=told["http_code"],
        http_version="HTTP/1.1",
        client_port=told["local_port"],
        client_address=told["local_ip"],
        response_headers={k.lower(): v for k, v in fields.items()},
        response_bytes=len(received),
        decoded_bytes=len(received),
        whole_response=True,
    )
    if exchange["response_headers"].get("content-type", "").startswith("text/event-stream"):
        for event in wire.EventStreamReader().feed(received):
            recorder.take_event(exchange, event)
    else:
        recorder.take_json(exchange, received)
    exchange["ended"] = recorder.messages[-1]["time"]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--truth", required=True)
    options = parser.parse_args()
    recorder = wire.Recorder("curl")
    post(
        recorder,
        options.url,
        {
            "jsonrpc": "2.0",
            "id": 1,
            "method": "initialize",
            "params": {
                "protocolVersion": "2025-06-18",
                "capabilities": {},
                "clientInfo": {"name": "by-hand", "version": "1"},
            },
        },
        HEADERS,
    )
    session = recorder.exchanges[0]["response_headers"]["mcp-session-id"]
    headers = {**HEADERS, "mcp-session-id": session, "mcp-protocol-version": "2025-06-18"}
    post(recorder, options.url, {"jsonrpc": "2.0", "method": "notifications/initialized"}, headers)

    def call(number: int, name: str, arguments: dict, *curl_options: str, **more: str) -> None:
        message = {
            "jsonrpc": "2.0",
            "id": number,
            "method": "tools/call",
            "params": {"name": name, "arguments": arguments},
        }
        post(recorder, options.url, message, {**headers, **more}, *curl_options)

    call(2, "tide_table", {"harbour": "Saltwick"})
    call(3, "search_notices", {"query": "bridge " * 300}, Expect="100-continue")
    call(4, "search_notices", {"query": "buoy"}, **{"Transfer-Encoding": "chunked"})
    call(5, "tide_table", {"harbour": "Møllevik", "days": 3}, "--http1.0")
    truth.write(
        options.truth,
        [recorder],
        lambda: {"curl": subprocess.run(["curl", "--version"], capture_output=True, text=True).stdout.split()[1]},
    )


main()
