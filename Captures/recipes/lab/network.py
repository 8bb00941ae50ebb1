"""Two network namespaces joined by one veth pair, with addresses from the documentation ranges only.

Needs root. Everything made here is removed again, also after an error.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

CLIENT_ADDRESSES = ["192.0.2.10", "192.0.2.11"]
SERVER_ADDRESS = "192.0.2.80"
OTHER_SERVER_ADDRESS = "198.51.100.80"
CLIENT_ADDRESS_6 = "2001:db8:1::10"
SERVER_ADDRESS_6 = "2001:db8:1::80"
# RFC 7042: hardware addresses for documentation.
CLIENT_MAC, SERVER_MAC = "00:00:5e:00:53:10", "00:00:5e:00:53:80"
INTERFACE = "mcp0"


def run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip() or 'failed'}")


class Network:
    """`with Network(offload=False) as network:` gives a client and a server namespace."""

    def __init__(self, offload: bool) -> None:
        self.client = f"egret-lab-client-{os.getpid()}"
        self.server = f"egret-lab-server-{os.getpid()}"
        self._offload = offload

    def __enter__(self) -> "Network":
        try:
            self._make()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _make(self) -> None:
        for name in (self.client, self.server):
            run("ip", "netns", "add", name)
            run("ip", "-n", name, "link", "set", "lo", "up")
            folder = Path("/etc/netns") / name
            folder.mkdir(parents=True)
            (folder / "hosts").write_text(hosts())
            (folder / "resolv.conf").write_text("# no resolver: names come from hosts\n")
        run("ip", "-n", self.client, "link", "add", INTERFACE, "address", CLIENT_MAC, "type", "veth",
            "peer", "name", INTERFACE, "address", SERVER_MAC, "netns", self.server)
        for address in CLIENT_ADDRESSES:
            run("ip", "-n", self.client, "addr", "add", address + "/24", "dev", INTERFACE)
        run("ip", "-n", self.server, "addr", "add", SERVER_ADDRESS + "/24", "dev", INTERFACE)
        run("ip", "-n", self.server, "addr", "add", OTHER_SERVER_ADDRESS + "/24", "dev", INTERFACE)
        run("ip", "-n", self.client, "addr", "add", CLIENT_ADDRESS_6 + "/64", "dev", INTERFACE, "nodad")
        run("ip", "-n", self.server, "addr", "add", SERVER_ADDRESS_6 + "/64", "dev", INTERFACE, "nodad")
        for name in (self.client, self.server):
            run("ip", "-n", name, "link", "set", INTERFACE, "up")
            if not self._offload:
                run("ip", "netns", "exec", name, sys.executable, str(Path(__file__).with_name("offload.py")), INTERFACE)
        run("ip", "-n", self.client, "route", "add", "198.51.100.0/24", "dev", INTERFACE, "src", CLIENT_ADDRESSES[0])

    def __exit__(self, *unused: object) -> None:
        for name in (self.client, self.server):
            subprocess.run(["ip", "netns", "del", name], capture_output=True)
            shutil.rmtree(Path("/etc/netns") / name, ignore_errors=True)

    def inside(self, namespace: str, command: list[str]) -> list[str]:
        """`command`, to be run in that namespace."""
        return ["ip", "netns", "exec", namespace, *command]


def hosts() -> str:
    return (
        "127.0.0.1 localhost\n::1 localhost\n"
        f"{SERVER_ADDRESS} tides.example harbour.example notes.example\n"
        f"{OTHER_SERVER_ADDRESS} rpc.example models.example\n"
        f"{SERVER_ADDRESS_6} tides6.example\n"
    )
