"""Asks a resolver for all kinds of records over UDP and TCP, then opens a QUIC connection to what it named."""

from __future__ import annotations

import argparse
import asyncio
import importlib.metadata
import json
import platform
import ssl
from pathlib import Path

import dns.message
import dns.query
from aioquic.asyncio import connect
from aioquic.quic.configuration import QuicConfiguration

RESOLVER = "192.0.2.80"
OVER_UDP = [
    ("Tides.example", "A"),
    ("tides.example", "AAAA"),
    ("harbours.example", "MX"),
    ("harbours.example", "TXT"),
    ("harbours.example", "NS"),
    ("harbours.example", "SOA"),
    ("_mcp._tcp.harbours.example", "SRV"),
    ("80.2.0.192.in-addr.arpa", "PTR"),
    ("edge.harbours.example", "HTTPS"),
    ("nowhere.invalid", "A"),
    ("fog.example", "A"),
]
OVER_TCP = [("harbours.example", "SOA"), ("log.harbours.example", "TXT")]


async def knock() -> None:
    configuration = QuicConfiguration(is_client=True, alpn_protocols=["h3"], server_name="tides.example")
    # The certificate is made when the server starts; who it is does not matter here.
    configuration.verify_mode = ssl.CERT_NONE
    async with connect(RESOLVER, 443, configuration=configuration) as connection:
        reader, writer = await connection.create_stream()
        writer.write(b"ahoy")
        writer.write_eof()
        assert await reader.read() == b"ahoy"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url")
    parser.add_argument("--truth", type=Path, required=True)
    options = parser.parse_args()
    for name, kind in OVER_UDP:
        dns.query.udp(dns.message.make_query(name, kind, use_edns=0 if kind == "TXT" else None), RESOLVER, timeout=5)
    for name, kind in OVER_TCP:
        dns.query.tcp(dns.message.make_query(name, kind), RESOLVER, timeout=5)
    asyncio.run(knock())
    software = {"python": platform.python_version()}
    software.update({name: importlib.metadata.version(name) for name in ("dnspython", "aioquic")})
    options.truth.write_text(json.dumps({"sessions": [], "software": software}))


main()
