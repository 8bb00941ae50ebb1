"""Runs one scenario and writes its folder: capture, key log, ground truth, and how it was made."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import signal
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from lab import checks, edits, environments, papers
from lab.network import SERVER_ADDRESS, UPSTREAM_ADDRESS, Network
from lab.scenario import Program, Scenario
from lab.sniffer import Sniffer

RECIPES = Path(__file__).resolve().parent.parent
START_SECONDS = 20
HELPER_PORT = 8088


def make(scenario: Scenario, output: Path, folder: Path, work: Path) -> None:
    if scenario.edit is not None:
        made = edits.make(scenario, output, work)
    else:
        made = perform(scenario, folder, work)
    target = output / scenario.path
    target.mkdir(parents=True, exist_ok=True)
    for old in target.iterdir():
        old.unlink()
    install(scenario, made, target)
    print(
        f"  {made['expected']['capture']['frames']} frames, "
        f"{made['expected']['capture']['bytes']} bytes, {made['expected']['counts']}"
    )


def perform(scenario: Scenario, folder: Path, work: Path) -> dict[str, Any]:
    suffix = "pcapng" if scenario.sniffer == "dumpcap" else "pcap"
    capture, truths = work / f"capture.{suffix}", []
    key_log = work / "keys.log" if scenario.tls else None
    with ExitStack() as stack:
        network = stack.enter_context(Network(scenario.offload, scenario.link))
        if scenario.tls:
            make_certificate(work)
        if scenario.helper:
            start_helper(scenario.helper, network, folder, work, stack)
            if scenario.helper_resolves:
                network.resolve(network.server, UPSTREAM_ADDRESS)
        start_server(scenario, network, folder, work, stack)
        if scenario.resolver:
            start_resolver(scenario.resolver, network, folder, work, stack)
        stack.enter_context(Sniffer(network, capture, scenario.sniffer))
        clients = []
        for number, client in enumerate(scenario.clients):
            truths.append(work / f"truth-{number}.json")
            command = client_command(scenario, client, folder, work, truths[-1])
            clients.append(
                stack.enter_context(running(network.inside(network.client, command), work, f"client-{number}"))
            )
        for number, client in enumerate(clients):
            if client.wait(scenario.seconds) != 0:
                said = f"{log_of(work, f'client-{number}')}\nserver said:\n{log_of(work, 'server')}"
                raise RuntimeError(f"client {number} failed:\n{said}")
    expected = expectation(scenario, [json.loads(truth.read_text()) for truth in truths])
    if scenario.stretch > 1:
        expected["edited"] = edits.stretch(capture, expected, scenario.stretch)
    describe(expected, capture)
    complaints = checks.wholeness(capture) + checks.agreement(capture, expected, port_of(scenario), key_log)
    if complaints:
        kept = Path("/var/tmp") / "egret-lab-rejected.pcap"
        shutil.copy(capture, kept)
        raise RuntimeError("; ".join(complaints) + f" (kept as {kept})")
    return {"capture": capture, "expected": expected, "key_log": None if scenario.withhold_keys else key_log}


def port_of(scenario: Scenario) -> int:
    return int(scenario.url.split("://")[1].split("/")[0].rpartition(":")[2])


def start_helper(helper: Program, network: Network, folder: Path, work: Path, stack: ExitStack) -> None:
    command = [
        environments.python_of(helper.environment, folder),
        "-B",
        str(RECIPES / "servers" / helper.script),
        "--port",
        str(HELPER_PORT),
        *helper.arguments,
    ]
    process = stack.enter_context(running(network.inside(network.client, command), work, "helper"))
    wait_until_listening(network.client, HELPER_PORT, "127.0.0.1", process, work)


def start_resolver(resolver: Program, network: Network, folder: Path, work: Path, stack: ExitStack) -> None:
    script = str(RECIPES / "servers" / resolver.script)
    command = [environments.python_of(resolver.environment, folder), "-B", script, *resolver.arguments]
    stack.enter_context(running(network.inside(network.server, command), work, "resolver"))
    network.resolve(network.client, SERVER_ADDRESS)
    time.sleep(1)  # nobody connects to a port of UDP to see whether it is there


def start_server(scenario: Scenario, network: Network, folder: Path, work: Path, stack: ExitStack) -> None:
    server = scenario.server
    port = port_of(scenario)
    command = [environments.python_of(server.environment, folder), "-B", str(RECIPES / "servers" / server.script)]
    if scenario.nginx:
        configuration = (RECIPES / "servers" / scenario.nginx).read_text().replace("@WORK@", str(work))
        (work / "nginx.conf").write_text(configuration)
        stack.enter_context(
            running(
                network.inside(
                    network.server, ["nginx", "-e", str(work / "nginx.log"), "-c", str(work / "nginx.conf")]
                ),
                work,
                "nginx",
            )
        )
        command += ["--bind", "127.0.0.1", "--port", "8000"]
    else:
        command += ["--bind", scenario.bind, "--port", str(port)]
        if scenario.tls:
            command += ["--certificate", str(work / "certificate.pem"), "--private-key", str(work / "key.pem")]
    process = stack.enter_context(
        running(network.inside(network.server, command + list(server.arguments)), work, "server")
    )
    for waited in {port, 8000} if scenario.nginx else {port}:
        wait_until_listening(network.server, waited, "::1" if ":" in scenario.bind else "127.0.0.1", process, work)


def client_command(scenario: Scenario, client: Program, folder: Path, work: Path, truth: Path) -> list[str]:
    command = [
        environments.python_of(client.environment, folder),
        "-B",
        str(RECIPES / "clients" / client.script),
        "--url",
        scenario.url,
        "--truth",
        str(truth),
    ]
    if scenario.tls:
        command += ["--key-log", str(work / "keys.log"), "--authority", str(work / "certificate.pem")]
    return command + list(client.arguments)


class running:
    """A process that is ended, by its own id, when the block ends."""

    def __init__(self, command: list[str], work: Path, name: str) -> None:
        self._command, self._log = command, work / f"{name}.log"

    def __enter__(self) -> subprocess.Popen:
        environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy") and k != "SSLKEYLOGFILE"}
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=self._log.open("w"),
            stderr=subprocess.STDOUT,
            env=environment,
        )
        return self._process

    def __exit__(self, *unused: object) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def log_of(work: Path, name: str) -> str:
    return (work / f"{name}.log").read_text()[-3000:]


def wait_until_listening(namespace: str, port: int, address: str, process: subprocess.Popen, work: Path) -> None:
    """Asks over the server's own loopback, which is not captured."""
    probe = f"import socket; socket.create_connection(({address!r}, {port}), 1).close()"
    deadline = time.monotonic() + START_SECONDS
    while subprocess.run(["ip", "netns", "exec", namespace, "python3", "-c", probe], capture_output=True).returncode:
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"server did not listen on {port}:\n{log_of(work, 'server')}")
        time.sleep(0.2)


