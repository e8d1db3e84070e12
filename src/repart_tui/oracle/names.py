"""Names of the new and the kept old objects.

Indexes, constraints and triggers share their schema's namespaces, so a copy needs names of its own until the swap,
and the original's objects need others afterwards.
"""

from __future__ import annotations

import hashlib


def suffixed(name: str, suffix: str, limit: int) -> str:
    """Return `name` with `suffix`, within `limit` bytes.

    A name too long is cut and gets four hexadecimal digits of its digest, so that two long names stay apart.
    """
    if len((name + suffix).encode()) <= limit:
        return name + suffix
    tail = hashlib.sha256(name.encode()).hexdigest()[:4].upper() + suffix
    kept = name.encode()[: limit - len(tail.encode()) - 1].decode(errors="ignore")
    return f"{kept}_{tail}"
