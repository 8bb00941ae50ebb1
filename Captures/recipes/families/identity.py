"""Who somebody is, and what both ends agree on: sessions, handles, tokens, and the protocol itself."""

from __future__ import annotations

from lab.scenario import Program, Scenario

PLAIN = "http://tides.example:8000/mcp"
HTTPS = "https://tides.example:8443/mcp"


def loose(*arguments: str) -> Program:
    return Program("mcp1", "loose_mcp1.py", arguments)


def loose_play(name: str) -> Program:
    return Program("mcp1", "plays_loose.py", ("--play", name))


SESSIONS = [
    Scenario(
        "sessions/counted-ids",
        "A server whose session ids count up.",
        loose("--replies", "json", "--loose", "counted"),
        (loose_play("few"),),
        benign=False,
        labels=("the session ids of 192.0.2.80:8000 are 4100010417, 4100010418, ...",),
        finds=("AUT-15",),
    ),
    Scenario(
        "sessions/stamped-ids",
        "24 session ids that hold the time, and no more than 16 random bits.",
        loose("--replies", "json", "--loose", "stamped"),
        (loose_play("many"),),
        compressed_file=True,
        benign=False,
        labels=("who knows when a session was opened guesses its id among 65536",),
        finds=("AUT-15",),
    ),
    Scenario(
        "sessions/stamped-ids-control",
        "24 session ids that begin alike and hold the time, and 128 random bits.",
        loose("--replies", "json", "--loose", "dated"),
        (loose_play("many"),),
        compressed_file=True,
    ),
    Scenario(
        "sessions/used-elsewhere",
        "A session's id is used by another client, and the server does what that one asks.",
        loose("--replies", "json"),
        (loose_play("taken"),),
        benign=False,
        labels=("192.0.2.11 closes a harbour in the session of 192.0.2.10",),
        finds=("AUT-15",),
    ),
    Scenario(
        "sessions/used-elsewhere-control",
        "A client comes with another address, is refused there, and opens a session of its own.",
        loose("--replies", "json", "--loose", "tied"),
        (loose_play("taken"),),
    ),
    Scenario(
        "sessions/used-after-end",
        "A session that its client has ended goes on.",
        loose("--replies", "json", "--loose", "undying"),
        (loose_play("again"),),
        benign=False,
        labels=("192.0.2.80:8000 answers a call in a session after its DELETE",),
        finds=("AUT-15",),
    ),
    Scenario(
        "sessions/used-after-end-control",
        "A client uses a session after its end, is refused, and opens a new one.",
        loose("--replies", "json"),
        (loose_play("again"),),
    ),
]

IDENTITY = [*SESSIONS]
