"""Rhythms and paces: beacons, drips, connections that last, calls that are too many, too slow or too much, and what a policy
grants."""

from __future__ import annotations

from lab.scenario import Program, Scenario

DESK = "http://tides.example:8000/mcp"
SEALED = "https://tides.example:8443/mcp"
MINUTES, HALF_HOURS = 60, 3600
"""What a second is made of."""


def desk(*arguments: str) -> Program:
    return Program("mcp1", "pace_mcp1.py", arguments)


def play(name: str) -> Program:
    return Program("mcp1", "plays_pace.py", ("--play", name))


def attack(path: str, proves: str, server: Program, client: Program, finds: str, label: str, **more) -> Scenario:
    found = tuple(finds.split())
    return Scenario(
        path, proves, server, (client,), benign=False, labels=(label,), finds=found, **{"url": DESK, **more}
    )


def honest(path: str, proves: str, server: Program, client: Program, **more) -> Scenario:
    return Scenario(path, proves, server, (client,), **{"url": DESK, **more})


ALONE = ("--stateless", "--replies", "json")
JSON = ("--replies", "json")
THIRD = Program("mcp1", "third_party.py")

BEACONS = [
    attack(
        "beacons/requests",
        "A program that calls one tool once a minute or up to half a minute sooner, and misses one time in ten.",
        desk(*ALONE),
        play("checks_in"),
        "BCN-01",
        "192.0.2.10 calls check_in of 192.0.2.80 at intervals of 30 to 60 s, as a sleep with jitter makes them",
        stretch=MINUTES,
    ),
    honest(
        "beacons/requests-control",
        "As many calls of the same tool in a person's time, beside pings that keep the session alive each minute.",
        desk(*ALONE),
        play("works"),
        stretch=MINUTES,
    ),
    honest(
        "beacons/requests-as-announced",
        "Revision 2026-07-28: a client that lists again every ten minutes, for which the list is said to hold.",
        Program("mcp2", "cached_mcp2.py", ("--case", "growing")),
        Program("mcp2", "plays_cached.py", ("--play", "renews")),
        stretch=600,
    ),
    attack(
        "beacons/requests-of-two-tools",
        "A program that calls now one tool, now another, once a minute or up to eighteen seconds sooner.",
        desk(*ALONE),
        play("alternates"),
        "BCN-01",
        "192.0.2.10 calls check_in or berth_record of 192.0.2.80 at intervals of 42 to 60 s, as a sleep with jitter makes them",
        stretch=MINUTES,
    ),
    attack(
        "beacons/connections",
        "A rhythm of 42 to 60 s over TLS whose keys nobody has: there are connections to be seen, and nothing in them.",
        desk(*ALONE),
        play("checks_in_seldom"),
        "BCN-02",
        "192.0.2.10 connects to 192.0.2.80:8443 at intervals of 42 to 60 s, as a sleep with jitter makes them",
        url=SEALED,
        tls=True,
        withhold_keys=True,
        stretch=MINUTES,
    ),
    honest(
        "beacons/connections-control",
        "As many connections over TLS whose keys nobody has, in a person's time.",
        desk(*ALONE),
        play("works_little"),
        url=SEALED,
        tls=True,
        withhold_keys=True,
        stretch=MINUTES,
    ),
    attack(
        "beacons/server-events",
        "A server that pushes orders to its client as log messages, one a minute.",
        desk("--pushes", "logs"),
        play("listens"),
        "BCN-03",
        "192.0.2.80 sends 192.0.2.10 notifications/message at intervals of 42 to 66 s",
        stretch=MINUTES,
    ),
    attack(
        "beacons/server-events-as-progress",
        "A server that pushes orders to its client in the messages of a call's progress, one a minute.",
        desk("--pushes", "progress"),
        play("surveys"),
        "BCN-03",
        "192.0.2.80 sends 192.0.2.10 an order in each notifications/progress, once a minute",
        stretch=MINUTES,
    ),
    honest(
        "beacons/server-events-control",
        "A server that tells of the progress of a survey each minute, and that a resource has changed.",
        desk(),
        play("surveys"),
        stretch=MINUTES,
    ),
    attack(
        "beacons/server-calls-home",
        "An MCP server that posts the same few bytes to a third host, once a minute or sooner, whatever its client does.",
        desk(*ALONE, "--onward", "home"),
        play("asks_now_and_then"),
        "BCN-02",
        "192.0.2.80 posts to 198.51.100.99 once a minute or sooner, as a sleep with jitter makes it",
        helper=THIRD,
        stretch=MINUTES,
        seconds=60,
    ),
    honest(
        "beacons/server-calls-home-control",
        "An MCP server that posts as few bytes to a third host at each call of its client.",
        desk(*ALONE, "--onward", "asks"),
        play("asks_now_and_then"),
        helper=THIRD,
        stretch=MINUTES,
    ),
    attack(
        "beacons/held-connection",
        "An MCP server that holds a connection to a third host for hours, on which next to nothing is said.",
        desk("--onward", "watch"),
        play("stays"),
        "BCN-05",
        "192.0.2.80 holds a connection to 198.51.100.99 for five hours",
        helper=THIRD,
        stretch=720,
    ),
    attack(
        "beacons/silent-connection",
        "An MCP server that holds a connection to a third host for hours, on which nothing at all is said.",
        desk("--onward", "watch-silently"),
        play("stays"),
        "BCN-05",
        "192.0.2.80 holds a connection to 198.51.100.99 for five hours in silence",
        helper=THIRD,
        stretch=720,
    ),
    honest(
        "beacons/held-connection-control",
        "A session whose event stream is open for hours; its server tells a third host a few bytes at each call.",
        desk("--onward", "asks"),
        play("stays"),
        helper=THIRD,
        stretch=720,
    ),
]

