"""Run a script by SQL*Plus or SQLcl, the password on stdin."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from repart_tui.connect.login import Login

COMMAND = "REPART_TEST_SQLPLUS"
"""Environment variable with the command; {folder} in it stands for the folder of the script."""
_SECONDS = 900


@dataclass(frozen=True)
class Finished:
    """How a script ended."""

    code: int
    output: str


class SqlPlus:
    """SQL*Plus by its command."""

    def __init__(self, command: str) -> None:
        self._command = command

    def words(self, folder: Path) -> list[str]:
        """Return the command for scripts in a folder."""
        return [word.replace("{folder}", str(folder)) for word in shlex.split(self._command)]

    def start(self, script: Path, login: Login) -> subprocess.Popen[str]:
        """Start a script in its folder; the caller waits for it or kills it."""
        process = subprocess.Popen(
            [*self.words(script.parent), "-S", "-L", "/nolog"],
            cwd=script.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "NLS_LANG": "AMERICAN_AMERICA.AL32UTF8", "SQLPATH": ""},
        )
        assert process.stdin is not None
        process.stdin.write("WHENEVER SQLERROR EXIT FAILURE\nSET DEFINE OFF\n")
        process.stdin.write(f'CONNECT "{login.user}"/"{login.password}"@{login.dsn}\n')
        process.stdin.write(f"SET DEFINE ON\n@{script.name}\nEXIT 99\n")
        process.stdin.flush()
        process.stdin.close()
        process.stdin = None
        return process

    def run(self, script: Path, login: Login) -> Finished:
        """Run a script to its end."""
        with self.start(script, login) as process:
            try:
                output, _ = process.communicate(timeout=_SECONDS)
            finally:
                # A script that hangs shall not outlive its test, nor hold the locks of its session.
                if process.poll() is None:
                    process.kill()
        return Finished(process.returncode, output)


def find_sqlplus() -> SqlPlus | None:
    """Return the one that the environment names, else what is in PATH, else None."""
    given = os.environ.get(COMMAND)
    if given:
        return SqlPlus(given)
    found = next((path for name in ("sqlplus", "sql") if (path := shutil.which(name))), None)
    return SqlPlus(shlex.quote(found)) if found else None
