"""The scenarios, in the order of the index."""

from __future__ import annotations

from families.behaviour import BEHAVIOUR
from families.commands import COMMANDS
from families.definitions import DEFINITIONS
from families.identity import IDENTITY
from families.pace import PACE_AND_POLICY
from lab.scenario import Program, Scenario


def harbour1(*arguments: str) -> Program:
    return Program("mcp1", "harbour_mcp1.py", arguments)


def play1(name: str, *arguments: str) -> Program:
    return Program("mcp1", "plays_mcp1.py", ("--play", name, *arguments))


LEGACY = [
    Scenario(
        "streamable-http/json-replies",
        "Streamable HTTP with a session, every reply one JSON body.",
        harbour1("--replies", "json"),
        (play1("usual"),),
    ),
    Scenario(
        "streamable-http/sse-replies",
        "Streamable HTTP with a session, every reply an SSE stream of its own.",
        harbour1(),
        (play1("usual"),),
    ),
    Scenario(
        "streamable-http/stateless-json",
        "A legacy server without sessions: no session id is ever given out.",
        harbour1("--replies", "json", "--stateless"),
        (play1("short"),),
        sniffer="dumpcap",
    ),
    Scenario(
        "streamable-http/get-stream-notifications",
        "Log messages beside a call; list changes and resource updates on the standalone GET stream.",
        harbour1(),
        (play1("notifications"),),
    ),
    Scenario(
        "streamable-http/server-asks",
        "Sampling, elicitation (accepted, declined) and roots: requests from server "
        "to client, ids of both ends overlapping.",
        harbour1(),
        (play1("server_asks"),),
    ),
    Scenario(
        "streamable-http/errors",
        "Tool errors, unknown tool, bad arguments, JSON-RPC errors.",
        harbour1(),
        (play1("errors"),),
    ),
    Scenario(
        "streamable-http/http-errors",
        "Dead session (404), no session, broken JSON, wrong Accept, wrong verb.",
        harbour1("--replies", "json"),
        (play1("refusals"),),
    ),
    Scenario(
        "streamable-http/large-result",
        "A result of 1.9 MB (the text is in it twice), frames of up to 64 KiB.",
        harbour1("--replies", "json"),
        (play1("large"),),
        offload=True,
        compressed_file=True,
    ),
    Scenario(
        "streamable-http/slow-tool-progress",
        "A tool that takes 6.5 s and reports progress.",
        harbour1(),
        (play1("slow"),),
    ),
    Scenario(
        "streamable-http/parallel-calls",
        "Six calls in flight at once in one session, answered in another order.",
        harbour1(),
        (play1("parallel"),),
    ),
    Scenario(
        "streamable-http/two-clients",
        "Two clients with sessions of their own at the same time, the same ids in both.",
        harbour1("--replies", "json"),
        (
            play1("many", "--local-address", "192.0.2.10", "--label", "first"),
            play1("many", "--local-address", "192.0.2.11", "--label", "second"),
        ),
    ),
    Scenario(
        "streamable-http/cancellation",
        "A call cancelled by notification; the session goes on.",
        harbour1(),
        (play1("cancel"),),
    ),
    Scenario(
        "streamable-http/resume-last-event-id",
        "A stream the server closes early (SSE polling) and the client takes "
        "up again with Last-Event-ID: one call over two exchanges.",
        harbour1("--resumable"),
        (play1("resume"),),
    ),
    Scenario(
        "streamable-http/ipv6",
        "The usual session over IPv6.",
        harbour1(),
        (play1("usual"),),
        url="http://tides6.example:8000/mcp",
        bind="::",
        sniffer="tcpdump-nano",
        remarks="Time stamps in nanoseconds (pcap magic a1b23c4d).",
    ),
    Scenario(
        "streamable-http/hypercorn",
        "The usual session served by hypercorn instead of uvicorn.",
        harbour1("--web-server", "hypercorn"),
        (play1("usual"),),
    ),
    Scenario(
        "http-sse/tool-calls",
        "The HTTP+SSE transport of 2024-11-05: answers on the GET stream.",
        harbour1("--replies", "http-sse"),
        (play1("usual"),),
        url="http://tides.example:8000/sse",
    ),
    Scenario(
        "http-sse/server-asks",
        "Sampling, elicitation and roots over HTTP+SSE.",
        harbour1("--replies", "http-sse"),
        (play1("server_asks"),),
        url="http://tides.example:8000/sse",
    ),
    Scenario(
        "http-sse/two-clients",
        "Two HTTP+SSE sessions at once on one server.",
        harbour1("--replies", "http-sse"),
        (
            play1("short", "--local-address", "192.0.2.10", "--label", "first"),
            play1("short", "--local-address", "192.0.2.11", "--label", "second"),
        ),
        url="http://tides.example:8000/sse",
    ),
]


