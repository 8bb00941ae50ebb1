"""A developers' workshop on PyPI `mcp` 1.x: files, tickets, documents and pages. What it holds is invented, and tokens are
put together here so that no file of the recipes has one in it. It was at /old/mcp once, and sends who comes there elsewhere
(`--sends-to`).
"""

from __future__ import annotations

import random
import string

from mcp.server.fastmcp import FastMCP
from mcp.server.transport_security import TransportSecuritySettings
from serve import options, serve
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

import tides

BESIDE = 4444
METADATA = "http://169.254.169.254/latest/meta-data/iam/security-credentials/"
SETTINGS = """# settings of the workshop's site
SITE=https://workshop.example
KEEP_DAYS=30
FORGE_TOKEN={token}
"""
DOCUMENTED = """# How settings are written
FORGE_TOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
CLOUD_KEY=AKIAIOSFODNN7EXAMPLE
CLOUD_SECRET=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
BUILD=sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
RUN=6f1d7a54-3c0b-4d83-9d6e-0f2b6a3f8e11
-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
-----END PUBLIC KEY-----
"""


def token(seed: int) -> str:
    """In the form that a code host gives out; invented."""
    source = random.Random(seed)
    return "ghp" + "_" + "".join(source.choice(string.ascii_letters + string.digits) for _ in range(36))


server = FastMCP(
    "workshop",
    json_response=True,
    transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
)
tool = server.tool(structured_output=False)


@tool
def read_file(path: str) -> str:
    """A file of the workshop."""
    if path == ".env":
        return SETTINGS.format(token=token(5))
    if path == "docs/settings.md":
        return DOCUMENTED
    return tides.chart_text(1)


@server.resource("workshop://settings")
def settings() -> str:
    """The settings of the site."""
    return SETTINGS.format(token=token(5))


@server.resource("workshop://manual")
def manual() -> str:
    """How settings are written."""
    return DOCUMENTED


@tool
def find_customers(letter: str) -> str:
    """Customers whose names begin with a letter, or with none: all."""
    row = "{:05d};{};Rope Walk {};Saltwick;+44 20 7946 {:04d}"
    source = random.Random(letter)
    rows = range(source.randint(10, 16) if letter else 1_800)
    return "\n".join(row.format(n, letter or "ABCDEFGH"[n % 8], n % 90, n % 1000) for n in rows)


@tool
def export_log(days: int) -> str:
    """The log of so many days."""
    return "\n".join(
        f"day {day} hour {hour:02d}: all quiet at the north quay" for day in range(days) for hour in range(24)
    )


@tool
def open_ticket(title: str, text: str) -> str:
    """Opens a ticket."""
    return f"ticket {len(text) % 900 + 100}"


@tool
def save_document(name: str, text: str) -> str:
    """Saves a document."""
    return f"saved {name}"


@tool
def fetch_page(url: str) -> str:
    """Fetches a page for the client."""
    if "169.254" in url or "2852039166" in url or "0xa9fea9fe" in url.lower():
        return "workshop-instance-role"
    return f"<title>{tides.NOTICES[len(url) % 5]}</title>"


@tool
def set_webhook(event: str, url: str) -> str:
    """Has events told to an address."""
    return f"{event} is told from now on"


@server.custom_route("/picture", methods=["GET"])
async def picture(request: Request) -> Response:
    return Response(b"GIF89a", media_type="image/gif")


@server.custom_route("/old/mcp", methods=["POST"])
async def moved(request: Request) -> Response:
    """Where the server was before it moved."""
    return RedirectResponse(ELSEWHERE[arguments.sends_to], status_code=307)


ELSEWHERE = {"home": "/mcp", "metadata": METADATA, "number": "http://0xa9fea9fe/latest/meta-data/"}


parser = options(__doc__)
parser.add_argument("--sends-to", choices=list(ELSEWHERE), default="home")
arguments = parser.parse_args()
serve(server.streamable_http_app(), arguments)
