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


def loose2(*arguments: str) -> Program:
    return Program("mcp2", "loose_mcp2.py", arguments)


def loose_play2(name: str) -> Program:
    return Program("mcp2", "plays_loose_mcp2.py", ("--play", name))


HANDLES = [
    Scenario(
        "sessions/task-of-another",
        "The result of a task is fetched by another client, in a session of its own.",
        Program("mcp1", "tasks_mcp1.py", ("--own-ids",)),
        (loose_play("task_of_another"),),
        url="http://tides.example:8000/mcp/",
        benign=False,
        labels=("192.0.2.11 fetches what 192.0.2.10 had surveyed, with the id of its task",),
        finds=("AUT-16",),
    ),
    Scenario(
        "sessions/task-of-another-control",
        "The result of a task is fetched by its own client, in a second session.",
        Program("mcp1", "tasks_mcp1.py", ("--own-ids",)),
        (loose_play("task_later"),),
        url="http://tides.example:8000/mcp/",
    ),
    Scenario(
        "sessions/state-of-another",
        "A call that was answered with a question is gone on with by somebody else, who holds its state.",
        loose2("--tokens", "--loose", "unbound"),
        (loose_play2("handed_over"),),
        url=HTTPS,
        tls=True,
        benign=False,
        labels=("stowaway-4 at 192.0.2.11 books with the requestState that skipper-17 at 192.0.2.10 was given",),
        finds=("AUT-16",),
    ),
    Scenario(
        "sessions/state-of-another-control",
        "The one who was asked answers, over another connection and with a new token.",
        loose2("--tokens"),
        (loose_play2("renewed"),),
        url=HTTPS,
        tls=True,
    ),
]

PROTOCOL2 = [
    Scenario(
        "protocol/downgrade",
        "Something between a client and its server begins to refuse the newest revision; the client falls back.",
        loose2("--loose", "between"),
        (loose_play2("again"),),
        benign=False,
        labels=("192.0.2.10 and 192.0.2.80:8000 spoke 2026-07-28, and now 2025-11-25, with the same programs",),
        finds=("PRT-03",),
    ),
    Scenario(
        "protocol/downgrade-control",
        "Two releases of one program on one machine, of which the older speaks 2025-11-25.",
        loose2(),
        (loose_play2("two_releases"),),
    ),
    Scenario(
        "protocol/two-names",
        "A call whose header names a harmless tool and whose body another; the server acts on the body.",
        loose2("--loose", "headers"),
        (loose_play2("two_names"),),
        benign=False,
        labels=("Mcp-Name says tide_table, the body close_harbour, and the harbour is closed",),
        finds=("PRT-01",),
    ),
    Scenario(
        "protocol/two-names-control",
        "Headers that look unlike the body and say the same: base64 forms, values that look like base64 forms, numbers.",
        loose2(),
        (loose_play2("encoded_names"),),
    ),
]

PROTOCOL1 = [
    Scenario(
        "protocol/inflating-answer",
        "An answer of 16 kB that inflates to sixteen million blanks.",
        loose("--replies", "json", "--compress", "gzip", "--loose", "bomb"),
        (loose_play("log"),),
        benign=False,
        labels=("the result of gauge_log inflates a thousandfold",),
        finds=("PRT-06",),
    ),
    Scenario(
        "protocol/inflating-answer-control",
        "A log of nine million characters whose lines are much alike, in gzip.",
        loose("--replies", "json", "--compress", "gzip"),
        (loose_play("log"),),
    ),
    Scenario(
        "protocol/streams-reset",
        "HTTP/2: 240 streams that are opened and reset before they can be answered.",
        loose("--replies", "json", "--web-server", "hypercorn"),
        (Program("mcp1", "plays_flood.py", ("--play", "resets", "--http2")),),
        url=HTTPS,
        tls=True,
        benign=False,
        labels=("192.0.2.10 resets 240 streams within a second",),
        finds=("PRT-06",),
    ),
    Scenario(
        "protocol/streams-reset-control",
        "HTTP/2: eighty streams reset at once, as when a page is left before what is on it has come.",
        loose("--replies", "json", "--web-server", "hypercorn"),
        (Program("mcp1", "plays_flood.py", ("--play", "leaves", "--http2")),),
        url=HTTPS,
        tls=True,
    ),
    Scenario(
        "protocol/name-twice",
        "A call with two names, and one behind a byte order mark.",
        loose("--replies", "json"),
        (loose_play("twice"),),
        benign=False,
        labels=("params has the key name twice: tide_table, then close_harbour",),
        finds=("PRT-02",),
    ),
    Scenario(
        "protocol/name-twice-control",
        "Calls in odd JSON that can be read in one way only.",
        loose("--replies", "json"),
        (loose_play("once"),),
    ),
    Scenario(
        "protocol/undeclared-request",
        "A server asks for a completion of a client that never said it had a model.",
        loose(),
        (loose_play("advice"),),
        benign=False,
        labels=("sampling/createMessage to a client without the capability",),
        finds=("PRT-05",),
    ),
    Scenario(
        "protocol/undeclared-request-control",
        "The same server, and a client that said it had a model.",
        loose(),
        (loose_play("advice_declared"),),
    ),
    Scenario(
        "protocol/endpoint-elsewhere",
        "HTTP+SSE: the server names an endpoint on another host. The client does not go there.",
        loose("--replies", "http-sse", "--loose", "elsewhere"),
        (loose_play("endpoint"),),
        url="http://tides.example:8000/sse",
        benign=False,
        labels=("the endpoint event says http://drop.example:8088",),
        finds=("PRT-05",),
    ),
    Scenario(
        "protocol/endpoint-of-a-collector",
        "HTTP+SSE: the server names an endpoint on another host, and no session. The client does not go there.",
        loose("--replies", "http-sse", "--loose", "collector"),
        (loose_play("endpoint"),),
        url="http://tides.example:8000/sse",
        benign=False,
        labels=("the endpoint event says http://drop.example:8088/collect",),
        finds=("PRT-05",),
    ),
    Scenario(
        "protocol/endpoint-elsewhere-control",
        "HTTP+SSE: the server names its endpoint with scheme and host, which are its own.",
        loose("--replies", "http-sse", "--loose", "whole"),
        (loose_play("endpoint"),),
        url="http://tides.example:8000/sse",
    ),
]

