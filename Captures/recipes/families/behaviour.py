"""What clients and servers do: what leaves them, how much of it, where to, and at which pace."""

from __future__ import annotations

from lab.scenario import Program, Scenario

TIDES = "http://tides.example:8000/mcp"


def reports(*arguments: str) -> Program:
    return Program("mcp1", "reports_mcp1.py", arguments)


def onward(path: str, proves: str, server: Program, label: str = "", finds: str = "EXF-08", **more) -> Scenario:
    """A server that gives what it answered to somebody else; without a label, one that has honest dealings with a third."""
    more = {"helper": Program("mcp1", "third_party.py"), "play": "reads_reports", **more}
    client = Program("mcp1", "plays_behaviour.py", ("--play", more.pop("play")))
    if label:
        more = {**more, "benign": False, "labels": (label,), "finds": tuple(finds.split())}
    return Scenario(f"onward-traffic/{path}", proves, server, (client,), url=TIDES, compressed_file=True, **more)


COPIES = "192.0.2.80 gives each result of fetch_report to 198.51.100.99:8088"
BY_NAMES = {"helper": Program("names", "resolver.py", ("--beside", "198.51.100.99")), "helper_resolves": True}
POLICY = """\
# The server of reports fetches them from one host, by its name, and asks one resolver.
servers:
  - name: reports
    addresses: [192.0.2.80]
    listen: 8000
    dns: [{resolver}]
    allow:
      - to: reports.example
        ports: [8088]
"""

ONWARD = [
    onward(
        "outside-policy",
        "A server that may fetch reports from one host posts copies to another name at the same address.",
        reports("--leak", "compressed"),
        "192.0.2.80 sends copies to drop.example, which its policy does not name",
        settings=POLICY.format(resolver="192.0.2.53"),
    ),
    onward(
        "outside-policy-control",
        "The same policy, and a server that keeps to it: it fetches reports, and posts compressed counts.",
        reports("--honest", "counts"),
        settings=POLICY.format(resolver="192.0.2.53"),
    ),
    onward(
        "resolver-outside-policy",
        "A server whose policy names one resolver gives copies away in names that it asks another for.",
        reports("--leak", "names"),
        "192.0.2.80 asks 198.51.100.99:53 for names, which its policy does not allow",
        "EXF-08 EXF-10",
        settings=POLICY.format(resolver="192.0.2.53"),
        **BY_NAMES,
    ),
    onward(
        "resolver-outside-policy-control",
        "A server that looks names up at the resolver that its policy names.",
        reports("--honest", "names"),
        settings=POLICY.format(resolver="198.51.100.99"),
        **BY_NAMES,
    ),
    onward(
        "result-in-hexadecimal",
        "A server that posts a copy of each result to a third host, in hexadecimal.",
        reports("--leak", "hexadecimal"),
        f"{COPIES}, in hexadecimal",
    ),
    onward(
        "result-as-it-is",
        "A server that posts a copy of the text of each result to a third host, as it is.",
        reports("--leak", "plain"),
        f"{COPIES}, word for word",
    ),
    onward(
        "result-compressed",
        "A server that posts a copy of each result to a third host, compressed.",
        reports("--leak", "compressed"),
        f"{COPIES}, compressed",
    ),
    onward(
        "result-in-pieces",
        "A server that posts a copy of each result to a third host, 900 bytes to a connection.",
        reports("--leak", "pieces"),
        f"{COPIES}, in base64, in pieces",
    ),
    onward(
        "counts-told",
        "A server that fetches each report from a third host, and posts it compressed counts of its use.",
        reports("--honest", "counts"),
    ),
    onward(
        "steps-told",
        "A server that fetches each report from a third host, and tells it of ten steps, a connection each.",
        reports("--honest", "steps"),
    ),
    onward(
        "result-in-names",
        "A server that gives a copy of each result away in the names of hosts that it looks up.",
        reports("--leak", "names"),
        "192.0.2.80 gives each result of fetch_report to whoever serves drop.example, in names that it looks up",
        "EXF-10",
        **BY_NAMES,
    ),
    onward(
        "result-in-names-control",
        "A server that looks up twenty hosts of a content network for each result.",
        reports("--honest", "names"),
        **BY_NAMES,
    ),
    onward(
        "result-by-old-connection",
        "A server that posts a copy of each result over a connection which it opened before the first call.",
        reports("--leak", "old-connection"),
        f"{COPIES}, over a connection that is older than the calls",
        play="reads_and_stays",
    ),
    onward(
        "result-by-old-connection-control",
        "A server that fetches each report over a connection which it opened before the first call.",
        reports("--honest", "old-connection"),
        play="reads_and_stays",
    ),
    onward(
        "result-later",
        "A server that posts a copy of each result twelve seconds after the call.",
        reports("--leak", "later"),
        f"{COPIES}, twelve seconds later",
        play="reads_and_stays",
    ),
    onward(
        "result-later-control",
        "A server that fetches each report and names its source, and posts a count of its use twelve seconds later.",
        reports("--honest", "later"),
        play="reads_and_stays",
    ),
    onward(
        "result-with-source",
        "A server that posts a copy of each result to a third host, and names that as the source of what it answers.",
        reports("--leak", "named"),
        f"{COPIES}, and the result names that host",
    ),
    onward(
        "result-with-source-control",
        "A server that fetches each report from a third host, and names it as the source.",
        reports("--honest", "named"),
    ),
    onward(
        "result-answered",
        "A server that posts a copy of each result to a third host, which answers with twice as much.",
        reports("--leak", "answered"),
        f"{COPIES}, and is answered at length",
    ),
]


