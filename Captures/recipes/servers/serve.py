"""Command line and web servers that the example servers share."""

from __future__ import annotations

import argparse
import asyncio
from typing import Any


def options(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--bind", default="0.0.0.0")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--replies", choices=["json", "sse", "http-sse"], default="sse")
    parser.add_argument("--stateless", action="store_true")
    parser.add_argument("--web-server", choices=["uvicorn", "hypercorn"], default="uvicorn")
    parser.add_argument("--certificate")
    parser.add_argument("--private-key")
    parser.add_argument("--compress", choices=["gzip", "br", "zstd"], help="compress replies longer than 200 bytes")
    return parser


def compressed(app: Any, coding: str | None) -> Any:
    if coding == "gzip":
        from starlette.middleware.gzip import GZipMiddleware

        return GZipMiddleware(app, minimum_size=200)
    if coding == "br":
        from brotli_asgi import BrotliMiddleware

        return BrotliMiddleware(app, minimum_size=200)
    if coding == "zstd":
        from zstd_asgi import ZstdMiddleware

        return ZstdMiddleware(app, minimum_size=200)
    return app


def serve(app: Any, arguments: argparse.Namespace) -> None:
    app = compressed(app, arguments.compress)
    if arguments.web_server == "uvicorn":
        import uvicorn

        uvicorn.run(
            app,
            host=arguments.bind,
            port=arguments.port,
            log_level="warning",
            timeout_graceful_shutdown=1,
            ssl_certfile=arguments.certificate,
            ssl_keyfile=arguments.private_key,
        )
        return
    from hypercorn.asyncio import serve as hypercorn_serve
    from hypercorn.config import Config

    config = Config()
    host = f"[{arguments.bind}]" if ":" in arguments.bind else arguments.bind
    config.bind = [f"{host}:{arguments.port}"]
    config.certfile, config.keyfile = arguments.certificate, arguments.private_key
    config.graceful_timeout = 1
    asyncio.run(hypercorn_serve(app, config))
