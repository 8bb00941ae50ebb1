"""Captures cut from other captures of this folder: what a tap that started late, lost frames or kept only the
beginning of frames would have written. The ground truth says of each call what is left of it (`lost`)."""

from __future__ import annotations

import bisect
import dataclasses
import hashlib
import itertools
import json
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable

from lab.network import CLIENT_ADDRESSES
from lab.scenario import Scenario

Expected = dict[str, Any]
SNAP_LENGTH = 600
PAUSE = 0.3
"""Seconds: what `stretch` makes longer."""


@dataclass
class Frame:
    time: float
    record: bytes
    """The whole pcap record, header included."""
    source: str
    payload: bytes


def read(capture: Path) -> tuple[bytes, list[Frame]]:
    """File header and frames of a little-endian pcap of Ethernet with IPv4; other frames have no payload."""
    data = capture.read_bytes()
    if struct.unpack_from("<I", data)[0] != 0xA1B2C3D4:
        raise ValueError(f"{capture} is not a little-endian pcap with microseconds")
    frames, position = [], 24
    while position + 16 <= len(data):
        seconds, micros, captured, _ = struct.unpack_from("<IIII", data, position)
        packet = data[position + 16 : position + 16 + captured]
        source, payload = dissect(packet)
        frames.append(Frame(seconds + micros / 1e6, data[position : position + 16 + captured], source, payload))
        position += 16 + captured
    return data[:24], frames


def dissect(packet: bytes) -> tuple[str, bytes]:
    if packet[12:14] != b"\x08\x00" or packet[23] != 6:
        return "", b""
    total = struct.unpack_from(">H", packet, 16)[0]
    start = 14 + (packet[14] & 15) * 4
    source = ".".join(str(byte) for byte in packet[26:30])
    return source, packet[start + (packet[start + 12] >> 4) * 4 : 14 + total]


def write(target: Path, header: bytes, frames: list[Frame]) -> None:
    target.write_bytes(header + b"".join(frame.record for frame in frames))


def make(scenario: Scenario, output: Path, work: Path) -> dict[str, Any]:
    """Runs the edit that the scenario names."""
    folder = output / scenario.based_on
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    source = folder / expected["capture"]["file"]
    target = work / ("capture.pcapng" if scenario.edit == "embed_secrets" else "capture.pcap")
    edit: Callable[[Path, Path, Expected], str] = globals()[scenario.edit]
    expected["edited"] = edit(source, target, expected)
    expected.update(
        scenario=scenario.path, benign=scenario.benign, labels=list(scenario.labels), based_on=scenario.based_on
    )
    frames = int(
        subprocess.run(
            ["capinfos", "-c", "-M", "-T", "-r", str(target)], capture_output=True, text=True
        ).stdout.split()[-1]
        or 0
    )
    times = [
        float(line)
        for line in subprocess.run(
            ["tshark", "-r", str(target), "-T", "fields", "-e", "frame.time_epoch"], capture_output=True, text=True
        ).stdout.split()
    ]
    expected["capture"].update(
        file=target.name,
        frames=frames,
        bytes=target.stat().st_size,
        first=min(times),
        last=max(times),
        sha256=hashlib.sha256(target.read_bytes()).hexdigest(),
    )
    expected["readable"] = True
    if scenario.edit == "embed_secrets":
        return {"capture": target, "expected": expected, "key_log": None}
    for call in expected["tool_calls"]:
        call.setdefault("lost", None)
    expected["counts"] = {"sessions": expected["counts"]["sessions"], "tool_calls": len(expected["tool_calls"])}
    # Messages and exchanges of the whole session are in the expectation of the capture this one was cut from.
    for session in expected["sessions"]:
        session["messages"], session["exchanges"] = [], []
    return {"capture": target, "expected": expected, "key_log": None}


def stretch(capture: Path, expected: Expected, factor: int) -> str:
    """Makes the pauses of a capture longer, and moves the moments of the expectation along; what happens between two
    pauses keeps its pace."""
    header, frames = read(capture)
    times = [frame.time for frame in frames]
    pauses = [after - before for before, after in zip(times, times[1:])]
    added = [0.0, *itertools.accumulate((factor - 1) * pause if pause > PAUSE else 0.0 for pause in pauses)]

    def moved(time: float | None) -> float | None:
        """Along with the frame that is nearest."""
        if time is None:
            return None
        after = bisect.bisect(times, time)
        near = [index for index in (after - 1, after) if 0 <= index < len(times)]
        return time + added[min(near, key=lambda index: abs(times[index] - time))]

    records = []
    for frame, more in zip(frames, added):
        micros = round((frame.time + more) * 1_000_000)
        stamp = struct.pack("<II", *divmod(micros, 1_000_000))
        records.append(dataclasses.replace(frame, record=stamp + frame.record[8:]))
    write(capture, header, records)
    sessions = expected["sessions"]
    moments = [expected["tool_calls"], *(session["exchanges"] for session in sessions)]
    for entry in itertools.chain(*moments):
        entry["started"], entry["ended"] = moved(entry["started"]), moved(entry["ended"])
    for message in itertools.chain(*(session["messages"] for session in sessions)):
        message["time"] = moved(message["time"])
    return (
        f"Times: pauses of more than {PAUSE} s are {factor} times as long as they were when this was captured, as if a day's "
        "work had been played in minutes; what happens between two pauses keeps its pace. The clocks inside the frames "
        "(TCP time stamps, `Date`) tell the former times. No byte of a frame was changed."
    )


