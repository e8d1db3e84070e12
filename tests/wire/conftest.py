"""A server for a test, with the options it needs: `serve(latency=0.02, faults=[Fault("fetch", "reset")])`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.wire.server import DEMO, WireServer

Serve = Callable[..., WireServer]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Return a function that starts a WireServer on a dictionary file, the demo if none is named."""
    with ExitStack() as stack:

        def start(dictionary: Path = DEMO, **options: Any) -> WireServer:
            return stack.enter_context(WireServer(dictionary, **options))

        yield start
