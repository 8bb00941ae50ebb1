"""Receives alerts for a test: syslog over a socket, UDP, TCP and TLS, and webhooks.

usage: receiver.py FOLDER [fail=N] [hang]
Writes ports into FOLDER/ports, and what came into FOLDER/KIND, a line each. With fail=N the first N posts are answered with
503; with hang connections are taken and never answered. Ends with its standard input.
"""
import http.server, json, os, socket, ssl, sys, threading

folder, options = sys.argv[1], sys.argv[2:]
failures = [int(o[5:]) for o in options if o.startswith("fail=")]
failures = failures[0] if failures else 0
hangs = "hang" in options
lock = threading.Lock()


def note(kind, text):
    with lock, open(os.path.join(folder, kind), "a", encoding="utf-8") as file:
        file.write(json.dumps(text) + "\n")


def datagrams(kind, sock):
    while True:
        note(kind, sock.recv(65536).decode())


def stream(kind, connection):
    file = connection.makefile("rb")
    while True:
        length = b""
        while (byte := file.read(1)) not in (b" ", b""):
            length += byte
        if not byte:
            return
        note(kind, file.read(int(length)).decode())


def streams(kind, sock, wrap):
    kept = []
    while True:
        connection, _ = sock.accept()
        if hangs:
            kept.append(connection)
            continue
        try:
            threading.Thread(target=stream, args=(kind, wrap(connection)), daemon=True).start()
        except ssl.SSLError as error:
            note(kind + "-error", str(error))


class Webhook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        global failures
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        with lock:
            failing = failures > 0
            failures -= failing
        if hangs:
            threading.Event().wait()
        if not failing:
            note("webhook", {"path": self.path, "type": self.headers["Content-Type"],
                             "authorization": self.headers.get("Authorization"), "body": json.loads(body)})
        self.send_response(503 if failing else 204)
        self.end_headers()

    def log_message(self, *words):
        pass


def listening(kind=socket.SOCK_STREAM):
    sock = socket.socket(socket.AF_INET, kind)
    sock.bind(("127.0.0.1", 0))
    if kind == socket.SOCK_STREAM:
        sock.listen(16)
    return sock


ports = {}
local = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
local.bind(os.path.join(folder, "log"))
threading.Thread(target=datagrams, args=("unix", local), daemon=True).start()
udp = listening(socket.SOCK_DGRAM)
ports["udp"] = udp.getsockname()[1]
threading.Thread(target=datagrams, args=("udp", udp), daemon=True).start()
wraps = {"tcp": lambda connection: connection}
if os.path.exists(os.path.join(folder, "certificate.pem")):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(os.path.join(folder, "certificate.pem"), os.path.join(folder, "key.pem"))
    wraps["tls"] = lambda connection: tls.wrap_socket(connection, server_side=True)
for kind, wrap in wraps.items():
    sock = listening()
    ports[kind] = sock.getsockname()[1]
    threading.Thread(target=streams, args=(kind, sock, wrap), daemon=True).start()
web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Webhook)
ports["webhook"] = web.server_address[1]
threading.Thread(target=web.serve_forever, daemon=True).start()
if "tls" in wraps:
    secure = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Webhook)
    secure.socket = tls.wrap_socket(secure.socket, server_side=True)
    ports["https"] = secure.server_address[1]
    threading.Thread(target=secure.serve_forever, daemon=True).start()
with open(os.path.join(folder, "ports.new"), "w") as file:
    json.dump(ports, file)
os.rename(os.path.join(folder, "ports.new"), os.path.join(folder, "ports"))
sys.stdin.read()