def harbour2(*arguments: str) -> Program:
    return Program("mcp2", "harbour_mcp2.py", arguments)


def play2(name: str, *arguments: str) -> Program:
    return Program("mcp2", "plays_mcp2.py", ("--play", name, *arguments))


MODERN = [
    Scenario(
        "stateless-http/json-replies",
        "Revision 2026-07-28: no session, identity in every request, names and "
        "parameters mirrored in headers (one tool name needs the base64 form).",
        harbour2(),
        (play2("usual"),),
    ),
    Scenario(
        "stateless-http/sse-replies",
        "Calls that report progress are answered with a stream, the others with JSON.",
        harbour2(),
        (play2("progress"),),
    ),
    Scenario(
        "stateless-http/slow-tool-progress",
        "A tool that takes 6.5 s and reports progress.",
        harbour2(),
        (play2("slow"),),
    ),
    Scenario(
        "stateless-http/silent-tool",
        "A tool silent for 16.5 s: the head of the reply comes after 15 s, with a comment.",
        harbour2(),
        (play2("silent"),),
    ),
    Scenario(
        "stateless-http/listen-notifications",
        "A `subscriptions/listen` stream with notifications, beside calls.",
        harbour2(),
        (play2("listen"),),
    ),
    Scenario(
        "stateless-http/input-required",
        "Calls of two rounds: `input_required` with elicitation, sampling, roots.",
        harbour2(),
        (play2("input_required"),),
    ),
    Scenario("stateless-http/errors", "Tool errors, unknown tool, JSON-RPC errors.", harbour2(), (play2("errors"),)),
    Scenario(
        "stateless-http/http-errors",
        "Header and body that disagree, missing header, unknown version (400), unknown " "method (404), GET (405).",
        harbour2(),
        (play2("refusals"),),
    ),
    Scenario(
        "stateless-http/cancellation",
        "Calls given up by closing the stream; before and after the reply began.",
        harbour2(),
        (play2("cancel"),),
    ),
    Scenario(
        "stateless-http/ipv6",
        "Revision 2026-07-28 over IPv6.",
        harbour2(),
        (play2("short"),),
        url="http://tides6.example:8000/mcp",
        bind="::",
        sniffer="dumpcap",
    ),
    Scenario(
        "stateless-http/hypercorn",
        "Revision 2026-07-28 served by hypercorn.",
        harbour2("--web-server", "hypercorn"),
        (play2("short"),),
    ),
    Scenario(
        "stateless-http/fallback-to-old-server",
        "A 2.x client probes a 1.x server, is refused and falls back to " "`initialize`.",
        harbour1(),
        (play2("short"),),
    ),
    Scenario(
        "streamable-http/old-client-new-server",
        "A 1.x client with a 2.x server: legacy sessions served by the new line.",
        harbour2(),
        (play1("short"),),
    ),
    Scenario(
        "http-sse/new-client",
        "A 2.x client over HTTP+SSE.",
        harbour1("--replies", "http-sse"),
        (play2("short", "--mode", "legacy"),),
        url="http://tides.example:8000/sse",
    ),
]