def workshop(*arguments: str) -> Program:
    return Program("mcp1", "workshop_mcp1.py", arguments)


def pair(
    name: str, proves: str, play: str, finds: str, label: str, control: str = "", honest: str = "", **both
) -> list[Scenario]:
    """What is wrong with the workshop or its clients, and the harmless twin where there is one."""
    servers = both.pop("servers", (workshop(), workshop()))
    both = {"url": TIDES, **both}

    def client(play: str) -> tuple[Program]:
        return (Program("mcp1", "plays_behaviour.py", ("--play", play)),)

    wrong = {"benign": False, "labels": (label,), "finds": tuple(finds.split())}
    made = [Scenario(name, proves, servers[0], client(play), **wrong, **both)]
    if control:
        made.append(Scenario(f"{name}-control", control, servers[1], client(honest), **both))
    return made


SECRETS = [
    *pair(
        "secrets/in-arguments",
        "Keys of a code host and of a cloud in the text of a ticket.",
        "tells_secrets",
        "EXF-03",
        "the arguments of open_ticket hold a GitHub token and an AWS key (both invented)",
        "A ticket with the documentation's example keys, hashes, numbers of runs and words that begin as tokens do.",
        "tells_examples",
    ),
    *pair(
        "secrets/in-result",
        "A file of settings with a token in it.",
        "reads_settings",
        "EXF-04",
        "the result of read_file holds a GitHub token (invented)",
        "A page of documentation with example keys, a public key and hashes.",
        "reads_manual",
    ),
    *pair(
        "secrets/hidden-in-arguments",
        "A key in base64, in JSON inside JSON, and with a character without width in the middle.",
        "hides_secrets",
        "EXF-03",
        "the arguments of open_ticket hold a GitHub token (invented) in four disguises",
    ),
    *pair(
        "secrets/in-address",
        "The address of a picture with a key in it.",
        "shows_key",
        "EXF-03",
        "192.0.2.10 sends a GitLab token (invented) to 192.0.2.80:8000 in an address",
        "The same picture with the documentation's example key.",
        "shows_example",
    ),
    *pair(
        "secrets/in-resource",
        "A resource that holds settings with a token in it.",
        "reads_settings_resource",
        "EXF-04",
        "the resource workshop://settings holds a GitHub token (invented)",
        "A resource that is documentation, with example keys, a public key and hashes.",
        "reads_manual_resource",
    ),
]

