"""How is the database asked while others are answered? On a thread of its own, one thing after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from audit.archive.errors import ArchiveError
from audit.serve.kept import Kept

Result = TypeVar("Result")


class StoreThread:
    """The server's database for one event loop; it is opened anew after it failed."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="kept")
        self._kept: Kept | None = None

    async def __call__(self, work: Callable[[Kept], Result]) -> Result:
        """What `work` comes to. Raises ArchiveError."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._done, work)

    def close(self) -> None:
        """Finish what was asked, and let the database go."""
        self._thread.submit(self._end)
        self._thread.shutdown()

    def _done(self, work: Callable[[Kept], Result]) -> Result:
        if self._kept is None:
            self._kept = Kept(self._place)
        try:
            return work(self._kept)
        except ArchiveError:
            self._end()
            raise

    def _end(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None
