"""A resolver (dnslib) that has one address for every name below drop.example and cdn.example."""

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
options = parser.parse_args()
server = DNSServer(Anything(), port=options.port, address=options.bind)
server.server.serve_forever()
