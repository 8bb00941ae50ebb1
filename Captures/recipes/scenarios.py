"""The scenarios, in the order of the index."""

from __future__ import annotations

from lab.scenario import Program, Scenario


def harbour1(*arguments: str) -> Program:
    return Program("mcp1", "harbour_mcp1.py", arguments)


def play1(name: str, *arguments: str) -> Program:
    return Program("mcp1", "plays_mcp1.py", ("--play", name, *arguments))


LEGACY = [
    Scenario("streamable-http/json-replies", "Streamable HTTP with a session, every reply one JSON body.",
             harbour1("--replies", "json"), (play1("usual"),)),
    Scenario("streamable-http/sse-replies", "Streamable HTTP with a session, every reply an SSE stream of its own.",
             harbour1(), (play1("usual"),)),
    Scenario("streamable-http/stateless-json", "A legacy server without sessions: no session id is ever given out.",
             harbour1("--replies", "json", "--stateless"), (play1("short"),), sniffer="dumpcap"),
    Scenario("streamable-http/get-stream-notifications",
             "Log messages beside a call; list changes and resource updates on the standalone GET stream.",
             harbour1(), (play1("notifications"),)),
    Scenario("streamable-http/server-asks", "Sampling, elicitation (accepted, declined) and roots: requests from server "
             "to client, ids of both ends overlapping.", harbour1(), (play1("server_asks"),)),
    Scenario("streamable-http/errors", "Tool errors, unknown tool, bad arguments, JSON-RPC errors.",
             harbour1(), (play1("errors"),)),
    Scenario("streamable-http/http-errors", "Dead session (404), no session, broken JSON, wrong Accept, wrong verb.",
             harbour1("--replies", "json"), (play1("refusals"),)),
    Scenario("streamable-http/large-result", "A result of 1.9 MB (the text is in it twice), frames of up to 64 KiB.",
             harbour1("--replies", "json"), (play1("large"),), offload=True, compressed_file=True),
    Scenario("streamable-http/slow-tool-progress", "A tool that takes 6.5 s and reports progress.",
             harbour1(), (play1("slow"),)),
    Scenario("streamable-http/parallel-calls", "Six calls in flight at once in one session, answered in another order.",
             harbour1(), (play1("parallel"),)),
    Scenario("streamable-http/two-clients", "Two clients with sessions of their own at the same time, the same ids in both.",
             harbour1("--replies", "json"),
             (play1("many", "--local-address", "192.0.2.10", "--label", "first"),
              play1("many", "--local-address", "192.0.2.11", "--label", "second"))),
    Scenario("streamable-http/cancellation", "A call cancelled by notification; the session goes on.",
             harbour1(), (play1("cancel"),)),
    Scenario("streamable-http/resume-last-event-id", "A stream the server closes early (SSE polling) and the client takes "
             "up again with Last-Event-ID: one call over two exchanges.", harbour1("--resumable"), (play1("resume"),)),
    Scenario("streamable-http/ipv6", "The usual session over IPv6.", harbour1(), (play1("usual"),),
             url="http://tides6.example:8000/mcp", bind="::", sniffer="tcpdump-nano",
             remarks="Time stamps in nanoseconds (pcap magic a1b23c4d)."),
    Scenario("streamable-http/hypercorn", "The usual session served by hypercorn instead of uvicorn.",
             harbour1("--web-server", "hypercorn"), (play1("usual"),)),
    Scenario("http-sse/tool-calls", "The HTTP+SSE transport of 2024-11-05: answers on the GET stream.",
             harbour1("--replies", "http-sse"), (play1("usual"),), url="http://tides.example:8000/sse"),
    Scenario("http-sse/server-asks", "Sampling, elicitation and roots over HTTP+SSE.",
             harbour1("--replies", "http-sse"), (play1("server_asks"),), url="http://tides.example:8000/sse"),
    Scenario("http-sse/two-clients", "Two HTTP+SSE sessions at once on one server.",
             harbour1("--replies", "http-sse"),
             (play1("short", "--local-address", "192.0.2.10", "--label", "first"),
              play1("short", "--local-address", "192.0.2.11", "--label", "second")), url="http://tides.example:8000/sse"),
]

POISONED = [
    Scenario("poisoned-tools/hidden-instructions", "A tool whose description tells the model to send a private key along.",
             Program("mcp1", "notes_mcp1.py", ("--poisoned",)), (play1("notes"),), url="http://notes.example:8000/mcp",
             benign=False, labels=("add_note: the description hides an instruction to read a key file and to conceal it",)),
    Scenario("poisoned-tools/hidden-instructions-control", "The same session with an honest description of the same length.",
             Program("mcp1", "notes_mcp1.py"), (play1("notes"),), url="http://notes.example:8000/mcp"),
]

SCENARIOS = [*LEGACY, *POISONED]
