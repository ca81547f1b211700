"""Asks case systems how far their people are with a signal, so that who gave it hears it (R115).

On a round past all cases that are open there, and at once for one when the case system says that it changed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Final
from uuid import UUID

import structlog

from bot.model import Answered, Scope, Stage
from bot.ports import TellsStage
from bot.storage.records import CaseElsewhere
from bot.storage.store import Store
from bot.storage.transaction import Transaction
from bot.work.apart import apart

Heard = Callable[[str, CaseElsewhere, Stage], Awaitable[bool]]
"""Takes what was heard of a case of a municipality; whether it was news."""
PAGE: Final = 100
"""Cases that are read from the database at a time."""
FAULTS: Final = 3
"""Questions in a row without an answer after which the rest of a municipality waits for the next round."""

_log = structlog.get_logger(__name__)


class CaseWatch:
    """Asks, and passes on what is further than it was. Changes nothing in a case system."""

    def __init__(self, store: Store, backends: Mapping[str, TellsStage], heard: Heard) -> None:
        """`backends` by municipality."""
        self._store = store
        self._backends = backends
        self._heard = heard

    async def look_at_all(self) -> int:
        """One round past all open cases; how much of it was news. Raises StorageGone."""
        count = 0
        for gemeente, backend in self._backends.items():
            count += await apart(partial(self._look_at, gemeente, backend), 0, "cases.fault", gemeente)
        return count

    async def called(self, gemeente: str, uuid: str) -> bool:
        """A case system says that the case with this last part of its address changed; whether that was news.

        Only its word that there is something: what it is we ask ourselves. Raises StorageGone, and KeyError for a
        municipality that has no such case system.
        """
        backend = self._backends[gemeente]
        try:
            wanted = str(UUID(uuid))
        except ValueError:
            return False
        case = await self._store.run(partial(_at, scope=Scope(gemeente), uuid=wanted))
        return case is not None and bool(await self._ask_apart(gemeente, backend, case))

    async def _look_at(self, gemeente: str, backend: TellsStage) -> int:
        count = faults = 0
        after = ""
        while page := await self._store.run(partial(_page, scope=Scope(gemeente), after=after)):
            after = page[-1].key
            for case in page:
                news = await self._ask_apart(gemeente, backend, case)
                faults = faults + 1 if news is None else 0
                count += bool(news)
                if faults == FAULTS:
                    return count
        return count

    async def _ask_apart(self, gemeente: str, backend: TellsStage, case: CaseElsewhere) -> bool | None:
        """Ask about one case. What breaks in its answer counts as no news, so that the next one is asked after."""
        no_news: bool | None = False
        return await apart(partial(self._ask, gemeente, backend, case), no_news, "cases.fault", case.reference)

    async def _ask(self, gemeente: str, backend: TellsStage, case: CaseElsewhere) -> bool | None:
        """Whether there was news; None without an answer."""
        answer = await backend.stage(case.key)
        if not isinstance(answer, Answered):
            _log.info("cases.no_answer", code=answer.code)
            return None
        return answer.stage != "ontvangen" and await self._heard(gemeente, case, answer.stage)


def _page(tx: Transaction, scope: Scope, after: str) -> list[CaseElsewhere]:
    return tx.cases_elsewhere(scope, after, PAGE)


def _at(tx: Transaction, scope: Scope, uuid: str) -> CaseElsewhere | None:
    return tx.case_at(scope, uuid)
