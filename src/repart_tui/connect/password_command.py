"""The password from a program that keeps it: `pass show sales`, `op read ...`, a script of the site."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Sequence

TIMEOUT_SECONDS = 60
"""Such a program may ask for a fingerprint or a PIN; a hanging one must not hang us."""


class PasswordCommandError(Exception):
    """The program gave no password; the text is one sentence and never holds what the program printed."""


def split_command(command: str | Sequence[str]) -> list[str]:
    """Return the words of a command; no shell is involved. Raises PasswordCommandError."""
    if not isinstance(command, str):
        return list(command)
    try:
        return shlex.split(command)
    except ValueError as error:
        raise PasswordCommandError(f"password_command cannot be split into words: {error}.") from None


def password_from(command: str | Sequence[str]) -> str:
    """Run the command and return the first line of its output.

    Its errors go to the terminal, for it may ask there. Raises PasswordCommandError.
    """
    words = split_command(command)
    if not words:
        raise PasswordCommandError("password_command is empty.")
    name = words[0]
    try:
        done = subprocess.run(words, stdout=subprocess.PIPE, timeout=TIMEOUT_SECONDS, check=False)
    except FileNotFoundError:
        if len(words) == 1:
            # It may be the password itself, in the wrong place.
            text = "password_command names a program that prints the password, and there is none of this name."
            raise PasswordCommandError(text) from None
        raise PasswordCommandError(f"password_command: there is no program {name}.") from None
    except subprocess.TimeoutExpired:
        # Its exception would hold what was printed so far.
        raise PasswordCommandError(f"password_command: {name} gave no answer in {TIMEOUT_SECONDS} seconds.") from None
    except OSError as error:
        raise PasswordCommandError(f"password_command: {name} cannot be run: {error.strerror or error}.") from None
    if done.returncode:
        raise PasswordCommandError(f"password_command: {name} ended with exit code {done.returncode}.")
    try:
        lines = done.stdout.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        raise PasswordCommandError(f"password_command: what {name} printed is not UTF-8.") from None
    if not lines or not lines[0]:
        raise PasswordCommandError(f"password_command: {name} printed no password on its first line.")
    return lines[0]
