#!/usr/bin/env python3
"""Records the conversations of this folder: openssl s_client and s_server on loopback, a relay between them.

    python3 record.py [NAME…]

Each conversation becomes NAME.conversation (a line for each piece relayed: `c` or `s`, then hexadecimal bytes) and
NAME.keys (the key log). The certificate and its RSA key are made anew when all conversations are recorded.
"""
import os, pathlib, selectors, shutil, socket, subprocess, sys, tempfile, threading, time

HERE = pathlib.Path(__file__).resolve().parent
TEXT = ["the quick brown fox", "jumps over", "the lazy dog"]

# name: (server options, client options, lines to type)
V12, V13 = ["-tls1_2"], ["-tls1_3"]


def suite12(name):
    return (["-cipher", name + ":@SECLEVEL=0"], V12 + ["-cipher", name + ":@SECLEVEL=0"], TEXT)


def suite13(name):
    return (["-ciphersuites", name], V13 + ["-ciphersuites", name], TEXT)


def old(flag, name="AES128-SHA"):
    weak = ["-cipher", name + ":@SECLEVEL=0"]
    return ([flag] + weak, [flag] + weak, TEXT)


CONVERSATIONS = {
    "tls13-aes128gcm": suite13("TLS_AES_128_GCM_SHA256"),
    "tls13-aes256gcm": suite13("TLS_AES_256_GCM_SHA384"),
    "tls13-chacha20": suite13("TLS_CHACHA20_POLY1305_SHA256"),
    "tls13-ccm": suite13("TLS_AES_128_CCM_SHA256"),
    "tls13-ccm8": suite13("TLS_AES_128_CCM_8_SHA256"),
    "tls13-key-update": ([], V13, [TEXT[0], "K", TEXT[1], "k", TEXT[2]]),
    "tls13-retry": (["-groups", "P-384"], V13 + ["-groups", "X25519:P-384"], TEXT),
    "tls13-client-certificate": (["-Verify", "1"], V13 + ["-cert", "{cert}", "-key", "{key}"], TEXT),
    "tls13-padding": (["-record_padding", "64"], V13 + ["-record_padding", "64"], TEXT),
    "tls12-aes128gcm": suite12("ECDHE-RSA-AES128-GCM-SHA256"),
    "tls12-aes256gcm": suite12("ECDHE-RSA-AES256-GCM-SHA384"),
    "tls12-chacha20": suite12("ECDHE-RSA-CHACHA20-POLY1305"),
    "tls12-rsa-ccm": suite12("AES128-CCM"),
    "tls12-rsa-ccm8": suite12("AES256-CCM8"),
    "tls12-cbc-sha1-etm": suite12("ECDHE-RSA-AES128-SHA"),
    "tls12-cbc-sha256-etm": suite12("ECDHE-RSA-AES128-SHA256"),
    "tls12-cbc-sha384-etm": suite12("ECDHE-RSA-AES256-SHA384"),
    "tls12-rsa-cbc": suite12("AES256-SHA256"),
    "tls12-rsa-gcm": suite12("AES128-GCM-SHA256"),
    "tls12-renegotiation": (["-client_renegotiation"], V12, [TEXT[0], "R", TEXT[1], TEXT[2]]),
    "tls12-camellia": suite12("ECDHE-RSA-CAMELLIA128-SHA256"),
    "tls11-cbc": old("-tls1_1"),
    "tls10-cbc": old("-tls1"),
}
for mac, name in [("sha1", "ECDHE-RSA-AES256-SHA"), ("sha256", "ECDHE-RSA-AES128-SHA256"),
                  ("sha384", "ECDHE-RSA-AES256-SHA384")]:
    server, client, text = suite12(name)
    CONVERSATIONS[f"tls12-cbc-{mac}"] = (server + ["-no_etm"], client, text)