WRAPPED = [
    Scenario(
        "tls/tls13-http1",
        "TLS 1.3 with key log, HTTP/1.1, served by uvicorn; several connections.",
        harbour1("--replies", "json"),
        (play1("usual"),),
        url="https://tides.example:8443/mcp",
        tls=True,
    ),
    Scenario(
        "tls/tls13-http1-sse",
        "The same with SSE replies: a TLS connection for each.",
        harbour1(),
        (play1("short"),),
        url="https://tides.example:8443/mcp",
        tls=True,
    ),
    Scenario(
        "tls/tls13-http2-hypercorn",
        "TLS 1.3 with key log, HTTP/2, served by hypercorn; revision 2026-07-28.",
        harbour2("--web-server", "hypercorn"),
        (play2("usual", "--http2"),),
        url="https://tides.example:8443/mcp",
        tls=True,
    ),
    Scenario(
        "tls/tls13-http2-sse",
        "HTTP/2 with SSE replies and a GET stream interleaved on one connection.",
        harbour1("--web-server", "hypercorn"),
        (play1("notifications", "--http2"),),
        url="https://tides.example:8443/mcp",
        tls=True,
    ),
    Scenario(
        "tls/tls12-http2-nginx",
        "TLS 1.2 (ECDHE-ECDSA-AES128-GCM) with key log, HTTP/2, nginx in front of uvicorn.",
        harbour1(),
        (play1("usual", "--http2"),),
        url="https://tides.example:8443/mcp",
        tls=True,
        nginx="nginx-http2.conf",
    ),
    Scenario(
        "tls/tls13-no-keys",
        "TLS 1.3 without a key log: nothing but the outside can be said.",
        harbour1("--replies", "json"),
        (play1("short"),),
        url="https://tides.example:8443/mcp",
        tls=True,
        withhold_keys=True,
    ),
    Scenario(
        "compressed/gzip-json",
        "gzip by Starlette's middleware over JSON replies.",
        harbour1("--replies", "json", "--compress", "gzip"),
        (play1("usual"),),
    ),
    Scenario(
        "compressed/gzip-sse-nginx",
        "gzip by nginx over SSE replies: one compressed stream per event stream.",
        harbour1(),
        (play1("usual"),),
        url="http://tides.example:8080/mcp",
        nginx="nginx-gzip.conf",
    ),
    Scenario(
        "compressed/brotli-json",
        "br over JSON replies.",
        harbour1("--replies", "json", "--compress", "br"),
        (play1("usual"),),
    ),
    Scenario(
        "compressed/zstd-json",
        "zstd over JSON replies.",
        harbour1("--replies", "json", "--compress", "zstd"),
        (play1("usual"),),
    ),
    Scenario(
        "http2/prior-knowledge",
        "HTTP/2 in the clear, without being asked: SSE replies and a GET stream on one " "connection.",
        harbour1("--web-server", "hypercorn"),
        (play1("usual", "--http2", "only"),),
    ),
    Scenario(
        "websocket/tool-calls",
        "MCP in WebSocket text frames with permessage-deflate, subprotocol mcp.",
        Program("mcp1", "harbour_websocket.py"),
        (Program("mcp1", "plays_websocket.py"),),
        url="ws://tides.example:8000/mcp",
    ),
    Scenario(
        "links/vxlan",
        "The usual session inside VXLAN, as a cloud's traffic mirror delivers.",
        harbour1("--replies", "json"),
        (play1("usual"),),
        link="vxlan",
    ),
    Scenario(
        "links/linux-cooked",
        "Captured on the device `any`: Linux cooked headers v2.",
        harbour1("--replies", "json"),
        (play1("short"),),
        sniffer="tcpdump-any",
    ),
    Scenario(
        "authorization/bearer",
        "401 with resource metadata, a refused token, then a session with a bearer token.",
        harbour1("--replies", "json", "--token", "invented-token-0001"),
        (play1("authorized", "--bearer", "invented-token-0001"),),
    ),
    Scenario(
        "streamable-http/paged-tool-list",
        "A list of twelve tools in three pages.",
        Program("mcp1", "gauges_mcp1.py"),
        (play1("pages"),),
        url="http://tides.example:8000/mcp/",
    ),
    Scenario(
        "streamable-http/fastmcp",
        "A server written with fastmcp, asked by a 1.x client.",
        Program("fastmcp", "harbour_fastmcp.py"),
        (play1("short"),),
    ),
    Scenario(
        "stateless-http/fastmcp",
        "A server written with fastmcp, asked by a 2.x client.",
        Program("fastmcp", "harbour_fastmcp.py"),
        (play2("short"),),
    ),
]


