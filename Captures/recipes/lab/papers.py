"""The papers of a capture: `scenario.md`, and the table in the folder's `README.md`."""

from __future__ import annotations

import platform
import re
import subprocess
from pathlib import Path
from typing import Any

from lab import environments
from lab.scenario import Scenario

PACKAGES = ["mcp", "fastmcp", "uvicorn", "hypercorn", "starlette", "sse-starlette", "httpx", "httpx2", "h2", "h11"]
PACKAGES += ["dnslib", "dnspython", "aioquic"]
BEGIN, END = "<!-- scenarios: begin -->", "<!-- scenarios: end -->"


def first_line(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True)
    return (done.stdout + done.stderr).strip().splitlines()[0]


def tool_versions(scenario: Scenario) -> list[str]:
    lines = [
        (
            first_line("tcpdump", "--version")
            if scenario.sniffer.startswith("tcpdump")
            else first_line("dumpcap", "--version")
        ),
        f"Python {platform.python_version()}, Linux {platform.release()}",
    ]
    if scenario.nginx:
        lines.append(first_line("nginx", "-v").removeprefix("nginx version: "))
    if scenario.clients and any("curl" in client.script for client in scenario.clients):
        lines.append(" ".join(first_line("curl", "--version").split()[:2]))
    if scenario.tls:
        lines.append(first_line("openssl", "version"))
    return lines


def scenario_page(scenario: Scenario, expected: dict[str, Any]) -> str:
    capture = expected["capture"]
    lines = [f"# {scenario.path}", "", scenario.proves, ""]
    if scenario.remarks:
        lines += [scenario.remarks, ""]
    lines += ["## How it was made", ""]
    if scenario.edit:
        lines += [
            f"Cut from [`{scenario.based_on}`](../../{scenario.based_on}/scenario.md) by `{scenario.edit}` in "
            "`Captures/recipes/lab/edits.py`; that page says with which software.",
            "",
        ]
    else:
        lines += made_with(scenario)
    edited = expected.get("edited") or "Nothing."
    lines += [
        "## What was edited",
        "",
        edited,
        "",
        "## What is in it",
        "",
        f"- {capture['frames']} frames, {capture['connections']} TCP connections; "
        f"SHA-256 `{capture['sha256']}`" + (" (of the uncompressed file)" if scenario.compressed_file else ""),
        "- " + ", ".join(f"{k.replace('_', ' ')}: {v}" for k, v in expected["counts"].items()),
        f"- MCP: {'yes' if scenario.mcp else 'no'}; benign: {'yes' if scenario.benign else 'no'}",
    ]
    lines += [f"- to be found: {label}" for label in scenario.labels]
    if scenario.finds:
        settings = " with the `egret.yml` of this folder" if scenario.settings else ""
        lines.append(f"- findings{settings}: {', '.join(scenario.finds)}")
    lines += [
        "",
        "## Licence",
        "",
        "Made by and for this project; Apache-2.0, as the rest of it. Addresses, names and credentials are invented.",
        "",
    ]
    return "\n".join(lines)


def made_with(scenario: Scenario) -> list[str]:
    lines = [
        f"`Captures/recipes/make-captures --only {scenario.path}`: server and client run in two network namespaces "
        "joined by a veth pair; the server's end is captured. Segmentation and checksum offload is "
        + (
            "on, as on a busy host: frames can be longer than the MTU and checksums are not filled in."
            if scenario.offload
            else "off: checksums are right."
        ),
        "",
    ]
    for role, program in [("server", scenario.server), *(("client", client) for client in scenario.clients)]:
        folder = "servers" if role == "server" else "clients"
        packages = environments.versions(program.environment, PACKAGES)
        said = ", ".join(f"{name} {version}" for name, version in packages.items()) or "packages of the system"
        lines.append(
            f"- {role}: `recipes/{folder}/{program.script} {' '.join(program.arguments)}`".rstrip("` ") + f"` ({said})"
        )
    return lines + [f"- {line}" for line in tool_versions(scenario)] + [""]


def write_index(scenarios: list[Scenario], output: Path) -> None:
    rows = ["| scenario | proves | MCP | benign |", "| --- | --- | --- | --- |"]
    for scenario in scenarios:
        if (output / scenario.path / "scenario.md").exists():
            rows.append(
                f"| [{scenario.path}]({scenario.path}/scenario.md) | {scenario.proves} | "
                f"{'yes' if scenario.mcp else 'no'} | {'yes' if scenario.benign else '**no**'} |"
            )
    table = "\n".join([BEGIN, *rows, END])
    readme = output / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.exists() else f"# Captures\n\n{BEGIN}\n{END}\n"
    text = re.sub(re.escape(BEGIN) + ".*" + re.escape(END), lambda _: table, text, flags=re.DOTALL)
    readme.write_text(text, encoding="utf-8")
