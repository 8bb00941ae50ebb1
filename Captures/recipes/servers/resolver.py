"""A resolver (dnslib) that has one address for every name below drop.example and cdn.example. As a helper
(`--beside ADDRESS`) it listens on port 53 of that address, and on its own port over TCP.
"""

from __future__ import annotations

import argparse

from dnslib import QTYPE, RCODE, RR, A
from dnslib.server import BaseResolver, DNSServer


class Anything(BaseResolver):
    def resolve(self, request, handler):
        reply = request.reply()
        name = str(request.q.qname).lower()
        if not name.endswith((".drop.example.", ".cdn.example.")):
            reply.header.rcode = RCODE.NXDOMAIN
        elif request.q.qtype == QTYPE.A:
            reply.add_answer(RR(request.q.qname, QTYPE.A, ttl=60, rdata=A("198.51.100.80")))
        return reply


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--bind", default="0.0.0.0")
parser.add_argument("--port", type=int, default=53)
parser.add_argument("--beside")
options = parser.parse_args()
if options.beside:
    DNSServer(Anything(), port=options.port, address=options.bind, tcp=True).start_thread()
server = DNSServer(Anything(), port=53 if options.beside else options.port, address=options.beside or options.bind)
server.server.serve_forever()