SIZES = [
    *pair(
        "sizes/result-of-all",
        "34 results of some customers each, then all customers.",
        "takes_all",
        "EXF-05",
        "a call of find_customers without a letter is answered with all customers",
        "Logs of a day to twelve weeks, the longest last.",
        "takes_logs",
        compressed_file=True,
    ),
    *pair(
        "sizes/file-in-ticket",
        "34 tickets of some lines, then one with 40 kB.",
        "fills_ticket",
        "EXF-06",
        "the last call of open_ticket carries 40 kB",
        "35 documents of a hundred characters to 40 kB.",
        "saves_documents",
        compressed_file=True,
    ),
]

EGRESS = [
    *pair(
        "egress/inside-addresses",
        "A tool that fetches pages is sent to the cloud's metadata service and to hosts inside, in many spellings.",
        "fetches_inside",
        "EXF-09",
        "fetch_page is sent to 169.254.169.254 in five spellings, to 10.0.0.5, and to ports of its own machine",
        "Pages of hosts outside whose names and paths hold numbers and words as those do.",
        "fetches_outside",
    ),
    *pair(
        "egress/disguised-addresses",
        "The metadata service in spellings that take more to see through: escapes, full-width dots, names.",
        "fetches_disguised",
        "EXF-09",
        "each of twelve calls of fetch_page is sent to 169.254.169.254",
    ),
    *pair(
        "egress/redirect-to-metadata",
        "A server that has moved sends its clients to the cloud's metadata service.",
        "follows",
        "EXF-09",
        "192.0.2.80:8000 redirects a client to 169.254.169.254",
        "A server that has moved sends its clients to where it is now.",
        "follows",
        servers=(workshop("--sends-to", "metadata"), workshop()),
    ),
    *pair(
        "egress/redirect-to-number",
        "A server that has moved sends its clients to the metadata service, written as a hexadecimal number.",
        "follows",
        "EXF-09",
        "192.0.2.80:8000 redirects a client to 0xa9fea9fe, which is 169.254.169.254",
        servers=(workshop("--sends-to", "number"), workshop()),
    ),
    *pair(
        "egress/drop-service",
        "Events are to be told to a catcher of requests and to a tunnel; a host of a test service is looked up.",
        "drops",
        "EXF-11",
        "set_webhook is given addresses at webhook.site and ngrok-free.app; 192.0.2.10 looks up a name below oast.fun",
        "Events are to be told to hosts whose names and paths resemble those.",
        "registers",
        resolver=Program("names", "resolver.py"),
    ),
]

DAYS = [
    *pair(
        "egress/first-seen",
        "After more than a week with the same two servers, a client turns to a third right after a call.",
        "goes_elsewhere",
        "EXF-07",
        "192.0.2.10 talks to 198.51.100.80 for the first time, right after a call was answered",
        "The same days; on the last, another page of the host that it has always looked at.",
        "goes_as_ever",
        stretch=86_400,
        compressed_file=True,
    ),
]

NAMES = [
    *pair(
        "names/tunnel",
        "Enciphered data of a client's machine in the names of 83 hosts, 119 characters each.",
        "tunnels",
        "EXF-10",
        "192.0.2.10 gives 6 kB to whoever serves drop.example, in names that it looks up",
        "Ninety names of a content network, with digests of 24 characters.",
        "loads_pieces",
        resolver=Program("names", "resolver.py"),
    ),
    *pair(
        "names/slow-tunnel",
        "The same at three kilobytes an hour, for four hours.",
        "tunnels_slowly",
        "EXF-10",
        "192.0.2.10 gives 7 kB to whoever serves drop.example, in a hundred names within four hours",
        "A hundred names of a content network within four hours.",
        "loads_now_and_then",
        resolver=Program("names", "resolver.py"),
        stretch=320,
    ),
]

BEHAVIOUR = [*ONWARD, *SECRETS, *SIZES, *EGRESS, *DAYS, *NAMES]