DRIP = """\
# A day's calls to an outside server may hold 40 KiB that look encrypted.
detection:
  detectors:
    EXF-12: { thresholds: { bytes_per_day: 40960 } }
"""

DRIPS = [
    attack(
        "egress/slow-drip",
        "An archive that leaves in base64, three kilobytes each half hour.",
        desk(*ALONE),
        play("drips"),
        "EXF-12",
        "192.0.2.10 gives 192.0.2.80 an archive in the pages of store_page",
        stretch=HALF_HOURS,
        settings=DRIP,
    ),
    attack(
        "egress/slow-drip-in-hexadecimal",
        "An archive that leaves in hexadecimal, three kilobytes each half hour.",
        desk(*ALONE),
        play("drips_in_hexadecimal"),
        "EXF-12",
        "192.0.2.10 gives 192.0.2.80 an archive in the pages of store_page, in hexadecimal",
        stretch=HALF_HOURS,
        settings=DRIP,
    ),
    attack(
        "egress/slow-drip-in-lines",
        "An archive that leaves in base64 in lines of 76 characters, three kilobytes each half hour.",
        desk(*ALONE),
        play("drips_in_lines"),
        "EXF-12",
        "192.0.2.10 gives 192.0.2.80 an archive in the pages of store_page, in lines",
        stretch=HALF_HOURS,
        settings=DRIP,
    ),
    honest(
        "egress/slow-drip-control",
        "Pages of as many bytes in a person's time: prose with checksums, and pictures that say what they are.",
        desk(*ALONE),
        play("keeps_log"),
        stretch=HALF_HOURS,
        settings=DRIP,
    ),
]

PACE = """\
detection:
  calls_per_minute: 30
  call_burst: 5
"""

PACES = [
    attack(
        "pace/too-many-calls",
        "An agent that goes through 45 records within seconds, where 30 calls a minute are allowed.",
        desk(*JSON),
        play("harvests"),
        "PAC-01",
        "192.0.2.10 makes 45 calls at once where 30 a minute and a burst of 5 are allowed",
        settings=PACE,
    ),
    honest(
        "pace/too-many-calls-control",
        "As many calls within seconds by two clients, each within what is allowed.",
        desk(*JSON),
        play("shares"),
        settings=PACE,
    ),
    attack(
        "pace/slow-call",
        "A tool that answers after six seconds, and says nothing until then.",
        desk(),
        play("waits"),
        "",
        "sound_depth takes six seconds (PAC-02, at info)",
    ),
    honest(
        "pace/slow-call-control",
        "A call that takes six seconds and tells of its progress.",
        desk(),
        play("watches"),
    ),
    attack(
        "pace/calls-at-once",
        "A client with 36 calls in flight at one moment.",
        desk(*ALONE),
        play("crowds"),
        "PAC-03",
        "192.0.2.10 has 36 calls in flight at once where 32 are allowed",
    ),
    honest(
        "pace/calls-at-once-control",
        "A client that makes 36 calls, twelve at a time.",
        desk(*ALONE),
        play("takes_turns"),
    ),
]

