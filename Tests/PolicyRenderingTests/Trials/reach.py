"""Runs an MCP server as its user behind rendered rules, and prints what its tool could reach.

usage, as root: unshare -n python3 reach.py nftables|iptables RULES SET_V4 SET_V6 USER < targets.json
                unshare -n python3 reach.py capture CAPTURE - - USER < targets.json

The second way loads no rules, and captures what the server does into a file instead.

Two network namespaces joined by a veth pair: this one holds the server and the rules, the other its peers and its
client. A target is [transport, address, port]; the answer maps each to true or false, with the keys of two controls.
"""
import ctypes
import http.client
import http.server
import json
import os
import pwd
import socket
import socketserver
import subprocess
import sys
import time
import traceback
from concurrent.futures import ThreadPoolExecutor

ADDRESSES = ["10.99.0.2/24", "10.99.0.3/24", "10.99.0.4/24", "10.99.0.53/24", "10.98.0.9/32",
             "fd00:99::2/64", "fd00:99::3/64", "fd00:99::4/64", "fd00:99::53/64"]
TIMEOUT = 3
CLONE_NEWNET = 0x40000000
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


def run(*words, **options):
    return subprocess.run(words, check=True, **options)


def family(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def listen(transport, address, port):
    """Answers whoever comes, for ever."""
    kind = socket.SOCK_STREAM if transport == "tcp" else socket.SOCK_DGRAM
    sock = socket.socket(family(address), kind)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind((address, port))
    if transport == "tcp":
        sock.listen()
        while True:
            connection, _ = sock.accept()
            connection.sendall(b"here")
            connection.close()
    while True:
        _, peer = sock.recvfrom(100)
        sock.sendto(b"here", peer)


def reach(transport, address, port):
    kind = socket.SOCK_DGRAM if transport == "udp" else socket.SOCK_STREAM
    with socket.socket(family(address), kind) as sock:
        sock.settimeout(TIMEOUT)
        try:
            sock.connect((address, port))
            if transport == "tcp-open":
                return True
            if transport == "udp":
                sock.send(b"anyone?")
            return sock.recv(100) == b"here"
        except OSError:
            return False


class Server(http.server.BaseHTTPRequestHandler):
    """The stateless part of MCP that a tool call needs."""
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        text = json.dumps(reach(*request["params"]["arguments"]["target"]))
        answer = json.dumps({"jsonrpc": "2.0", "id": request["id"],
                             "result": {"content": [{"type": "text", "text": text}]}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


class Listener(socketserver.ThreadingMixIn, socketserver.TCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address):
        self.address_family = family(address)
        super().__init__((address, 8080), Server)


def call(address, target):
    connection = http.client.HTTPConnection(address, 8080, timeout=4 * TIMEOUT)
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call",
                       "params": {"name": "reach", "arguments": {"target": target}}})
    connection.request("POST", "/mcp", body, {"Content-Type": "application/json"})
    answer = json.loads(connection.getresponse().read())
    return json.loads(answer["result"]["content"][0]["text"])


def in_child(body):
    pid = os.fork()
    if pid == 0:
        LIBC.prctl(PR_SET_PDEATHSIG, 9)
        try:
            body()
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    return pid


def threads(bodies):
    with ThreadPoolExecutor(64) as pool:
        return list(pool.map(lambda body: body(), bodies))


def wait_for(condition):
    for _ in range(200):
        if condition():
            return
        time.sleep(0.05)
    raise SystemExit("the namespaces did not come up")


def main():
    rule_format, rules, set4, set6, user = sys.argv[1:]
    targets = json.load(sys.stdin)
    run("ip", "link", "set", "lo", "up")
    # The other namespace, and in it the peers and the client.
    ask, answer = os.pipe(), os.pipe()
    listeners = [t for t in targets if t[1] not in ("127.0.0.1", "::1")]

    def peer():
        if LIBC.unshare(CLONE_NEWNET) != 0:
            raise SystemExit("no second namespace")
        os.write(answer[1], b"n")
        os.read(ask[0], 1)
        run("ip", "link", "set", "lo", "up")
        for address in ADDRESSES:
            run("ip", "addr", "add", address, "dev", "peer", *(["nodad"] if ":" in address else []))
        run("ip", "link", "set", "peer", "up")
        for target in listeners:
            in_child(lambda t=target: listen(*t))
        os.read(ask[0], 1)
        calls = threads([lambda t=t, i=i: call("10.99.0.1" if i % 2 else "fd00:99::1", t)
                         for i, t in enumerate(targets)])
        os.write(answer[1], json.dumps(calls).encode())

    pid = in_child(peer)
    os.read(answer[0], 1)
    run("ip", "link", "add", "own", "type", "veth", "peer", "name", "peer", "netns", str(pid))
    for address in ("10.99.0.1/24", "fd00:99::1/64"):
        run("ip", "addr", "add", address, "dev", "own", *(["nodad"] if ":" in address else []))
    run("ip", "link", "set", "own", "up")
    run("ip", "route", "add", "default", "via", "10.99.0.2")
    os.write(ask[1], b"u")

    recorder = None
    if rule_format == "nftables":
        run("nft", "-f", rules)
    elif rule_format == "capture":
        recorder = subprocess.Popen(["tcpdump", "-i", "own", "-U", "--immediate-mode", "-w", rules, "-Z", "root"],
                                    stderr=subprocess.PIPE)
        recorder.stderr.readline()
    else:
        run("sh", rules)
    # A policy without names has no sets.
    if set4 == "-":
        pass
    elif rule_format == "nftables":
        run("nft", "add", "element", "inet", "egret", set4, "{ 10.99.0.4 }")
        run("nft", "add", "element", "inet", "egret", set6, "{ fd00:99::4 }")
    else:
        run("ipset", "add", set4, "10.99.0.4")
        run("ipset", "add", set6, "fd00:99::4")

    for target in targets:
        if target not in listeners:
            in_child(lambda t=target: listen(*t))

    def serve():
        account = pwd.getpwnam(user)
        servers = [Listener("10.99.0.1"), Listener("fd00:99::1")]
        os.setgroups([])
        os.setgid(account.pw_gid)
        os.setuid(account.pw_uid)
        LIBC.prctl(PR_SET_PDEATHSIG, 9)  # changing the account had cleared it
        threads([server.serve_forever for server in servers])

    in_child(serve)
    # As root, whom no rule is about: once everything answers here, what the server misses was kept from it.
    wait_for(lambda: all(threads(
        [lambda t=t: reach(*t) for t in targets + [["tcp-open", "10.99.0.1", 8080], ["tcp-open", "fd00:99::1", 8080]]])))
    os.write(ask[1], b"c")
    results = json.loads(os.read(answer[0], 65536))
    if recorder:
        time.sleep(0.5)
        recorder.terminate()
        recorder.wait()
    print(json.dumps([t + [r] for t, r in zip(targets, results)]))


main()
