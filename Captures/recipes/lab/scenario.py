"""What a recipe is: who serves, who asks, over what, and what the capture is to show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Program:
    """A script run with the packages of one environment (`requirements/NAME.txt`), or a command of the system."""

    environment: str
    script: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenario:
    path: str
    """Folder below `Captures/`: family and name."""
    proves: str
    """One line for the index."""
    server: Program | None = None
    clients: tuple[Program, ...] = ()
    url: str = "http://tides.example:8000/mcp"
    bind: str = "0.0.0.0"
    mcp: bool = True
    benign: bool = True
    labels: tuple[str, ...] = ()
    """What a detector should say; empty when there is nothing to find."""
    finds: tuple[str, ...] = ()
    """Ids of the findings above `info` that are the point of the capture, for its test; the twin has none of them."""
    settings: str = ""
    """An `egret.yml` that the findings need, kept beside the capture."""
    sniffer: str = "tcpdump"
    offload: bool = False
    tls: bool = False
    withhold_keys: bool = False
    """Do not keep the key log."""
    nginx: str | None = None
    """Name of an nginx configuration in `servers/` that stands in front, on port 8443 or 8080."""
    link: str = "ethernet"
    """`vxlan`: both ends on a tunnel, captured outside it. `any`: captured with Linux cooked headers."""
    helper: Program | None = None
    """A further program, run on the other side of the wire from the server, that the server talks to."""
    helper_resolves: bool = False
    """Whether the helper answers the server's questions for names."""
    resolver: Program | None = None
    """A program that answers the client's questions for names, on the server's machine."""
    stretch: int = 1
    """How many times longer pauses are made afterwards (`edits.stretch`): hours in minutes."""
    seconds: int = 120
    """How long the clients may take."""
    compressed_file: bool = False
    remarks: str = ""
    based_on: str | None = None
    edit: str | None = None
    """Name of a function in `lab/edits.py` that makes this capture from the one it is based on."""
