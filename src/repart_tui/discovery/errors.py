"""What can go wrong while the dictionary is read."""

from __future__ import annotations

# The texts by which drivers say that a view is absent or forbidden. Only texts: oracledb is not imported here.
_NOT_READABLE = ("ORA-00942", "ORA-01031", "ORA-04043", "NO SUCH TABLE", "NO SUCH VIEW")
# The database or the network ended the connection, or did not answer in time.
_LOST = (
    "DPY-4011",
    "DPY-4024",
    "DPY-1001",
    "ORA-00028",
    "ORA-01012",
    "ORA-01089",
    "ORA-02396",
    "ORA-03113",
    "ORA-03114",
    "ORA-03135",
)
_NOT_ORACLE = ("NO SUCH FUNCTION", "NO SUCH TABLE", "SYNTAX ERROR")


class DiscoveryError(Exception):
    """Discovery cannot go on; the text is one sentence for the DBA."""


class DiscoveryCancelled(DiscoveryError):
    """The caller's `cancelled` said so."""


class StatementRefused(Exception):
    """A view or a column of a statement is not there for this user; `error` is the driver's."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


def lost_connection(error: BaseException | None) -> bool:
    """Return whether the connection is gone, so that nothing else can be read through it."""
    while error is not None:
        if any(code in str(error) for code in _LOST):
            return True
        error = error.__cause__
    return False


def says_not_readable(error: Exception) -> bool:
    """Return whether the driver's error means an absent or forbidden view (ORA-00942, ORA-01031, ORA-04043)."""
    text = str(error).upper()
    return any(mark in text for mark in _NOT_READABLE)


def says_no_such_column(error: Exception) -> bool:
    """Return whether the driver's error means that a view lacks a column (ORA-00904)."""
    text = str(error).upper()
    return "ORA-00904" in text or "NO SUCH COLUMN" in text


def says_not_oracle(error: Exception) -> bool:
    """Return whether the error comes from an SQLite dictionary that lacks Oracle's functions."""
    text = str(error).upper()
    return any(mark in text for mark in _NOT_ORACLE)