def make_certificate(work: Path) -> None:
    """A self-signed certificate for this run; its key is thrown away."""
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "30",
            "-subj",
            "/CN=tides.example",
            "-addext",
            "subjectAltName=DNS:tides.example,DNS:rpc.example,DNS:office.example",
            "-keyout",
            str(work / "key.pem"),
            "-out",
            str(work / "certificate.pem"),
        ],
        check=True,
        capture_output=True,
    )


def expectation(scenario: Scenario, truths: list[dict[str, Any]]) -> dict[str, Any]:
    """The clients' accounts put together."""
    sessions = [session for truth in truths for session in truth["sessions"]]
    if not scenario.mcp:
        for session in sessions:
            session.update(transport=None, revision=None, client=None, server=None, tools_listed=[], messages=[])
    calls = []
    for index, session in enumerate(sessions):
        calls += [{"session": index, **call} for call in session.pop("tool_calls")]
    calls.sort(key=lambda call: call["started"])
    exchanges = [e for s in sessions for e in s["exchanges"]]
    messages = [m for s in sessions for m in s["messages"]]
    software = {}
    for truth in truths:
        software.update(truth["software"])
    return {
        "scenario": scenario.path,
        "mcp": scenario.mcp,
        "benign": scenario.benign,
        "labels": list(scenario.labels),
        "findings": list(scenario.finds),
        "readable": not scenario.withhold_keys,
        "capture": {},
        "client_software": software,
        "counts": {
            "sessions": number_of_sessions(sessions),
            "tool_calls": len(calls),
            "tool_errors": sum(1 for c in calls if c["is_error"]),
            "protocol_errors": sum(1 for m in messages if m["kind"] == "error"),
            "requests": sum(1 for m in messages if m["kind"] == "request"),
            "notifications": sum(1 for m in messages if m["kind"] == "notification"),
            "exchanges": len(exchanges),
            "connections": len({(e["client_port"]) for e in exchanges if e["client_port"]}),
        },
        "tool_calls": calls,
        "sessions": sessions,
    }


def number_of_sessions(sessions: list[dict[str, Any]]) -> int:
    """Sessions where the transport has them, actors (client address and name) where it has not."""
    keys = set()
    for index, session in enumerate(sessions):
        stateless = session["transport"] == "streamable_modern"
        if session["transport"] == "http_sse" and session["session_id"]:
            keys.add(index)  # the server opened it, whether the client goes on or not
        elif session["transport"] and session["client"] and (stateless or session["server"]):
            keys.add((session["client_address"], json.dumps(session["client"])) if stateless else index)
    return len(keys)


def describe(expected: dict[str, Any], capture: Path) -> None:
    times = [float(row[0]) for row in checks.fields(capture, "frame", "frame.time_epoch")]
    expected["capture"] = {
        "file": capture.name,
        "frames": len(times),
        "bytes": capture.stat().st_size,
        "sha256": hashlib.sha256(capture.read_bytes()).hexdigest(),
        "first": min(times),
        "last": max(times),
        "client_addresses": client_addresses(capture),
        "connections": len({row[0] for row in checks.fields(capture, "tcp", "tcp.stream")}),
    }


def client_addresses(capture: Path) -> list[str]:
    rows = checks.fields(capture, "tcp.flags.syn == 1 && tcp.flags.ack == 0", "ip.src", "ipv6.src")
    # Inside a tunnel tshark names the outer address first.
    return sorted({address.split(",")[-1] for row in rows for address in row if address})


def install(scenario: Scenario, made: dict[str, Any], target: Path) -> None:
    capture: Path = made["capture"]
    name = "capture" + capture.suffix
    if scenario.compressed_file:
        name += ".gz"
        (target / name).write_bytes(gzip.compress(capture.read_bytes(), 9, mtime=0))
        made["expected"]["capture"]["file"] = name
    else:
        shutil.copyfile(capture, target / name)
    if made["key_log"]:
        shutil.copyfile(made["key_log"], target / "keys.log")
        made["expected"]["key_log"] = "keys.log"
    if scenario.settings:
        (target / "egret.yml").write_text(scenario.settings, encoding="utf-8")
    checks.write_json(target / "expected.json", made["expected"])
    (target / "scenario.md").write_text(papers.scenario_page(scenario, made["expected"]), encoding="utf-8")


def write_index(scenarios: list[Scenario], output: Path) -> None:
    papers.write_index(scenarios, output)