def by_hand(name: str) -> Program:
    return Program("mcp1", "plays_by_hand.py", ("--play", name))


LOOKALIKES = Program("mcp1", "lookalikes.py")

BY_HAND = [
    Scenario(
        "streamable-http/curl",
        "curl as client: a connection for each request, Expect: 100-continue, a chunked " "request, HTTP/1.0.",
        harbour1(),
        (Program("system", "plays_curl.py"),),
    ),
    Scenario(
        "streamable-http/batches",
        "Batches of revision 2025-03-26: answered as one array, as events out of order, as "
        'one event; the ids 3 and "3" are different.',
        Program("mcp1", "batch_by_hand.py"),
        (by_hand("batches"),),
    ),
    Scenario(
        "not-mcp/ethereum-json-rpc",
        "JSON-RPC 2.0 of another kind: single, batch, errors, a method called ping.",
        LOOKALIKES,
        (by_hand("ethereum"),),
        url="http://rpc.example:8545/",
        mcp=False,
    ),
    Scenario(
        "not-mcp/model-apis",
        "Model APIs with tools, tool calls and event streams.",
        LOOKALIKES,
        (by_hand("models"),),
        url="http://models.example:8000",
        mcp=False,
    ),
    Scenario(
        "not-mcp/agent-to-agent",
        "A2A: JSON-RPC with `tasks/get` and an event stream.",
        LOOKALIKES,
        (by_hand("agents"),),
        url="http://models.example:8000/",
        mcp=False,
    ),
    Scenario(
        "not-mcp/language-server",
        "LSP messages over HTTP: an `initialize` that is not MCP's.",
        LOOKALIKES,
        (by_hand("language_server"),),
        url="http://rpc.example:8000/",
        mcp=False,
    ),
    Scenario(
        "not-mcp/rest-on-mcp-path",
        "REST on the path /mcp, an event stream on /sse.",
        LOOKALIKES,
        (by_hand("dashboard"),),
        url="http://rpc.example:8000",
        mcp=False,
    ),
    Scenario(
        "not-mcp/names-and-quic",
        "DNS over UDP and TCP, all kinds of records and refusals; a QUIC connection to what was named.",
        Program("names", "names_and_quic.py"),
        (Program("names", "plays_names.py"),),
        url="http://tides.example:53",
        mcp=False,
    ),
]

EMBEDDED = [
    Scenario(
        "tls/embedded-secrets",
        "TLS 1.3 with the secrets inside the pcapng instead of a key log beside it.",
        based_on="tls/tls13-http1",
        edit="embed_secrets",
    ),
]

EARLY = [
    Scenario(
        f"streamable-http/early-sdk-{form}",
        f"Both ends on PyPI mcp 1.9.4: revision 2025-03-26, no version header, {form.upper()} replies{more}.",
        Program("mcp1-early", "harbour_mcp1_early.py", ("--replies", form)),
        (Program("mcp1-early", "plays_mcp1_early.py"),),
        url=f"http://tides.example:8000/{path}",
    )
    for form, path, more in [("json", "mcp/", ""), ("sse", "mcp", "; every request redirected (307) first")]
]

