"""Upkeep of the tide gauge's computer on PyPI `mcp` 1.x: one tool that says which commands it runs. With `--looks-at start`, as
is common, it looks at the beginning of the line and hands the rest to a shell, with all the rights it has; with `--looks-at
program` it starts that program alone, as nobody.
"""

from __future__ import annotations

import shlex
import subprocess

from mcp.server.fastmcp import FastMCP
from mcp.server.transport_security import TransportSecuritySettings
from serve import options, serve

ALLOWED = ("date", "whoami", "uname")
NOBODY = 65_534

server = FastMCP(
    "gauge-upkeep",
    json_response=True,
    transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
)


def shell(command: str) -> str:
    if not command.startswith(ALLOWED):
        return "Not allowed: only 'date', 'whoami' and 'uname' are run."
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=5)
    return done.stdout + done.stderr


def program(command: str) -> str:
    words = shlex.split(command)
    if words[0] not in ALLOWED or any(mark in command for mark in ";|&$`<>\n"):
        return "Not allowed: only 'date', 'whoami' and 'uname' are run."
    done = subprocess.run(words, capture_output=True, text=True, timeout=5, user=NOBODY, group=NOBODY, extra_groups=[])
    return done.stdout + done.stderr


@server.tool(structured_output=False)
def run_upkeep(command: str) -> str:
    """Runs an upkeep command on the tide gauge's computer (restricted to safe ones).

    Args:
        command: what to run (only 'date', 'whoami' and 'uname' are allowed)
    """
    return shell(command) if arguments.looks_at == "start" else program(command)


parser = options(__doc__)
parser.add_argument("--looks-at", choices=["start", "program"], default="start")
arguments = parser.parse_args()
serve(server.streamable_http_app(), arguments)