# Two conversations each: the second resumes the first.
RESUMPTIONS = {
    "tls13-resumption": ([], V13, TEXT),
    "tls13-early-data": (["-early_data", "-no_anti_replay"], V13, TEXT),
    "tls13-early-data-refused": (["-max_early_data", "1024", "-no_anti_replay"], V13, TEXT),
    "tls12-ticket": (["-cipher", "AES128-GCM-SHA256"], V12, TEXT),
    "tls12-session-id": (["-cipher", "AES128-GCM-SHA256", "-no_ticket"], V12, TEXT),
}


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Relay(threading.Thread):
    """Passes one connection on and keeps every piece."""

    def __init__(self, target):
        super().__init__(daemon=True)
        self.target, self.pieces = target, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def run(self):
        client, _ = self.listener.accept()
        server = socket.create_connection(("127.0.0.1", self.target))
        selector = selectors.DefaultSelector()
        selector.register(client, selectors.EVENT_READ, ("c", server))
        selector.register(server, selectors.EVENT_READ, ("s", client))
        while selector.get_map():
            for key, _ in selector.select():
                side, other = key.data
                try:
                    piece = key.fileobj.recv(1 << 16)
                except OSError:
                    piece = b""
                if piece:
                    self.pieces.append((side, piece))
                    try:
                        other.sendall(piece)
                    except OSError:
                        pass
                else:
                    selector.unregister(key.fileobj)
                    try:
                        other.shutdown(socket.SHUT_WR)
                    except OSError:
                        pass
        self.listener.close()


def client_run(port, options, lines, log):
    relay = Relay(port)
    relay.start()
    command = ["openssl", "s_client", "-connect", f"127.0.0.1:{relay.port}", "-servername", "fixture.example",
               "-alpn", "h2,http/1.1", "-keylogfile", str(log)] + options
    client = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(0.5)
    for line in lines + ["Q"]:
        client.stdin.write((line + "\n").encode())
        client.stdin.flush()
        time.sleep(0.25)
    client.wait(5)
    relay.join(5)
    return relay.pieces


def save(name, pieces, log):
    (HERE / f"{name}.conversation").write_text("".join(f"{side} {piece.hex()}\n" for side, piece in pieces))
    text = log.read_text() if log.exists() else ""
    (HERE / f"{name}.keys").write_text("".join(l + "\n" for l in text.splitlines() if not l.startswith("#")))


def record(name, temporary):
    resumes = name in RESUMPTIONS
    server_options, client_options, lines = (RESUMPTIONS if resumes else CONVERSATIONS)[name]
    place = {"cert": str(HERE / "certificate.pem"), "key": str(HERE / "rsa.pem")}
    client_options = [o.format(**place) for o in client_options]
    port = free_port()
    server = subprocess.Popen(
        ["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-cert", place["cert"], "-key", place["key"],
         "-alpn", "http/1.1"] + ([] if "early" in name else ["-rev"]) + server_options, stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(0.3)
    try:
        log = temporary / f"{name}.log"
        if not resumes:
            save(name, client_run(port, client_options, lines, log), log)
            return
        session = temporary / f"{name}.session"
        first = client_run(port, client_options + ["-sess_out", str(session)], lines[:1], log)
        if name.startswith("tls12"):
            save(name + "-first", first, log)
        log.unlink()
        options = client_options + ["-sess_in", str(session)]
        if "early" in name:
            early = temporary / "early"
            early.write_text("early bird\n")
            options += ["-early_data", str(early)]
        if "refused" in name:
            # Another group than the first time: a HelloRetryRequest refuses the early data.
            options += ["-groups", "P-256:X25519"]
        save(name, client_run(port, options, lines, log), log)
    finally:
        server.kill()
        server.wait()


def main():
    names = sys.argv[1:] or list(CONVERSATIONS) + list(RESUMPTIONS)
    if not sys.argv[1:]:
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "36500", "-subj",
                        "/O=Example/CN=fixture.example", "-addext",
                        "subjectAltName=DNS:fixture.example,IP:192.0.2.1,IP:2001:db8::1", "-keyout",
                        str(HERE / "rsa.pem"), "-out", str(HERE / "certificate.pem")], check=True,
                       stderr=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as temporary:
        for name in names:
            record(name, pathlib.Path(temporary))
            print(name, file=sys.stderr)


main()
