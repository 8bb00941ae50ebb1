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
PAGES_ADDRESS = "192.0.2.81"
"""A server that clients reach from the address they reach the first one from."""
UPSTREAM_ADDRESS = "198.51.100.99"
"""On the client's side of the wire: what a server talks to further on."""
EXPOSED_ADDRESS = "198.18.0.80"
"""The server's, of a range for benchmarks (RFC 2544): nobody's, and of no internal network or documentation either."""
TUNNEL_ADDRESSES = ("198.51.100.10", "198.51.100.80")
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

    def __init__(self, offload: bool, link: str = "ethernet") -> None:
        self.client = f"egret-lab-client-{os.getpid()}"
        self.server = f"egret-lab-server-{os.getpid()}"
        self._offload, self._link = offload, link

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
        run(
            "ip",
            "-n",
            self.client,
            "link",
            "add",
            INTERFACE,
            "address",
            CLIENT_MAC,
            "type",
            "veth",
            "peer",
            "name",
            INTERFACE,
            "address",
            SERVER_MAC,
            "netns",
            self.server,
        )
        interface = self._make_tunnel() if self._link == "vxlan" else INTERFACE
        for address in CLIENT_ADDRESSES:
            self._address(self.client, address + "/24", interface)
        for address in (SERVER_ADDRESS, PAGES_ADDRESS):
            self._address(self.server, address + "/24", interface)
        self._address(self.server, EXPOSED_ADDRESS + "/32", interface)
        self._address(self.client, CLIENT_ADDRESS_6 + "/64", interface)
        self._address(self.server, SERVER_ADDRESS_6 + "/64", interface)
        if self._link != "vxlan":
            self._address(self.client, UPSTREAM_ADDRESS + "/24", interface)
            self._address(self.server, OTHER_SERVER_ADDRESS + "/24", interface)
        for name in (self.client, self.server):
            for device in {INTERFACE, interface}:
                run("ip", "-n", name, "link", "set", device, "up")
                if not self._offload:
                    run(
                        "ip", "netns", "exec", name, sys.executable, str(Path(__file__).with_name("offload.py")), device
                    )
        if self._link != "vxlan":  # the server's onward connections come from the address it serves on
            run("ip", "-n", self.server, "route", "add", UPSTREAM_ADDRESS, "dev", interface, "src", SERVER_ADDRESS)
        run("ip", "-n", self.client, "route", "add", EXPOSED_ADDRESS, "dev", interface, "src", CLIENT_ADDRESSES[0])

    def _address(self, namespace: str, address: str, interface: str) -> None:
        run("ip", "-n", namespace, "addr", "add", address, "dev", interface, *(["nodad"] if ":" in address else []))

    def _make_tunnel(self) -> str:
        """A VXLAN over the wire, as mirror ports of clouds deliver; returns the name of the inner interface."""
        ends = [(self.client, *TUNNEL_ADDRESSES, CLIENT_MAC), (self.server, *reversed(TUNNEL_ADDRESSES), SERVER_MAC)]
        for name, local, remote, mac in ends:
            self._address(name, local + "/24", INTERFACE)
            run(
                "ip",
                "-n",
                name,
                "link",
                "add",
                "inner0",
                "address",
                mac,
                "type",
                "vxlan",
                "id",
                "7001",
                "local",
                local,
                "remote",
                remote,
                "dstport",
                "4789",
            )
        return "inner0"

    def resolve(self, namespace: str, resolver: str) -> None:
        """Names that no file knows are asked of `resolver` from now on."""
        (Path("/etc/netns") / namespace / "resolv.conf").write_text(f"nameserver {resolver}\n")

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
        f"{SERVER_ADDRESS} tides.example harbour.example notes.example records.example\n"
        f"{OTHER_SERVER_ADDRESS} rpc.example models.example\n"
        f"{PAGES_ADDRESS} pages.example\n"
        f"{EXPOSED_ADDRESS} office.example\n"
        f"{SERVER_ADDRESS_6} tides6.example\n"
        f"{UPSTREAM_ADDRESS} reports.example drop.example\n"
    )
