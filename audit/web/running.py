"""How is a program that answers over HTTP started, and how does it end?"""

from __future__ import annotations

import socket
from collections.abc import Iterable

import uvicorn
from starlette.types import ASGIApp

# Requests that are at work when somebody ends the program get so many seconds.
_LAST = 3


def bound(host: str, port: int) -> socket.socket:
    """A socket at this address; port 0 is any that is free. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise
    return listening


def run(app: ASGIApp, sockets: Iterable[socket.socket]) -> None:
    """Answer until Ctrl-C. Nothing of what is asked is written down anywhere."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        ws="none",
        proxy_headers=False,
        timeout_graceful_shutdown=_LAST,
    )
    uvicorn.Server(config).run(sockets=list(sockets))