def lose(call: dict[str, Any], what: str) -> None:
    """Marks what of a call is not in the capture any more; sizes that can't be known become null."""
    call["lost"], call["status"], call["duration_ms"] = what, "gap", None
    if what in ("request", "both"):
        call["arguments_bytes"] = None
    if what in ("response", "both"):
        call["result_bytes"], call["error_code"] = None, None


def embed_secrets(source: Path, target: Path, expected: Expected) -> str:
    """Puts the key log into the capture (a decryption secrets block of pcapng)."""
    secrets = f"tls,{source.with_name('keys.log')}"
    command = ["editcap", "-F", "pcapng", "--inject-secrets", secrets, str(source), str(target)]
    subprocess.run(command, check=True, capture_output=True)
    expected.pop("key_log", None)
    return "`editcap --inject-secrets`: the key log is inside the capture. No frame was changed."


def start_mid_session(source: Path, target: Path, expected: Expected) -> str:
    """Begins between the first and the second call: the handshake and the list are gone."""
    cut = (expected["tool_calls"][0]["ended"] + expected["tool_calls"][1]["started"]) / 2
    number = cut_before(source, target, cut)
    expected["tool_calls"] = expected["tool_calls"][1:]
    for session in expected["sessions"]:
        session["client"] = session["server"] = None
        session["tools_listed"] = []
    return f"`editcap -r` from frame {number}: the first {number - 1} frames were left out."


def start_mid_stream(source: Path, target: Path, expected: Expected) -> str:
    """Begins while the reply of the only call is half sent."""
    call = expected["tool_calls"][0]
    number = cut_before(source, target, (call["started"] + call["ended"]) / 2)
    lose(call, "request")
    for session in expected["sessions"]:
        session["client"] = session["server"] = None
    return (
        f"`editcap -r` from frame {number}: the first {number - 1} frames were left out. The call's request is among "
        "them; its last progress notifications and its result are not."
    )


def cut_before(source: Path, target: Path, moment: float) -> int:
    _, frames = read(source)
    first = next(index for index, frame in enumerate(frames, 1) if frame.time > moment)
    subprocess.run(
        ["editcap", "-F", "pcap", "-r", str(source), str(target), f"{first}-{len(frames)}"],
        check=True,
        capture_output=True,
    )
    return first


def lose_frames(source: Path, target: Path, expected: Expected) -> str:
    """Leaves out the body of one request, and one segment in the middle of a long reply."""
    header, frames = read(source)
    second, last = expected["tool_calls"][1], expected["tool_calls"][-1]
    request = next(
        index
        for index, frame in enumerate(frames)
        if frame.source in CLIENT_ADDRESSES and f'"id":{second["ids"][0]}}}'.encode() in frame.payload
    )
    reply = [
        index
        for index, frame in enumerate(frames)
        if frame.source not in CLIENT_ADDRESSES and len(frame.payload) > 1000 and frame.time > last["started"] - 0.001
    ]
    dropped = {request, reply[len(reply) // 2]}
    write(target, header, [frame for index, frame in enumerate(frames) if index not in dropped])
    lose(second, "request")
    lose(last, "response")
    numbers = " and ".join(str(index + 1) for index in sorted(dropped))
    return f"Frames {numbers} were left out: the body of one request, and a segment of another call's reply."


def one_direction(source: Path, target: Path, expected: Expected) -> str:
    """Keeps only what the client sent, as a tap on one fibre of two."""
    header, frames = read(source)
    write(target, header, [frame for frame in frames if frame.source in CLIENT_ADDRESSES])
    for call in expected["tool_calls"]:
        lose(call, "response")
        call["is_error"] = None
    for session in expected["sessions"]:
        session["server"], session["tools_listed"] = None, []
    return "Only frames sent by the client were kept."


def snap(source: Path, target: Path, expected: Expected) -> str:
    """Keeps the beginning of each frame: heads of requests and short bodies, but no long ones."""
    subprocess.run(
        ["editcap", "-F", "pcap", "-s", str(SNAP_LENGTH), str(source), str(target)], check=True, capture_output=True
    )
    _, frames = read(source)
    exchanges = [exchange for session in expected["sessions"] for exchange in session["exchanges"]]
    for call in expected["tool_calls"]:
        exchange = max((e for e in exchanges if e["started"] <= call["started"]), key=lambda e: e["started"])
        during = [
            f for f in frames if exchange["started"] <= f.time <= call["ended"] and len(f.record) - 16 > SNAP_LENGTH
        ]
        cut = {"request" if frame.source in CLIENT_ADDRESSES else "response" for frame in during}
        if cut:
            lose(call, "both" if len(cut) == 2 else cut.pop())
    for session in expected["sessions"]:
        session["tools_listed"] = []
    return (
        f"`editcap -s {SNAP_LENGTH}`: frames were cut to {SNAP_LENGTH} bytes; their lengths on the wire are kept. "
        "`lost` says for each call whether a frame of its request or of its reply was longer than that."
    )


def cut_file(source: Path, target: Path, expected: Expected) -> str:
    """Ends in the middle of the frame that carries the last call's request."""
    header, frames = read(source)
    last = expected["tool_calls"][-1]
    index = next(
        index
        for index, frame in enumerate(frames)
        if frame.source in CLIENT_ADDRESSES and f'"id":{last["ids"][0]}}}'.encode() in frame.payload
    )
    write(target, header, frames[: index + 1])
    data = target.read_bytes()
    target.write_bytes(data[: len(data) - len(frames[index].record) // 2])
    expected["tool_calls"] = expected["tool_calls"][:-1]
    return (
        f"The file ends in the middle of frame {index + 1}, as after a full disk. That frame carried the last call's "
        "request, so that call is not in the capture (the head of its HTTP request is)."
    )