DAMAGED = [
    Scenario(
        "damaged/mid-session-start",
        "The capture begins after the handshake and the first call.",
        based_on="streamable-http/sse-replies",
        edit="start_mid_session",
    ),
    Scenario(
        "damaged/mid-stream-start",
        "The capture begins inside the event stream of the only call.",
        based_on="streamable-http/slow-tool-progress",
        edit="start_mid_stream",
    ),
    Scenario(
        "damaged/lost-frames",
        "A request body and a segment of a long reply are missing.",
        based_on="streamable-http/json-replies",
        edit="lose_frames",
    ),
    Scenario(
        "damaged/one-direction",
        "Only what the client sent was captured.",
        based_on="streamable-http/sse-replies",
        edit="one_direction",
    ),
    Scenario(
        "damaged/snapped",
        "Frames cut to 600 bytes: long replies are missing, lengths are known.",
        based_on="stateless-http/json-replies",
        edit="snap",
    ),
    Scenario(
        "damaged/truncated-file",
        "The file ends in the middle of a frame.",
        based_on="streamable-http/json-replies",
        edit="cut_file",
    ),
]

POISONED = [
    Scenario(
        "poisoned-tools/hidden-instructions",
        "A tool whose description tells the model to send a private key along.",
        Program("mcp1", "notes_mcp1.py", ("--poisoned",)),
        (play1("notes"),),
        url="http://notes.example:8000/mcp",
        benign=False,
        labels=("add_note: the description hides an instruction to read a key file and to conceal it",),
        finds=("POI-09",),
    ),
    Scenario(
        "poisoned-tools/hidden-instructions-control",
        "The same session with an honest description of the same length.",
        Program("mcp1", "notes_mcp1.py"),
        (play1("notes"),),
        url="http://notes.example:8000/mcp",
    ),
]

CHANGING = [
    Scenario(
        "changing-tools/rug-pull",
        "A description turns bad after the first call, without notice.",
        Program("mcp1", "notes_mcp1.py", ("--change", "poison")),
        (play1("listed_twice"),),
        url="http://notes.example:8000/mcp",
        benign=False,
        labels=("add_note: definition changed without list_changed, and the new one hides an instruction",),
        finds=("POI-09", "RUG-01", "RUG-03"),
    ),
    Scenario(
        "changing-tools/rug-pull-control",
        "A tool is added after the first call, and announced.",
        Program("mcp1", "notes_mcp1.py", ("--change", "announce")),
        (play1("listed_twice"),),
        url="http://notes.example:8000/mcp",
    ),
    Scenario(
        "onward-traffic/result-copied-out",
        "A server that posts a copy of each result to a third host.",
        Program("mcp1", "reports_mcp1.py", ("--leak",)),
        (play1("reports"),),
        benign=False,
        helper=Program("mcp1", "third_party.py"),
        labels=("192.0.2.80 sends each result of fetch_report, as base64, to 198.51.100.99:8088 during the call",),
        finds=("EXF-08",),
    ),
    Scenario(
        "onward-traffic/result-copied-out-control",
        "The same server fetching each report from the third host.",
        Program("mcp1", "reports_mcp1.py"),
        (play1("reports"),),
        helper=Program("mcp1", "third_party.py"),
    ),
]



def guarded(*arguments: str) -> Program:
    return Program("mcp1", "guarded_mcp1.py", arguments)


def guarded_play(name: str, *arguments: str) -> Program:
    return Program("mcp1", "plays_guarded.py", ("--play", name, *arguments))


HTTPS = "https://tides.example:8443/mcp"

