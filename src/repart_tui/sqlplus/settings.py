"""The settings that change how SQL*Plus reads the lines after them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from repart_tui.sqlplus.commands import extra_name, option, option_name

_WORDS = re.compile(r'"[^"]*"|\'[^\']*\'|\S+')
_ON_VALUES = {"DEFINE": "&", "ESCAPE": "\\", "SQLTERMINATOR": ";", "BLOCKTERMINATOR": "."}


@dataclass
class Settings:
    """The defaults of *SQL*Plus User's Guide*, "SET System Variable Summary"; an empty text means OFF."""

    define: str = "&"
    escape: str = ""
    sqlterminator: str = ";"
    blockterminator: str = "."
    sqlprefix: str = "#"
    sqlblanklines: bool = False

    def apply(self, arguments: str) -> Iterator[tuple[str, dict[str, str]]]:
        """Carries out a SET command; yields the code and the values of every trap in it.

        SQL*Plus reads the options one after the other and drops the rest of the line at the first it does not accept.
        """
        words = [match.group() for match in _WORDS.finditer(arguments)]
        if not words:
            yield "bad-command", {"name": "SET"}
        at = 0
        while at < len(words):
            name = option_name(words[at])
            if name is None:
                yield "unknown-setting", {"name": words[at]}
                return
            value = words[at + 1] if at + 1 < len(words) else ""
            kind, extras = option(name)
            if not _accepts(kind, value):
                yield "bad-setting", {"name": name, "value": value or "(none)"}
                return
            if name == "CMDSEP" and value.upper() != "OFF":
                yield "command-separator", {}
            if name == "PAUSE" and value.upper() != "OFF":
                yield "intervention", {"name": "SET PAUSE"}
            if name == "INSTANCE":
                yield "intervention", {"name": "SET INSTANCE"}
            self._set(name, value)
            at = len(words) if kind == "w" else at + 2
            while at < len(words) and (extra := extra_name(name, words[at])) is not None:
                at += 2 if extras[extra] else 1

    def _set(self, name: str, value: str) -> None:
        # SET SCAN is the old spelling of SET DEFINE ON and OFF.
        name = "DEFINE" if name == "SCAN" else name
        if name == "SQLBLANKLINES":
            self.sqlblanklines = value.upper() == "ON"
        elif name == "SQLPREFIX":
            self.sqlprefix = _bare(value)
        elif name in _ON_VALUES:
            switch = {"ON": _ON_VALUES[name], "OFF": ""}
            setattr(self, name.lower(), switch.get(value.upper(), _bare(value)))


def _bare(value: str) -> str:
    return value[1:-1] if len(value) == 3 and value[0] == value[-1] and value[0] in "'\"" else value


def _accepts(kind: str, value: str) -> bool:
    if kind == "w":
        return True
    if kind == "b":
        return value.upper() in ("ON", "OFF")
    if kind == "n":
        return value.isascii() and value.isdigit()
    if kind in ("c", "p"):
        bare = _bare(value)
        switch = kind == "c" and value.upper() in ("ON", "OFF")
        return switch or (len(bare) == 1 and not bare.isalnum() and not bare.isspace())
    return value != ""
