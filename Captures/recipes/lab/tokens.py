"""JSON Web Tokens for the recipes. Their keys are made of words that stand here: they protect nothing."""

from __future__ import annotations

import hashlib
import time

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ISSUER = "https://login.example"
AUDIENCE = "https://tides.example:8443/mcp"
PASSWORD = "invented-password-of-skipper-17"


def key(words: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(words.encode()).digest())


KEY = key("the issuer of the captures of Egret")
OTHER_KEY = key("somebody else")


def mint(
    kind: str, subject: str = "skipper-17", scope: str = "tides", audience: str = AUDIENCE, issued: int = 5
) -> str:
    """`good`, `forged` (another key), `unsigned` or `expired`; `issued` so many seconds ago."""
    now = int(time.time())
    begin = now - 7200 if kind == "expired" else now - issued
    claims = {
        "iss": ISSUER,
        "aud": audience,
        "sub": subject,
        "client_id": "chart-table",
        "scope": scope,
        "iat": begin,
        "exp": begin + 3600,
    }
    if kind == "unsigned":
        return jwt.encode(claims, None, algorithm="none")
    return jwt.encode(claims, OTHER_KEY if kind == "forged" else KEY, algorithm="EdDSA", headers={"kid": "2026-a"})