GUARDED = [
    Scenario(
        "authorization/jwt",
        "A session with a signed JSON Web Token that the server checks.",
        guarded(),
        (guarded_play("calls", "--bearer", "good"),),
        url=HTTPS,
        tls=True,
    ),
    Scenario(
        "authorization/jwt-unsigned",
        "The same with a token without signature, and a server that believes what it reads.",
        guarded("--careless", "signature"),
        (guarded_play("calls", "--bearer", "unsigned"),),
        url=HTTPS,
        tls=True,
        benign=False,
        labels=("the server accepts a token whose header says alg none",),
        finds=("AUT-04",),
    ),
    Scenario(
        "authorization/jwt-forged",
        "The same with a token that another key signed. Nothing but the issuer's public key shows it.",
        guarded("--careless", "signature"),
        (guarded_play("calls", "--bearer", "forged"),),
        url=HTTPS,
        tls=True,
        benign=False,
        labels=("the server accepts a token that its issuer did not sign",),
    ),
    Scenario(
        "authorization/jwt-expired",
        "The same with a token that ended an hour ago.",
        guarded("--careless", "signature"),
        (guarded_play("calls", "--bearer", "expired"),),
        url=HTTPS,
        tls=True,
        benign=False,
        labels=("the server accepts an expired token",),
        finds=("AUT-04",),
    ),
    Scenario(
        "authorization/jwt-expired-control",
        "An expired token that the server refuses.",
        guarded(),
        (guarded_play("refused", "--bearer", "expired"),),
        url=HTTPS,
        tls=True,
    ),
    Scenario(
        "authorization/guessing",
        "Twelve tokens that are refused, then one that is accepted.",
        guarded(),
        (guarded_play("guesses"),),
        url=HTTPS,
        tls=True,
        benign=False,
        labels=("192.0.2.10 tries twelve tokens within seconds before one is accepted",),
        finds=("AUT-17",),
    ),
    Scenario(
        "authorization/pass-through",
        "A server that presents its client's token to a third host.",
        guarded("--careless", "onward"),
        (guarded_play("report", "--bearer", "good"),),
        benign=False,
        helper=Program("mcp1", "third_party.py"),
        labels=("192.0.2.80 sends the client's token on to 198.51.100.99:8088",),
        finds=("AUT-11",),
    ),
    Scenario(
        "authorization/pass-through-control",
        "The same server with a token of its own for the third host.",
        guarded(),
        (guarded_play("report", "--bearer", "good"),),
        helper=Program("mcp1", "third_party.py"),
    ),
    Scenario(
        "authorization/oauth",
        "The whole flow of OAuth with the SDK's client and server: discovery, registration, PKCE, consent, token, session.",
        guarded("--tokens", "oauth"),
        (guarded_play("oauth"),),
        url=HTTPS,
        tls=True,
    ),
    Scenario(
        "authorization/oauth-no-consent",
        "A client that registered itself with a redirect to a foreign site gets a code without any page in between.",
        guarded("--tokens", "oauth", "--careless", "consent"),
        (guarded_play("oauth_elsewhere"),),
        url=HTTPS,
        tls=True,
        benign=False,
        labels=("a code for collector.example is given with the first answer",),
        finds=("AUT-13",),
    ),
    Scenario(
        "authorization/foreign-page",
        "A page of another site asks a server in the user's network, and is answered.",
        guarded("--tokens", "none", "--careless", "origin"),
        (guarded_play("foreign_page"),),
        benign=False,
        labels=("a request with the Origin http://prizes.example is answered with 200",),
        finds=("AUT-18",),
    ),
    Scenario(
        "authorization/foreign-page-control",
        "The same page, and a server that checks Origin.",
        guarded("--tokens", "none"),
        (guarded_play("foreign_page"),),
    ),
]



def carried(name: str, way: str, proves: str, control: str, found: str) -> list[Scenario]:
    """Content of one server that goes elsewhere, and the harmless twin."""
    both = {
        "server": Program("mcp1", "office_and_pages_mcp1.py"),
        "url": "http://records.example:8000/mcp",
        "resolver": Program("names", "resolver.py") if way == "names" else None,
    }
    client = Program("mcp1", "carries_mcp1.py", ("--way", way))
    quiet = Program("mcp1", "carries_mcp1.py", ("--way", way, "--control"))
    path = f"exfiltration/{name}"
    finding = "EXF-01" if way == "plain" else "EXF-02"
    return [
        Scenario(path, proves, clients=(client,), benign=False, labels=(found,), finds=(finding,), **both),
        Scenario(f"{path}-control", control, clients=(quiet,), **both),
    ]


