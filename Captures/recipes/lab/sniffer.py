"""Runs `tcpdump` or `dumpcap` on the server's end of the wire."""

from __future__ import annotations

import re
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from lab.network import INTERFACE, Network

WAIT_SECONDS = 10


class Sniffer:
    """`with Sniffer(network, file, tool):` — everything between enter and exit is in the file."""

    def __init__(self, network: Network, file: Path, tool: str) -> None:
        self._network, self._file, self._tool = network, file, tool
        self._log = tempfile.TemporaryFile("w+")

    def command(self) -> list[str]:
        if self._tool == "dumpcap":
            return ["dumpcap", "-q", "-i", INTERFACE, "-B", "16", "-w", str(self._file)]
        interface = "any" if self._tool == "tcpdump-any" else INTERFACE
        precision = ["--time-stamp-precision=nano"] if self._tool == "tcpdump-nano" else []
        return [
            "tcpdump",
            "-i",
            interface,
            "-n",
            "--immediate-mode",
            "-U",
            "-B",
            "16384",
            "-s",
            "0",
            "-Z",
            "root",
            *precision,
            "-w",
            str(self._file),
        ]

    def __enter__(self) -> "Sniffer":
        self._process = subprocess.Popen(
            self._network.inside(self._network.server, self.command()), stderr=self._log, stdout=self._log
        )
        deadline = time.monotonic() + WAIT_SECONDS
        while not re.search(r"listening on|File: ", self._said()):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{self._tool} did not start: {self._said().strip()}")
            time.sleep(0.05)
        time.sleep(0.3)
        return self

    def _said(self) -> str:
        self._log.seek(0)
        return self._log.read()

    def __exit__(self, *unused: object) -> None:
        time.sleep(0.7)  # the last FINs and their acknowledgements
        self._process.send_signal(signal.SIGINT)
        self._process.wait(WAIT_SECONDS)
        said = self._said()
        lost = re.search(r"(\d+) packets dropped by kernel", said) or re.search(
            r"received/dropped[^:]*: \d+/(\d+)", said
        )
        if lost and int(lost.group(1)):
            raise RuntimeError(f"the capture lost {lost.group(1)} frames; run again")
