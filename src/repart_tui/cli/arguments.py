"""What may stand on the command line, and the help for it."""

from __future__ import annotations

import argparse
import re
import textwrap
from pathlib import Path
from typing import Any, NoReturn

from repart_tui import __version__
from repart_tui.cli.outcome import EXIT_CODES

_DESCRIPTION = """\
Plan the re-partitioning of Oracle tables and write one SQL*Plus script, master1.sql.

Without a command the screens open: on the connect screen, or on what --demo, --dictionary or --connect names.
The commands do the same without screens. stdout is data, messages go to stderr. Nothing here changes a database:
it is read, and the script is yours to read and to run."""

_EXAMPLES = """\
examples:
  repart-tui --demo
  repart-tui advise --demo
  repart-tui discover --demo --schema SH -o c.json
  repart-tui set c.json SH.SALES enabled=true
  repart-tui validate c.json --ledger
  repart-tui generate c.json -o out
  repart-tui edit c.json"""

_DISCOVER = """\
Read a dictionary and write the plan as JSON: every table with its current state and a proposed target, none enabled.

The password is asked for, read from the first line of stdin with --password-stdin, or got by the profile's
password_command; it is never an argument, for arguments are seen by everybody on the machine. What stands on the
command line beats the profile."""

_DISCOVER_EXAMPLES = """\
examples:
  repart-tui discover --demo -o c.json
  repart-tui discover --demo --schema SH --include 'S*' --exclude '*_TMP' > c.json
  repart-tui discover --dictionary captured.db -o c.json
  repart-tui discover --connect db.example.com:1521/sales --user plan_dba --schema SH -o c.json
  pass show sales-db | repart-tui discover --connect sales --user plan_dba --password-stdin -o c.json
  repart-tui discover --profile sales -o c.json
  repart-tui discover --connect /@sales_wallet --thick -o c.json"""

_ADVISE = """\
Say which tables to partition, how and why: ranked by a score whose parts are told in words, with the traps of each
table, what becomes of its indexes, a forecast, and what the migration takes. Leaving a table alone is an answer.

Everything rests on the dictionary; nothing is changed. The thresholds stand in environment_config of the plan and are
described in docs/advice.md; --threshold tries others."""

_ADVISE_EXAMPLES = """\
examples:
  repart-tui advise --demo
  repart-tui advise --demo --schema SH --format json
  repart-tui advise --dictionary captured.db --threshold candidate_bytes=1073741824
  repart-tui advise --plan c.json --include SALES"""

_XRAY = """\
Look into the rows of one table of the plan over a live connection, with SELECTs only: NULLs in the key, least and
greatest value, rows of each planned partition, values outside a list, duplicates of a wished unique key.

A sample of the blocks is read; --full reads all rows. What is found is kept in the plan with its time, shown with the
advice, and held against the target by validate. Ctrl-C stops it."""

_XRAY_EXAMPLES = """\
examples:
  repart-tui xray c.json SH.SALES --connect db.example.com:1521/sales --user plan_dba
  repart-tui xray c.json SH.SALES --profile sales --full --yes
  repart-tui xray c.json SH.SALES --profile sales --unique ORDER_NO,ORDER_DATE"""

_SET = """\
Change settings of one table in the plan. Everything is checked first; after an error nothing is written.

TABLE is OWNER.TABLE in any case, or quoted as in SQL where names hold dots or differ only in case: '"O"."T.X"'.
A key is the dotted path below the table: enabled, or one below common_settings; entries of lists are counted from 0,
and the number after the last one appends. A value is JSON where the schema wants that, else text. What the dictionary
says (current_state and the rest) is read-only."""

_SET_EXAMPLES = """\
examples:
  repart-tui set c.json SH.SALES enabled=true
  repart-tui set c.json SH.SALES common_settings.method=copy_and_swap common_settings.parallel_degree=8
  repart-tui set c.json SH.SALES common_settings.target_config.partitioning_type=hash \\
      common_settings.target_config.partition_count=16 'common_settings.target_config.key_columns=["CUST_ID"]'
  repart-tui set c.json SH.SALES common_settings.target_config.interval.unit=MONTH
  repart-tui set c.json environment_config on_error=next_family start_no_table_after=05:30"""

_VALIDATE = """\
Print the findings on every enabled table to stdout, one on a line: OWNER.TABLE severity field: sentence."""

_VALIDATE_EXAMPLES = """\
examples:
  repart-tui validate c.json
  repart-tui validate c.json --ledger"""

_GENERATE = """\
Write master1.sql, rollback1.sql and cleanup1.sql for the enabled tables, and print their paths to stdout.

The same plan gives the same bytes. Files that exist are replaced, each whole or not at all."""

_GENERATE_EXAMPLES = """\
examples:
  repart-tui generate c.json
  repart-tui generate c.json -o out && sqlplus mig_dba@sales @out/master1.sql"""

_EDIT = "Open the screens on a plan, without a database."
_EDIT_EXAMPLES = """\
examples:
  repart-tui edit c.json"""

