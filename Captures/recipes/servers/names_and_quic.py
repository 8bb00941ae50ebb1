"""A resolver (dnslib: UDP, TCP and multicast's port) and a QUIC server (aioquic) that answers with HTTP/3's protocol name."""

from __future__ import annotations

import argparse
import asyncio
import datetime
import socket
import struct
import tempfile
import threading
from pathlib import Path

from aioquic.asyncio import QuicConnectionProtocol
from aioquic.asyncio import serve as serve_quic
from aioquic.quic.configuration import QuicConfiguration
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from dnslib import QTYPE, RCODE, RD, RR, TXT
from dnslib.server import BaseResolver, DNSServer

ZONE = RR.fromZone(
    """
tides.example. 60 IN CNAME edge.harbours.example.
edge.harbours.example. 30 IN A 192.0.2.80
edge.harbours.example. 30 IN AAAA 2001:db8:1::80
harbours.example. 300 IN MX 10 mail.harbours.example.
harbours.example. 300 IN TXT "v=spf1 -all" "a second string"
harbours.example. 300 IN NS ns1.harbours.example.
harbours.example. 300 IN SOA ns1.harbours.example. keeper.harbours.example. 2026112201 3600 600 86400 60
_mcp._tcp.harbours.example. 300 IN SRV 1 2 8080 edge.harbours.example.
80.2.0.192.in-addr.arpa. 300 IN PTR edge.harbours.example.
"""
)
# Priority 1, target ".", alpn h3 and h2, ipv4hint.
HTTPS = struct.pack("!HB", 1, 0) + b"\0\1\0\6\2h3\2h2" + b"\0\4\0\4" + socket.inet_aton("192.0.2.80")


class Harbours(BaseResolver):
    def resolve(self, request, handler):
        reply = request.reply()
        name, kind = str(request.q.qname).lower(), request.q.qtype
        if name == "fog.example.":
            reply.header.rcode = RCODE.SERVFAIL
            return reply
        for record in ZONE:
            if record.rtype == QTYPE.CNAME and str(record.rname) == name and kind != QTYPE.CNAME:
                reply.add_answer(record)
                name = str(record.rdata)
        for record in ZONE:
            if str(record.rname) == name and record.rtype == kind:
                reply.add_answer(record)
        if kind == 65 and name == "edge.harbours.example.":
            reply.add_answer(RR(name, 65, ttl=60, rdata=RD(HTTPS)))
        if name == "log.harbours.example.":
            for number in range(40):
                reply.add_answer(RR(name, QTYPE.TXT, ttl=60, rdata=TXT(f"entry {number:02}: calm sea and a fair wind")))
        if not reply.rr and not name.endswith("harbours.example."):
            reply.header.rcode = RCODE.NXDOMAIN
        return reply


class Echo(QuicConnectionProtocol):
    def quic_event_received(self, event) -> None:
        data = getattr(event, "data", None)
        if isinstance(data, bytes):
            self._quic.send_stream_data(event.stream_id, data, end_stream=True)
            self.transmit()


def certificate() -> tuple[Path, Path]:
    folder = Path(tempfile.mkdtemp(prefix="egret-lab-"))
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "tides.example")])
    day = datetime.timedelta(days=1)
    now = datetime.datetime.now(datetime.timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + 365 * day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("tides.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return folder / "certificate.pem", folder / "key.pem"


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bind", default="0.0.0.0")
    parser.add_argument("--port", type=int, default=53)
    options = parser.parse_args()
    configuration = QuicConfiguration(is_client=False, alpn_protocols=["h3"])
    configuration.load_cert_chain(*certificate())
    await serve_quic(options.bind, 443, configuration=configuration, create_protocol=Echo)
    for tcp in (False, True):
        server = DNSServer(Harbours(), port=options.port, address=options.bind, tcp=tcp)
        threading.Thread(target=server.server.serve_forever, daemon=True).start()
    await asyncio.sleep(3600)


asyncio.run(main())
