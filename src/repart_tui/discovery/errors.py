"""What can go wrong while the dictionary is read."""

from __future__ import annotations

# The texts by which drivers say that a view is absent or forbidden. Only texts: oracledb is not imported here.
_NOT_READABLE = ("ORA-00942", "ORA-01031", "ORA-04043", "NO SUCH TABLE", "NO SUCH VIEW")
_NOT_ORACLE = ("NO SUCH FUNCTION", "NO SUCH TABLE", "SYNTAX ERROR")


class DiscoveryError(Exception):
    """Discovery cannot go on; the text is one sentence for the DBA."""


class DiscoveryCancelled(DiscoveryError):
    """The caller's `cancelled` said so."""


def says_not_readable(error: Exception) -> bool:
    """Return whether the driver's error means an absent or forbidden view (ORA-00942, ORA-01031, ORA-04043)."""
    text = str(error).upper()
    return any(mark in text for mark in _NOT_READABLE)


def says_not_oracle(error: Exception) -> bool:
    """Return whether the error comes from an SQLite dictionary that lacks Oracle's functions."""
    text = str(error).upper()
    return any(mark in text for mark in _NOT_ORACLE)