_CAPTURE = """\
Write the dictionary behind a connection into a file, to plan from it elsewhere: repart-tui --dictionary FILE.

Planning from the file gives the same scripts as planning over the connection. Only SELECTs are sent. The file holds
definitions, comments, trigger code, grants and statistics of the schemas: handle it as you handle the schemas."""

_CAPTURE_EXAMPLES = """\
examples:
  repart-tui capture --connect plan_dba@db.example.com:1521/sales --schema APP -o sales.db
  repart-tui capture --profile sales -o sales.db
  repart-tui capture --dictionary sales.db --schema HR -o only_hr.db"""

_CAPTURE_SCRIPT = """\
Print a SQL*Plus script that captures the dictionary where no Python may reach the database. It only reads, and spools
plain ASCII into repart_capture.txt; import-spool turns that into the file that capture would have written."""

_CAPTURE_SCRIPT_EXAMPLES = """\
examples:
  repart-tui capture-script --schema APP --schema HR -o repart_capture.sql
  repart-tui capture-script > repart_capture.sql"""

_IMPORT_SPOOL = """\
Turn the spool of the capture script into a dictionary file. A spool that is cut off, edited or ended by an error is
refused with its line."""

_IMPORT_SPOOL_EXAMPLES = """\
examples:
  repart-tui import-spool repart_capture.txt -o sales.db"""

_DOCTOR = """\
Check this machine: versions, Oracle's client libraries, tnsnames.ora and sqlnet.ora, wallet, terminal, own files. With
--connect or --profile also the way to the listener, the login, the distance and what of the dictionary can be read.

The exit code is 0 when nothing keeps repart-tui from working, 2 when something here does, 3 when the database does."""

_DOCTOR_EXAMPLES = """\
examples:
  repart-tui doctor --connect plan_dba@sales --tns-admin /etc/oracle
  repart-tui doctor --wallet ~/wallets/sales"""

_PASSWORD = re.compile(r"(?<=\S[/:])\S.*@", re.DOTALL)
"""What stands between user and database in u/p@db, u[c]/"p w"@db or tcps://u:p@host."""


# scott/tiger in the place of a command or an option, as one begins SQL*Plus; paths and sentences are no such thing.
_USER_AND_PASSWORD = re.compile(r"(?<![\w./~-])([A-Za-z][\w$#]*)/(?!\*)[^\s'/]+(?=[\s']|$)")


