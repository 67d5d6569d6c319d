"""Serve metrics for Prometheus on a port of their own."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from ...backup.refusal import Refused
from ...metrics.state import StateCollector


class OneScrape(StateCollector):
    """Each scrape is a thread of its own, and leaves no connection behind."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            yield from super().collect()
        finally:
            connections.close_all()


def registry() -> CollectorRegistry:
    """Return what all processes of the site counted, and what the database says."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=settings.METRICS_DIR)  # type: ignore[no-untyped-call]
    registry.register(OneScrape())
    return registry


class Command(BaseCommand):
    help = "Serve metrics of all server processes on HOST and METRICS_PORT. The site counts while METRICS_DIR is set."

    def handle(self, **_options: Any) -> None:
        if not settings.METRICS_DIR:
            raise Refused("METRICS_DIR is empty: it names the folder in which the processes of the site count.")
        _server, thread = start_http_server(settings.METRICS_PORT, addr=settings.HOST, registry=registry())
        self.stdout.write(f"Metrics are at http://{settings.HOST}:{settings.METRICS_PORT}/metrics")
        self.stdout.flush()
        thread.join()