TO_PAGES = "192.0.2.10 gives 192.0.2.81:8000 what read_record of 192.0.2.80:8000 answered"
OWN_DATA = "The same with readings of the client's own instruments"

EXFILTRATION = [
    *carried(
        "plain-to-another-server",
        "plain",
        "A confidential record, word for word, in the arguments of another server's tool.",
        "A public guide, word for word, in the arguments of another server's tool.",
        f"{TO_PAGES}, word for word",
    ),
    *carried(
        "base64-at-an-offset",
        "base64_inside",
        "A record in base64 that begins in the middle of a group.",
        f"{OWN_DATA}.",
        f"{TO_PAGES}, in base64",
    ),
    *carried("hexadecimal", "hexadecimal", "A record in hexadecimal.", f"{OWN_DATA}.", f"{TO_PAGES}, in hexadecimal"),
    *carried(
        "percent", "percent", "A record in percent encoding.", f"{OWN_DATA}.", f"{TO_PAGES}, in percent encoding"
    ),
    *carried(
        "compressed", "compressed", "A record in gzip in base64.", f"{OWN_DATA}.", f"{TO_PAGES}, compressed, in base64"
    ),
    *carried(
        "split-over-calls",
        "split",
        "A record in base64, 24 characters to a call.",
        f"{OWN_DATA}.",
        f"{TO_PAGES}, in base64, in pieces of 24 characters",
    ),
    *carried(
        "resource-names",
        "resource",
        "A record in base64 in the names of resources that are read.",
        f"{OWN_DATA}.",
        f"{TO_PAGES}, in base64, in the names of resources",
    ),
    *carried(
        "image-address",
        "address",
        "A record in the addresses of images that a client fetches.",
        f"{OWN_DATA}.",
        "192.0.2.10 fetches images of pages.example whose addresses hold what read_record answered",
    ),
    *carried(
        "host-names",
        "names",
        "A record in hexadecimal in host names that the client's resolver is asked for.",
        "Host names with random parts, as content networks have them.",
        "192.0.2.10 looks up names below drop.example that hold what read_record answered",
    ),
]


def agent(name: str, server: Program, client: str, proves: str) -> Scenario:
    version = "mcp1" if server.environment == "mcp1" else "mcp2"
    program = Program(version, f"agents_{version}.py", ("--play", client))
    return Scenario(f"agents/{name}", proves, server, (program,), seconds=400)


AGENTS = [
    agent(
        "pings",
        harbour1(),
        "pings",
        "Three minutes of a session kept alive with a ping every four seconds, and few calls.",
    ),
    agent(
        "polling",
        harbour1("--replies", "json"),
        "polling",
        "Three minutes of an agent that looks every five seconds whether something is new, as its program says.",
    ),
    agent(
        "tasks",
        Program("mcp1", "tasks_mcp1.py"),
        "tasks",
        "Tools run as tasks (2025-11-25), each polled every two seconds until it is done.",
    ),
    agent(
        "listening",
        harbour2(),
        "listening",
        "Three minutes of a listen stream: a change is announced every five seconds and read at once.",
    ),
    agent(
        "bursts",
        harbour2("--replies", "json"),
        "bursts",
        "Three minutes of an agent at work: bursts of calls at once, and pauses in which a model thinks.",
    ),
]

SCENARIOS = [
    *LEGACY,
    *MODERN,
    *WRAPPED,
    *BY_HAND,
    *EMBEDDED,
    *EARLY,
    *DAMAGED,
    *POISONED,
    *CHANGING,
    *GUARDED,
    *EXFILTRATION,
    *AGENTS,
    *DEFINITIONS,
    *IDENTITY,
    *BEHAVIOUR,
    *PACE_AND_POLICY,
    *COMMANDS,
]