BUDGET = """\
servers:
  - name: desk
    addresses: [192.0.2.80]
    listen: 8000
    allow:
      - to: reports.example
        ports: [8088]
        budget: 10 KB/hour
        reason: how often the desk is asked
"""

CLIENTS = """\
clients:
  - name: agents
    addresses: [192.0.2.10]
    allow:
      - to: 192.0.2.80
        ports: [8000]
        reason: the harbour office
{more}"""

NEIGHBOURS = Program("mcp1", "neighbours_mcp1.py", ("--case", "quiet"))
TWO_SERVERS = Program("mcp1", "plays_definitions.py", ("--play", "uses_strangers"))

POLICIES = [
    attack(
        "egress/byte-budget",
        "A server that may tell a third host in a few bytes what it was asked, and gives it nine kilobytes each time.",
        desk(*ALONE, "--onward", "everything"),
        play("hands_in"),
        "POL-01",
        "192.0.2.80 sends reports.example more than 18 kB in an hour where 10 kB are allowed",
        helper=THIRD,
        stretch=HALF_HOURS,
        settings=BUDGET,
    ),
    honest(
        "egress/byte-budget-control",
        "A server whose posts of three hours pass the budget of an hour, which those of no hour do.",
        desk(*ALONE, "--onward", "usage"),
        play("hands_in"),
        helper=THIRD,
        stretch=HALF_HOURS,
        settings=BUDGET,
    ),
    honest(
        "egress/byte-budget-one-connection",
        "A server that posts within its budget of each hour, all night over one connection.",
        desk(*ALONE, "--onward", "usage-kept"),
        play("hands_in_all_night"),
        helper=THIRD,
        stretch=HALF_HOURS // 2,
        settings=BUDGET,
    ),
    attack(
        "egress/client-outside-policy",
        "An agent that uses the office, which its policy names, and a stranger's server, which it does not.",
        NEIGHBOURS,
        TWO_SERVERS,
        "POL-02",
        "192.0.2.10 speaks MCP with pages.example, which its policy does not allow",
        url="http://records.example:8000/mcp",
        settings=CLIENTS.format(more=""),
    ),
    honest(
        "egress/client-outside-policy-control",
        "The same where the policy allows the second server by the name that clients use.",
        NEIGHBOURS,
        TWO_SERVERS,
        url="http://records.example:8000/mcp",
        settings=CLIENTS.format(more="      - to: pages.example\n        reason: the note pages\n"),
    ),
]

BY_NAME = """\
clients:
  - name: agents
    addresses: [192.0.2.10]
    allow:
      - to: desk.cdn.example
        ports: [8000]
        reason: the harbour desk
"""

NAMED = {
    "url": "http://desk.cdn.example:8000/mcp",
    "resolver": Program("names", "resolver.py"),
    "settings": BY_NAME,
}

POLICIES += [
    attack(
        "egress/client-with-borrowed-name",
        "A client that goes to another address than DNS gave it, under the name that its policy allows.",
        desk(*JSON),
        play("is_led_astray"),
        "POL-02",
        "192.0.2.10 speaks MCP with 192.0.2.81 as desk.cdn.example, which DNS says is 198.51.100.80",
        **NAMED,
    ),
    honest(
        "egress/client-with-borrowed-name-control",
        "The same client going to the address that DNS gave it, twice.",
        desk(*JSON),
        play("goes_twice"),
        **NAMED,
    ),
]

PACE_AND_POLICY = [*BEACONS, *DRIPS, *PACES, *POLICIES]
