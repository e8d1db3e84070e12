"""How a command ends: its exit code, data on stdout, sentences on stderr."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from types import FrameType

OK = 0
FINDINGS = 1
UNUSABLE = 2
DATABASE = 3
INTERNAL = 4
HUNG_UP = 128 + signal.SIGHUP
INTERRUPTED = 128 + signal.SIGINT
BROKEN_PIPE = 141
TERMINATED = 128 + signal.SIGTERM

EXIT_CODES: dict[int, str] = {
    OK: "done",
    FINDINGS: "the plan was read, and something in it is refused: a finding of severity error, a refused table, "
    "nothing enabled",
    UNUSABLE: "the command line or a file cannot be used: a missing or broken file, an unknown schema, table or key, "
    "a value out of range",
    DATABASE: "the database could not be reached or a query failed",
    INTERNAL: "an error nobody expected; a log was written",
    HUNG_UP: "the terminal went away",
    INTERRUPTED: "interrupted by Ctrl-C",
    BROKEN_PIPE: "the reader of stdout went away",
    TERMINATED: "ended by SIGTERM",
}
"""Every exit code and what it means; --help shows this table."""


class CliError(Exception):
    """A command cannot go on; `lines` are sentences for the user, `code` is the exit code."""

    def __init__(self, lines: Iterable[str], code: int) -> None:
        self.lines = list(lines)
        self.code = code
        super().__init__("\n".join(self.lines))


class Ended(BaseException):
    """A signal ends the command; like KeyboardInterrupt it passes every `except Exception`, and files are cleared."""

    def __init__(self, number: int) -> None:
        self.code = 128 + number
        super().__init__(signal.Signals(number).name)


@contextlib.contextmanager
def ending_signals() -> Iterator[None]:
    """Let SIGTERM and SIGHUP raise Ended; the second of a kind ends the process at once. Ignored ones stay ignored."""

    def end(number: int, _: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        raise Ended(number)

    caught: list[signal.Signals] = []
    for number in (signal.SIGTERM, signal.SIGHUP):
        # Outside the main thread there is nothing to set; nohup must go on to work.
        with contextlib.suppress(ValueError):
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, end)
                caught.append(number)
    try:
        yield
    finally:
        for number in caught:
            signal.signal(number, signal.SIG_DFL)


def emit(text: str) -> None:
    """Write data to stdout at once: UTF-8 whatever the locale, and file names byte for byte as they are."""
    if sys.stdout is None:
        raise CliError(["There is no stdout to write to; give -o FILE."], UNUSABLE)
    try:
        sys.stdout.flush()
        rest = memoryview(text.encode("utf-8", "surrogateescape"))
        # With PYTHONUNBUFFERED this is a raw file, which may take a part only.
        while rest:
            rest = rest[sys.stdout.buffer.write(rest) :]
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        silence_stdout()
        raise
    except OSError as error:
        silence_stdout()
        raise CliError([f"Writing to stdout failed: {error.strerror or error}."], UNUSABLE) from error


def say(line: str) -> None:
    """Write a sentence to stderr; nobody listening there must not change how the command ends."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(line + "\n")
            sys.stderr.flush()


def silence_stdout() -> None:
    """Let what is still in the buffer of stdout go nowhere, or Python complains about it while it exits."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
