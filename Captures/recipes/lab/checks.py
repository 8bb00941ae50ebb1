"""Is the capture whole, and does an independent dissector count what the client counted?"""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any


def fields(capture: Path, display_filter: str, *names: str, key_log: Path | None = None) -> list[list[str]]:
    command = ["tshark", "-r", str(capture), "-Y", display_filter, "-T", "fields", "-E", "separator=/t"]
    # What is sent to these ports is HTTP or TLS whatever tshark would guess from the number.
    for port in (8000, 8080, 8545):
        command += ["-d", f"tcp.port=={port},http"]
    command += ["-d", "tcp.port==8443,tls"]
    if key_log:
        command += ["-o", f"tls.keylog_file:{key_log}"]
    for name in names:
        command += ["-e", name]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [line.split("\t") for line in done.stdout.splitlines()]


def wholeness(capture: Path) -> list[str]:
    """What is missing from the capture: holes, connections without beginning or end."""
    complaints = []
    for name in ("tcp.analysis.lost_segment", "tcp.analysis.ack_lost_segment"):
        if rows := fields(capture, name, "frame.number"):
            complaints.append(f"{name} in {len(rows)} frames")
    streams: dict[str, set[str]] = defaultdict(set)
    for stream, syn, ack, fin, reset in fields(
        capture, "tcp", "tcp.stream", "tcp.flags.syn", "tcp.flags.ack", "tcp.flags.fin", "tcp.flags.reset"
    ):
        if syn in ("1", "True"):
            streams[stream].add("syn-ack" if ack in ("1", "True") else "syn")
        if fin in ("1", "True") or reset in ("1", "True"):
            streams[stream].add("end")
    for stream, seen in streams.items():
        if missing := {"syn", "syn-ack", "end"} - seen:
            complaints.append(f"TCP stream {stream} has no {', '.join(sorted(missing))}")
    return complaints


def agreement(capture: Path, expected: dict[str, Any], port: int, key_log: Path | None) -> list[str]:
    """Differences between tshark's counts and the client's."""
    exchanges = [e for s in expected["sessions"] for e in s["exchanges"]]
    if not exchanges:
        return []
    complaints = []
    if any(e["http_version"] == "HTTP/2" for e in exchanges):
        rows = fields(
            capture, f"http2.headers.method && tcp.dstport == {port}", "http2.headers.method", key_log=key_log
        )
        seen = sum(len(row[0].split(",")) for row in rows)
        # One frame can carry requests of several streams, and tshark lists each.
    else:
        seen = sum(
            len(row[0].split(","))
            for row in fields(capture, f"http.request && tcp.dstport == {port}", "http.request.method", key_log=key_log)
        )
        shown = f"http.request && http.file_data && tcp.dstport == {port}"
        bodies = [row[0] for row in fields(capture, shown, "http.file_data", key_log=key_log)]
        found = sum(readable(body).count("tools/call") for body in bodies)
        sent = sum(len(call["ids"]) for call in expected["tool_calls"])
        sent += sum(session.get("redirected_calls", 0) for session in expected["sessions"])
        if found != sent and not any(s["transport"] == "websocket" for s in expected["sessions"]):
            complaints.append(f"tshark sees {found} tools/call requests, the client sent {sent}")
    if seen != len(exchanges):
        complaints.append(f"tshark sees {seen} HTTP requests, the client sent {len(exchanges)}")
    return complaints


def readable(body: str) -> str:
    """The JSON-RPC method names in a request body, which tshark prints as text or, in later versions, as hex."""
    try:
        body = bytes.fromhex(body.replace(":", "")).decode("utf-8", "replace")
    except ValueError:
        pass
    text = body.replace('\\"', '"').replace(" ", "")
    return "\n".join(part[:12] for part in text.split('"method":"')[1:])


def write_json(path: Path, expected: dict[str, Any]) -> None:
    """JSON with one line per call, message and exchange, so that differences can be read."""

    def lines(value: Any, depth: int) -> str:
        pad = "  " * depth
        if isinstance(value, dict) and depth < 2 or isinstance(value, dict) and "exchanges" in value:
            inner = ",\n".join(f"{pad}  {json.dumps(k)}: {lines(v, depth + 1)}" for k, v in value.items())
            return "{\n" + inner + "\n" + pad + "}"
        if isinstance(value, list) and value and isinstance(value[0], dict):
            inner = ",\n".join(pad + "  " + lines(v, depth + 1) for v in value)
            return "[\n" + inner + "\n" + pad + "]"
        return json.dumps(value, ensure_ascii=False)

    path.write_text(lines(expected, 0) + "\n", encoding="utf-8")
