"""Definitions, lists and results that are not what they seem, and what clients do after them."""

from __future__ import annotations

from lab.scenario import Program, Scenario

BOARD = "http://notes.example:8000/mcp"


def board(case: str, *arguments: str) -> Program:
    return Program("mcp1", "definitions_mcp1.py", ("--case", case, *arguments))


def play(name: str, *arguments: str) -> Program:
    return Program("mcp1", "plays_definitions.py", ("--play", name, *arguments))


def attack(path: str, proves: str, server: Program, client: Program, finds: str, label: str, **more) -> Scenario:
    return Scenario(
        path, proves, server, (client,), benign=False, labels=(label,), finds=tuple(finds.split()), **{"url": BOARD, **more}
    )


def honest(path: str, proves: str, server: Program, client: Program, **more) -> Scenario:
    return Scenario(path, proves, server, (client,), **{"url": BOARD, **more})


JSON = ("--replies", "json")

LISTS = [
    attack(
        "changing-tools/cloaking",
        "A description that holds an order for agents, and none for a client that calls itself an auditor.",
        board("cloaking", *JSON),
        play("audited"),
        "RUG-02",
        "search_notices: 192.0.2.10 is shown another description than 192.0.2.11, before and after",
    ),
    honest(
        "changing-tools/cloaking-control",
        "The same two clients while a tool is added for both: each sees the old list, then the new.",
        board("growing", *JSON),
        play("grown"),
    ),
    honest(
        "changing-tools/lists-by-rights",
        "Two clients with tokens of their own, one of which may do more and is shown more.",
        board("rights", *JSON),
        play("by_rights"),
        url="https://tides.example:8443/mcp",
        tls=True,
    ),
    attack(
        "changing-tools/unannounced",
        "The words of a description change within a session, and nobody is told.",
        board("silent"),
        play("posts"),
        "RUG-03",
        "post_notice: definition changed without list_changed",
    ),
    honest("changing-tools/unannounced-control", "The same change, announced.", board("announced"), play("posts")),
    attack(
        "shadowing/unlisted-tool",
        "A client calls a tool that no list names, and is answered.",
        board("unlisted", *JSON),
        play("knows_more"),
        "SHD-03",
        "read_logbook is answered and was never listed",
    ),
    honest(
        "shadowing/unlisted-tool-control",
        "The same call of a tool on the second page of the list, and one of a tool that a model made up: it fails.",
        board("paged", *JSON),
        play("reads_on"),
    ),
    attack(
        "shadowing/tool-names",
        "Names that run commands, and one with blanks and a semicolon.",
        board("names", *JSON),
        play("everything"),
        "NAM-01",
        "run_cmd, system-exec and `tide table; print` break the policy for names",
    ),
    honest(
        "shadowing/tool-names-control",
        "Names in which the forbidden words are parts of others.",
        board("names-control", *JSON),
        play("everything"),
    ),
    attack(
        "poisoned-tools/hidden-characters",
        "A description with an order in tag characters, which nobody sees.",
        board("hidden", *JSON),
        play("everything"),
        "POI-01",
        "flags_shown: an order in tag characters in the description",
    ),
    honest(
        "poisoned-tools/hidden-characters-control",
        "A description with flags of regions (tag characters, too), joined emoji, Persian and Hebrew.",
        board("hidden-control", *JSON),
        play("everything"),
    ),
    attack(
        "poisoned-tools/hidden-characters-in-result",
        "A result with an order in tag characters.",
        board("hidden-result", *JSON),
        play("everything"),
        "POI-01",
        "read_page: an order in tag characters in the result",
    ),
    honest(
        "poisoned-tools/hidden-characters-in-result-control",
        "A result with a dozen flags of regions.",
        board("hidden-result-control", *JSON),
        play("everything"),
    ),
    honest(
        "poisoned-tools/typography",
        "Honest pages with characters that have no shape: soft hyphens, text selectors, isolates, variants of Han.",
        board("typography", *JSON),
        play("everything"),
    ),
]

DEFINITIONS = [*LISTS]
