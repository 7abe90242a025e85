"""How does the server listen, and how does it end?"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from audit.serve.application import application
from audit.serve.keeper import StoreThread
from audit.serve.service import Service
from audit.serve.worker import WorkerSetup
from audit.serve.workers import QueueLimits, WorkerQueue
from audit.web.running import bound, run

# Connections that wait until they are taken: as many as may wait for a check, and some more.
_WAITING = 512


def serve(
    setup: WorkerSetup,
    limits: QueueLimits,
    store: str,
    place: tuple[str, int],
    keep: int,
    begun: Callable[[str], None],
) -> None:
    """Answer at a host and port until a signal says to stop, and tell the address when it listens. Raises
    OSError where nobody may listen there."""
    host, port = place
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="audit serve: %(message)s")
    service = Service(WorkerQueue(setup, limits), StoreThread(store), keep)
    listening = bound(host, port)
    listening.listen(_WAITING)
    shown = f"[{host}]" if ":" in host else host
    begun(f"http://{shown}:{listening.getsockname()[1]}/v1")
    run(application(service), [listening])
