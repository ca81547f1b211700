"""`GET /metrics`: counts for who watches over the assistant, in the text format of Prometheus; nothing of anybody."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.health import ANSWER_WITHIN
from bot.ports import Channel, Measured
from bot.storage.store import StorageGone, Store
from bot.storage.transaction import Transaction

_PREFIX = "signaalwijzer_"
_TOTAL = "_total"


def add_metrics(app: web.Application, store: Store, channels: Mapping[str, Channel]) -> None:
    """Let the service tell its numbers. Storage that is gone is a number too: 0, and the rest is told all the same."""

    async def metrics(_request: web.Request) -> web.Response:
        figures: dict[str, float] = {"storage_up": 1}
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                figures |= {f"outbox_{state}": count for state, count in (await store.run(_outbox)).items()}
        except (StorageGone, TimeoutError):
            figures["storage_up"] = 0
        for channel in channels.values():
            if isinstance(channel, Measured):
                figures |= channel.figures()
        registry = CollectorRegistry()
        registry.register(_Told(figures))
        body = generate_latest(registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})

    app.router.add_get("/metrics", metrics)


class _Told:
    """Numbers as the library wants them: what ends in `_total` counts up, the rest is how it is now."""

    def __init__(self, figures: Mapping[str, float]) -> None:
        self._figures = figures

    def collect(self) -> Iterable[Metric]:
        for name, value in sorted(self._figures.items()):
            full = f"{_PREFIX}{name}"
            if name.endswith(_TOTAL):
                yield CounterMetricFamily(full.removesuffix(_TOTAL), full, value=value)
            else:
                yield GaugeMetricFamily(full, full, value=value)


def _outbox(tx: Transaction) -> dict[str, int]:
    return dict(tx.outbox_counts())
