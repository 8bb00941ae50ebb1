"""Tools that run commands."""

from __future__ import annotations

from lab.scenario import Program, Scenario

URL = "http://tides.example:8000/mcp"
ASKS = (Program("mcp1", "plays_behaviour.py", ("--play", "keeps_up")),)

COMMANDS = [
    Scenario(
        "commands/past-the-limit",
        "A tool that says it runs three commands looks at the first word and hands the line to a shell, as root.",
        Program("mcp1", "upkeep_mcp1.py", ("--looks-at", "start")),
        ASKS,
        url=URL,
        benign=False,
        labels=("run_upkeep runs id behind date although its description allows date, whoami and uname; as root",),
        finds=("CMD-01", "CMD-03"),
    ),
    Scenario(
        "commands/past-the-limit-control",
        "The same lines; the tool starts only what it names, as nobody, and refuses the others.",
        Program("mcp1", "upkeep_mcp1.py", ("--looks-at", "program")),
        ASKS,
        url=URL,
    ),
]
