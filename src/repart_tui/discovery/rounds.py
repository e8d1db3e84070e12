"""Readers that take turns, so that what all of them ask for next goes to the database in one round trip.

A reader is a generator: it yields the requests that its next step will ask for, and goes on once they have been read
ahead. Where a round trip costs nothing, as with a dictionary file, the steps follow each other just so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from repart_tui.discovery.read_ahead import Request
from repart_tui.discovery.views import Dictionary

Steps = Iterator[Iterable[Request]]


def run_rounds(dictionary: Dictionary, readers: Iterable[Steps], begun: Callable[[int], None]) -> None:
    """Run the readers to their end, all of them one step a round and in their order; `begun` counts first steps."""
    waiting: list[Steps] = []
    requests: list[Request] = []
    for number, reader in enumerate(readers):
        begun(number)
        dictionary.check_cancelled()
        _step(reader, waiting, requests)
    while waiting:
        dictionary.read_ahead(requests)
        readers, waiting, requests = waiting, [], []
        for reader in readers:
            dictionary.check_cancelled()
            _step(reader, waiting, requests)


def _step(reader: Steps, waiting: list[Steps], requests: list[Request]) -> None:
    for asked in reader:
        requests += asked
        waiting.append(reader)
        return