FRAMING = [
    Scenario(
        "protocol/two-lengths",
        "A request with Content-Length and Transfer-Encoding, in whose body by the one is a request by the other.",
        loose("--replies", "json"),
        (Program("mcp1", "plays_framing.py", ("--play", "smuggled")),),
        benign=False,
        labels=("what a proxy that goes by Content-Length takes for a body closes a harbour",),
        finds=("PRT-04",),
    ),
    Scenario(
        "protocol/two-lengths-control",
        "Two requests in a row, one of them in chunks with extensions and a trailer.",
        loose("--replies", "json"),
        (Program("mcp1", "plays_framing.py", ("--play", "plain")),),
    ),
]


def guarded(*arguments: str) -> Program:
    return Program("mcp1", "guarded_mcp1.py", arguments)


def guarded_play(name: str, *arguments: str) -> Program:
    return Program("mcp1", "plays_guarded.py", ("--play", name, *arguments))


EXPOSED = "https://office.example:8443/mcp"

TOKENS = [
    Scenario(
        "authorization/more-than-asked",
        "A server asks for one more scope, and the client comes back with a token for everything in the harbour.",
        guarded("--steps", "pilots"),
        (guarded_play("steps_up_wide"),),
        url=HTTPS,
        tls=True,
        benign=False,
        labels=("asked for tides and pilots, the client uses a token that holds harbour:admin as well",),
        finds=("AUT-12",),
    ),
    Scenario(
        "authorization/more-than-asked-control",
        "A server asks for one more scope, and the client comes back with a token for just that.",
        guarded("--steps", "pilots"),
        (guarded_play("steps_up"),),
        url=HTTPS,
        tls=True,
    ),
    Scenario(
        "authorization/ever-more",
        "A server asks for one scope after the other, until the client's token is good for everything in the harbour.",
        guarded("--steps", "pilots", "berths:write", "fuel:order", "crew:read", "harbour:admin"),
        (guarded_play("obliges"),),
        url=HTTPS,
        tls=True,
        benign=False,
        labels=("to order a pilot 192.0.2.80:8443 has its client get five further scopes, one refusal each",),
        finds=("AUT-12",),
    ),
    Scenario(
        "authorization/open-to-all",
        "A server that anybody can reach, and that asks for no credential.",
        guarded("--tokens", "none", "--name", "office.example"),
        (guarded_play("calls"),),
        url=EXPOSED,
        tls=True,
        benign=False,
        labels=("198.18.0.80:8443 answers whoever reaches it",),
        finds=("AUT-03",),
    ),
    Scenario(
        "authorization/open-to-all-control",
        "The same server, with tokens.",
        guarded("--name", "office.example"),
        (guarded_play("calls", "--bearer", "good"),),
        url=EXPOSED,
        tls=True,
    ),
    Scenario(
        "authorization/token-in-address",
        "A token in the query of the address, over TLS.",
        guarded("--careless", "address"),
        (guarded_play("address"),),
        url=HTTPS,
        tls=True,
        benign=False,
        labels=("access_token in the address of every request",),
        finds=("AUT-01",),
    ),
    Scenario(
        "authorization/token-in-address-control",
        "A token in the header, and a query with names like those of secrets that holds none.",
        guarded(),
        (guarded_play("plain_address"),),
        url=HTTPS,
        tls=True,
    ),
    Scenario(
        "authorization/password-in-clear",
        "A password in every request, over HTTP without TLS.",
        guarded("--tokens", "password"),
        (guarded_play("password"),),
        benign=False,
        labels=("Basic authentication that whoever is on the way can read",),
        finds=("AUT-01",),
    ),
    Scenario(
        "authorization/password-in-clear-control",
        "The same over TLS.",
        guarded("--tokens", "password"),
        (guarded_play("password"),),
        url=HTTPS,
        tls=True,
    ),
    Scenario(
        "authorization/discovery-of-metadata-service",
        "The metadata of a server name the metadata service of a cloud for logins; the client asks it, and cannot reach it.",
        guarded("--login", "http://169.254.169.254/latest/meta-data"),
        (guarded_play("led_astray"),),
        url=HTTPS,
        tls=True,
        benign=False,
        labels=("192.0.2.80:8443 sends its clients to 169.254.169.254",),
        finds=("AUT-14",),
    ),
    Scenario(
        "authorization/discovery-of-look-alike",
        "The metadata of a server name 1ogin.example after they had named login.example.",
        guarded("--moving"),
        (guarded_play("looks_twice"),),
        url=HTTPS,
        tls=True,
        benign=False,
        labels=("192.0.2.80:8443 comes to name an authorization server that looks like the one before",),
        finds=("AUT-14",),
    ),
    Scenario(
        "authorization/discovery-control",
        "A client that reads the metadata twice; they name the same server.",
        guarded(),
        (guarded_play("looks_twice"),),
        url=HTTPS,
        tls=True,
    ),
]

IDENTITY = [*SESSIONS, *HANDLES, *PROTOCOL2, *PROTOCOL1, *FRAMING, *TOKENS]
