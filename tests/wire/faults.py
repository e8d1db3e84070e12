"""What may go wrong on purpose, and when."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Moment = Literal["accept", "connect", "protocol", "types", "login", "password", "execute", "fetch", "ping", "logoff"]
Mishap = Literal["close", "reset", "half", "silence", "slow", "dead"]


@dataclass
class Fault:
    """Goes wrong once at a moment, after `skip` requests of that kind went well.

    `sql` must be in the statement. `mishap` is: close (the server ends the connection instead of answering), reset
    (as a firewall does), half (half of the answer, then the end), silence (no answer until the client gives up or
    interrupts), dead (no answer to anything any more, as when a cable is cut), slow (the answer comes `seconds`
    later), or the text of an error such as "ORA-00604: error occurred at recursive SQL level 1". With `again` it goes
    wrong every time.
    """

    at: Moment
    mishap: Mishap | str = "close"
    sql: str = ""
    skip: int = 0
    seconds: float = 3600.0
    again: bool = False


class Faults:
    """Picks the fault of a request."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self._faults = list(faults)
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> None:
        """Let something go wrong from now on."""
        with self._lock:
            self._faults.append(fault)

    @property
    def waiting(self) -> int:
        """How many have not gone wrong yet."""
        return len(self._faults)

    def of(self, moment: Moment, sql: str = "") -> Fault | None:
        """Return what goes wrong now, None for nothing."""
        with self._lock:
            for fault in self._faults:
                if fault.at != moment or fault.sql.lower() not in sql.lower():
                    continue
                if fault.skip:
                    fault.skip -= 1
                    continue
                if not fault.again:
                    self._faults.remove(fault)
                return fault
        return None