class _Parser(argparse.ArgumentParser):
    """argparse without abbreviations, and errors that say where the help is instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        # A connect string in the wrong place must not be repeated with its password.
        from repart_tui.validation import printable

        shown = printable(_USER_AND_PASSWORD.sub(r"\1/***", _PASSWORD.sub("***@", message)))
        self.exit(2, f"{self.prog}: {shown}\nTry: {self.prog} --help\n")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser; `command` is None for the screens."""
    parser = _Parser(
        prog="repart-tui",
        description=_DESCRIPTION,
        epilog=f"{_EXAMPLES}\n\n{_exit_codes()}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"repart-tui {__version__}")
    # Names of their own: a command's options of the same name would overwrite them.
    _source(parser, "open_")
    _mouse(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    discover = _command(commands, "discover", "read a dictionary, write the plan", _DISCOVER, _DISCOVER_EXAMPLES)
    _source(discover, "")
    _password_stdin(discover)
    discover.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the plan here instead of to stdout")
    discover.add_argument(
        "--overwrite", action="store_true", help="replace a plan in FILE though somebody chose something in it"
    )

    advise = _command(commands, "advise", "say which tables to partition", _ADVISE, _ADVISE_EXAMPLES)
    _source(advise, "")
    _password_stdin(advise)
    advise.add_argument("--plan", type=Path, metavar="CONFIG", help="read a plan instead, with what its X-rays found")
    advise.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")
    advise.add_argument("--all", action="store_true", help="everything on tables to leave alone, too")
    advise.add_argument(
        "--threshold",
        dest="thresholds",
        action="append",
        default=[],
        metavar="K=V",
        help="another value for a threshold of environment_config, such as advice.recommend_score=40; repeatable",
    )

    xray = _command(commands, "xray", "look into the rows of a table", _XRAY, _XRAY_EXAMPLES)
    _plan(xray)
    xray.add_argument("table", metavar="OWNER.TABLE", help="the table")
    _connection(xray, "")
    _password_stdin(xray)
    xray.add_argument("--full", action="store_true", help="read all rows, not a sample")
    xray.add_argument("--yes", action="store_true", help="read a large table whole without asking back")
    xray.add_argument(
        "--unique", action="append", default=[], metavar="C,C", help="columns of a wished unique key; repeatable"
    )

    change = _command(commands, "set", "change settings of one table or of the script", _SET, _SET_EXAMPLES)
    _plan(change)
    change.add_argument("table", metavar="OWNER.TABLE", help="the table")
    change.add_argument("assignments", metavar="key=value", nargs="+", help="a setting and its new value")

    validate = _command(commands, "validate", "check the enabled tables", _VALIDATE, _VALIDATE_EXAMPLES)
    _plan(validate)
    validate.add_argument("--ledger", action="store_true", help="also list what becomes of every dependent object")

    generate = _command(commands, "generate", "write master1.sql", _GENERATE, _GENERATE_EXAMPLES)
    _plan(generate)
    generate.add_argument(
        "-o", "--output", type=Path, default=Path("out"), metavar="DIR", help="directory for the scripts (default: out)"
    )

    capture = _command(commands, "capture", "write a dictionary into a file", _CAPTURE, _CAPTURE_EXAMPLES)
    _source(capture, "", patterns=False)
    _password_stdin(capture)
    _output(capture, "the dictionary file to write", required=True)

    script = _command(
        commands, "capture-script", "print a script that captures", _CAPTURE_SCRIPT, _CAPTURE_SCRIPT_EXAMPLES
    )
    _scope(script, "", patterns=False)
    _output(script, "write the script here instead of to stdout", required=False)

    spool = _command(commands, "import-spool", "turn its spool into a file", _IMPORT_SPOOL, _IMPORT_SPOOL_EXAMPLES)
    spool.add_argument("spool", type=Path, metavar="SPOOL", help="what the capture script wrote")
    _output(spool, "the dictionary file to write", required=True)

    doctor = _command(commands, "doctor", "check this machine and a connection", _DOCTOR, _DOCTOR_EXAMPLES)
    _connection(doctor, "")
    _password_stdin(doctor)

    edit = _command(commands, "edit", "open the screens on a plan", _EDIT, _EDIT_EXAMPLES)
    _plan(edit)
    _mouse(edit)
    return parser


def _command(
    commands: argparse._SubParsersAction[_Parser], name: str, summary: str, description: str, examples: str
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=summary,
        description=description,
        epilog=f"{examples}\n\n{_exit_codes()}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _source(parser: argparse.ArgumentParser, prefix: str, *, patterns: bool = True) -> None:
    sources = parser.add_argument_group("source of the plan")
    sources.add_argument("--demo", dest=f"{prefix}demo", action="store_true", help="the bundled demo dictionary")
    sources.add_argument(
        "--dictionary", dest=f"{prefix}dictionary", type=Path, metavar="FILE", help="an SQLite dictionary file"
    )
    _connection(parser, prefix)
    _scope(parser, prefix, patterns=patterns)


def _connection(parser: argparse.ArgumentParser, prefix: str) -> None:
    group = parser.add_argument_group("connection")

    def option(name: str, metavar: str, text: str, **more: Any) -> None:
        destination = prefix + name.strip("-").replace("-", "_")
        group.add_argument(name, dest=destination, metavar=metavar, help=text, **more)

    option("--connect", "DSN", "host:port/service, host:port:SID, an alias of tnsnames.ora, or a descriptor")
    option("--profile", "NAME", "a profile of profiles.toml; what stands here beats it")
    option("--user", "U", "database user, or proxy[client]; asked for if absent")
    option("--proxy-for", "CLIENT", "open a session of CLIENT by the proxy user U")
    option("--role", "ROLE", "SYSDBA, SYSOPER, SYSBACKUP, SYSDG, SYSKM, SYSRAC or SYSASM")
    option("--tns-admin", "DIR", "where tnsnames.ora and sqlnet.ora are (default: TNS_ADMIN, ORACLE_HOME)", type=Path)
    option("--wallet", "DIR", "directory of the wallet: ewallet.pem, or cwallet.sso in thick mode", type=Path)
    option("--client-lib", "DIR", "directory of Oracle's client libraries; implies --thick", type=Path)
    for name, text in (
        ("thick", "use Oracle's client libraries: Native Network Encryption, LDAP names, external authentication"),
        ("external", "no password: the operating system, Kerberos or a wallet vouches for the user; implies --thick"),
    ):
        group.add_argument(f"--{name}", dest=f"{prefix}{name}", action="store_true", help=text)


def _password_stdin(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--password-stdin", action="store_true", help="read the password from stdin, first line")


def _output(parser: argparse.ArgumentParser, text: str, *, required: bool) -> None:
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=text, required=required)


def _schema(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("a schema has a name")
    return text


def _scope(parser: argparse.ArgumentParser, prefix: str, *, patterns: bool = True) -> None:
    scope = parser.add_argument_group("what to read")
    scope.add_argument(
        "--schema",
        dest=f"{prefix}schemas",
        action="append",
        type=_schema,
        default=[],
        metavar="S",
        help="only this schema; may be repeated",
    )
    for name, what in (("include", "only tables like this"), ("exclude", "no tables like this")) if patterns else ():
        scope.add_argument(
            f"--{name}",
            dest=f"{prefix}{name}",
            action="append",
            default=[],
            metavar="P",
            help=f"{what}: a pattern with * and ? on TABLE or OWNER.TABLE; repeatable",
        )


def _plan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("config", type=Path, metavar="CONFIG", help="the plan, a file that discover wrote")


def _mouse(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--mouse",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="use the mouse in the screens (default: not over SSH)",
    )


def _exit_codes() -> str:
    lines = ["exit codes:"]
    for code, meaning in EXIT_CODES.items():
        lines += textwrap.wrap(meaning, 100, initial_indent=f"  {code:<5}", subsequent_indent=" " * 7)
    return "\n".join(lines)
