"""The live suite: `REPART_TEST_DSN=host:1521/FREEPDB1 REPART_TEST_PASSWORD=... pytest -n0 -m oracle`.

| variable | means |
|---|---|
| REPART_TEST_DSN | connect string of a database that may be changed: the suite creates users and drops them |
| REPART_TEST_USER, REPART_TEST_ROLE | who may create users; SYS and SYSDBA by default |
| REPART_TEST_PASSWORD | its password; or REPART_TEST_PASSWORD_COMMAND, a program that prints it |
| REPART_TEST_SQLPLUS | command of SQL*Plus, if it is not in PATH; {folder} stands for the folder of the script |

Each test has a user and a role of its own, REPART_LIVE_ and eight digits, and drops them however it ends. A suite that
was killed leaves them: drop users and roles of that name; nothing else is changed. Without SQL*Plus and SQLcl the tests
that run scripts are skipped, and say so; those that only read run all the same.

A database in a container, with its SQL*Plus (as .github/workflows/oracle.yml does it):

    mkdir -p /tmp/live
    docker run -d --name oracle -p 127.0.0.1:1521:1521 --shm-size 1g -e ORACLE_PASSWORD=... -v /tmp/live:/tmp/live \\
      gvenzl/oracle-free:23-slim-faststart          # then wait for DATABASE IS READY TO USE in docker logs
    export REPART_TEST_DSN=127.0.0.1:1521/FREEPDB1 REPART_TEST_PASSWORD=...
    export REPART_TEST_SQLPLUS="docker exec -i -u root -w {folder} -e NLS_LANG=AMERICAN_AMERICA.AL32UTF8 oracle sqlplus"
    pytest -n0 -m oracle -rs --basetemp /tmp/live/run

Without a container, as on a server of one's own: REPART_TEST_DSN, a user with CREATE USER, GRANT ANY ROLE and the like
(or SYS), and sqlplus or sql in PATH.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from repart_tui.connect.login import Login, role_of
from repart_tui.connect.password_command import password_from
from tests.live.database import LiveSchema, live_schema
from tests.live.sqlplus import COMMAND, SqlPlus, find_sqlplus

NO_DATABASE = "REPART_TEST_DSN is not set: the live suite needs an Oracle database of its own (tests/live/conftest.py)"


@pytest.fixture(scope="session")
def admin() -> Login:
    """The login that creates users; without a database the tests are skipped."""
    dsn = os.environ.get("REPART_TEST_DSN")
    if not dsn:
        pytest.skip(NO_DATABASE)
    command = os.environ.get("REPART_TEST_PASSWORD_COMMAND")
    password = password_from(command) if command else os.environ.get("REPART_TEST_PASSWORD", "")
    if not password:
        pytest.fail("REPART_TEST_DSN is set, but neither REPART_TEST_PASSWORD nor REPART_TEST_PASSWORD_COMMAND.")
    user = os.environ.get("REPART_TEST_USER", "sys")
    role = os.environ.get("REPART_TEST_ROLE", "sysdba" if user.lower() == "sys" else "")
    return Login(dsn, user, password, role=role_of(role) if role else None)


@pytest.fixture
def schema(admin: Login) -> Iterator[LiveSchema]:
    """A schema with the tables of schema.sql, dropped after the test."""
    with live_schema(admin) as created:
        yield created


@pytest.fixture(scope="session")
def sqlplus(admin: Login) -> SqlPlus:  # noqa: ARG001 - without a database the reason is the database
    """SQL*Plus or SQLcl."""
    found = find_sqlplus()
    if found is None:
        pytest.skip(f"neither sqlplus nor sql is in PATH, and {COMMAND} is not set: the scripts cannot be run")
    return found
