"""SQL*Plus reads line by line, without a parser: every trap in that, one small script each."""

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from repart_tui.sqlplus import MESSAGES, executed_strings, read_script, statements, tokenize, traps

HEAD = """\
WHENEVER OSERROR EXIT FAILURE ROLLBACK
WHENEVER SQLERROR EXIT FAILURE ROLLBACK
SET DEFINE OFF
"""
TAIL = "EXIT SUCCESS\n"


def codes(body: str | bytes, head: str = HEAD, tail: str = TAIL) -> list[tuple[str, int]]:
    """The traps of a body between the usual first and last lines, with lines counted within the body."""
    raw = body if isinstance(body, bytes) else body.encode()
    found = traps(read_script(head.encode() + raw.rstrip(b"\n") + b"\n" + tail.encode()))
    return [(trap.code, trap.line - head.count("\n")) for trap in found]


# One row for each trap: its name, the script, and every trap with its line.
TRAPS: list[tuple[str, str | bytes, list[tuple[str, int]]]] = [
    # bytes
    ("line-too-long", "SELECT " + "1+" * 600 + "1 FROM dual;", [("line-too-long", 1)]),
    ("non-ascii", "COMMENT ON TABLE t IS 'caf\u00e9';", [("non-ascii", 1)]),
    ("non-ascii, not UTF-8", b"COMMENT ON TABLE t IS 'caf\xe9';", [("non-ascii", 1)]),
    ("carriage-return", b"SELECT 1 FROM dual;\r\nCOMMIT;\r\n", [("carriage-return", 1)]),
    ("control-character", b"PROMPT a\x07b", [("control-character", 1)]),
    ("control-character: lone CR", b"PROMPT a\rb", [("control-character", 1)]),
    # where statements end
    (
        "terminator-in-literal",
        "COMMENT ON TABLE t IS 'one;\ntwo';",
        [("terminator-in-literal", 1), ("unbalanced-quotes", 1), ("unknown-command", 2)],
    ),
    (
        "terminator-in-literal: slash",
        "BEGIN\n  p(q'[a\n/\nb]');\nEND;\n/",
        [
            ("unbalanced-quotes", 2),
            ("block-not-ended", 3),
            ("terminator-in-literal", 3),
            ("unknown-command", 4),
            ("unknown-command", 5),
            ("run-twice", 6),
        ],
    ),
    (
        "terminator-in-comment",
        "SELECT 1\n-- one;\nFROM dual;",
        [("terminator-in-comment", 2), ("unknown-command", 3)],
    ),
    (
        "terminator-in-comment: block comment",
        "SELECT 1 /* a;\nb */ FROM dual;",
        [("open-comment", 1), ("terminator-in-comment", 1), ("unknown-command", 2)],
    ),
    ("unbalanced-quotes", "SELECT 'it''s FROM dual;", [("terminator-in-literal", 1), ("unbalanced-quotes", 1)]),
    ("unbalanced-quotes: name", 'DROP TABLE "T;', [("terminator-in-literal", 1), ("unbalanced-quotes", 1)]),
    ("unbalanced-quotes: q", "SELECT q'[a)' FROM dual;", [("terminator-in-literal", 1), ("unbalanced-quotes", 1)]),
    ("balanced: q with quotes", "SELECT q'[it's]', q'!a'b!', Nq'<'>', N'it''s', q'xabx' FROM dual;", []),
    ("unbalanced-parentheses", "CREATE TABLE t (a NUMBER;", [("unbalanced-parentheses", 1)]),
    ("balanced: parenthesis in literal", "SELECT '(' /* ( */ FROM dual;", []),
    ("text-after-terminator", "SELECT 1 FROM dual; -- x\n;", [("text-after-terminator", 1)]),
    ("text-after-terminator: two", "COMMIT;;", [("text-after-terminator", 1)]),
    (
        "text-after-terminator: slash",
        "BEGIN\n  NULL;\nEND;\n/ -- run\n/",
        [("missing-slash", 4), ("text-after-terminator", 4)],
    ),
    ("block-terminator", "BEGIN\n  NULL;\nEND;\n.\n/", [("block-terminator", 4)]),
    ("block-terminator: SQL", "SELECT 1\n.\nCOMMIT;", [("block-terminator", 2)]),
    ("blank-line", "SELECT 1\n\nFROM dual;", [("blank-line", 2), ("unknown-command", 3)]),
    ("blank-line: allowed", "SET SQLBLANKLINES ON\nSELECT 1\n\nFROM dual;", []),
    ("blank-line: abbreviated setting", "SET ECHO OFF SQLBL ON\nSELECT 1\n  \nFROM dual;", []),
    ("blank-line: in a block", "BEGIN\n\n  NULL;\nEND;\n/", []),
    ("missing-slash", "BEGIN\n  NULL;\nEND;\nBEGIN\n  NULL;\nEND;\n/", [("missing-slash", 4)]),
    ("missing-slash: same line", "BEGIN NULL; END; /\n/", [("missing-slash", 1)]),
    ("missing-slash: procedure", "CREATE PROCEDURE p IS\nBEGIN NULL; END p;\nCOMMIT;\n/", [("missing-slash", 3)]),
    ("block-not-ended", "BEGIN\n  NULL;\n/", [("block-not-ended", 3)]),
    ("block-not-ended: inner END", "BEGIN\n  IF a THEN\n    NULL;\n  END IF;\n/", [("block-not-ended", 5)]),
    ("block-not-ended: END in comment", "BEGIN\n  NULL;\n-- END;\n/", [("block-not-ended", 4)]),
    ("run-twice", "SELECT 1 FROM dual;\n/", [("run-twice", 2)]),
    ("run-twice: block", "BEGIN\n  NULL;\nEND;\n/\n/", [("run-twice", 5)]),
    ("run-twice: RUN", "COMMIT;\nrun", [("run-twice", 2)]),
    ("nothing-to-run", "/", [("nothing-to-run", 1)]),
    ("stray-terminator", ";", [("stray-terminator", 1)]),
    ("stray-terminator: period", ".", [("stray-terminator", 1)]),
    (
        "hidden-type",
        "CREATE /* x */ PROCEDURE p IS BEGIN\n  NULL;\nEND;\n/",
        [("hidden-type", 1), ("unknown-command", 3), ("run-twice", 4)],
    ),
    (
        "hidden-type: line comment",
        "CREATE OR REPLACE -- x\nTRIGGER t BEFORE INSERT ON u BEGIN NULL; END;\n/",
        [("hidden-type", 1), ("run-twice", 3)],
    ),
    ("no hidden-type after the name", "CREATE PROCEDURE p /* x */ IS\nBEGIN\n  NULL;\nEND;\n/", []),
    ("long-statement", "SELECT 1\n" + "+1\n" * 500 + "FROM dual;", [("long-statement", 1)]),
    ("long block", "BEGIN\n" + "  NULL;\n" * 600 + "END;\n/", []),
    # lines that are not taken literally
    ("continuation: command", "SPOOL -\nx.log", [("continuation", 1)]),
    ("continuation: REM", "REM one -\nREM two", [("continuation", 1)]),
    ("continuation: PROMPT", "PROMPT ----\nPROMPT two", [("continuation", 1)]),
    ("continuation: statement", "SELECT 200 -\n100 FROM dual;", [("continuation", 1)]),
    ("later-hyphen", "SELECT 200\n- 100 -\n1 FROM dual;", [("later-hyphen", 2)]),
    ("later-hyphen: comment", "-- one -", [("later-hyphen", 1)]),
    ("no later-hyphen: ruler", "-- -----\nBEGIN\n  NULL; -- ----\nEND;\n/", []),
    ("substitution", "SET DEFINE ON\nSELECT 'a&b' FROM dual;", [("substitution", 2)]),
    ("substitution: comment", "SET DEFINE ON\n-- a & b\n/* a & b */", [("substitution", 2), ("substitution", 3)]),
    ("substitution: inside a block", "SET SCAN ON\nBEGIN\n  p('&x');\nEND;\n/", [("substitution", 3)]),
    ("substitution: other character", "SET DEFINE ^\nPROMPT a & b\nPROMPT ^x", [("substitution", 3)]),
    ("substitution: escaped", "SET DEFINE ON ESCAPE \\\nPROMPT a \\& b", []),
    ("substitution: REM", "SET DEFINE ON\nREM a & b", []),
    ("substitution: off", "PROMPT a & b", []),
    ("prefix", "SELECT 1\n#x\nFROM dual;", [("prefix", 2), ("unknown-command", 2)]),
    (
        "prefix: in a literal",
        "BEGIN\n  p('\n#x');\nEND;\n/",
        [
            ("unbalanced-quotes", 2),
            ("prefix", 3),
            ("unknown-command", 3),
            ("block-not-ended", 5),
            ("terminator-in-literal", 5),
        ],
    ),
    ("prefix: indented", "SELECT 1\n  #x\nFROM dual;", [("prefix", 2)]),
    ("prefix: other", "SET SQLPREFIX ~\nBEGIN\n#x\n~PROMPT x\n  NULL;\nEND;\n/", [("prefix", 4)]),
    ("at-sign", "SELECT 1\n@x\nFROM dual;", [("at-sign", 2), ("other-file", 2)]),
    ("indented-at-sign", "SELECT 1 FROM t\n  @x;", [("indented-at-sign", 2)]),
    ("command-in-statement", "SELECT 1\nPROMPT x\nFROM dual;", [("command-in-statement", 2)]),
    ("command-in-statement: literal", "BEGIN\n  p('\nPROMPT x');\nEND;\n/", []),
    ("comment-space", "/*x */\n/* y */", [("comment-space", 1)]),
    ("comment-space: in a statement", "SELECT 1\n/*x */ FROM dual;", [("comment-space", 2)]),
    ("comment-space: inside a line", "SELECT /*x*/ 1 FROM dual;", []),
    ("hint-at-line-start", "SELECT\n/*+ FULL(t) */ 1 FROM t;", [("hint-at-line-start", 2)]),
    ("hint behind its keyword", "SELECT /*+ FULL(t) */ 1 FROM t;", []),
    ("text-after-comment", "/* x */ COMMIT;", [("text-after-comment", 1)]),
    ("comment-in-command", "SET ECHO OFF -- quiet", [("comment-in-command", 1)]),
    ("comment-in-command: PROMPT shows it", "PROMPT a -- b", []),
    # commands
    ("unknown-command", "FROBNICATE all", [("unknown-command", 1)]),
    ("unknown-command: slash", "/x", [("unknown-command", 1)]),
    ("unknown-command: too short", "CO x", [("unknown-command", 1)]),
    ("unknown-setting", "SET SERVEROUTPTU ON", [("unknown-setting", 1)]),
    ("bad-setting", "SET SQLBLANKLINES YES", [("bad-setting", 1)]),
    ("bad-setting: nothing", "SET DEFINE", [("bad-setting", 1)]),
    ("command-separator", "SET CMDSEP ON", [("command-separator", 1)]),
    ("bad-command", "SET", [("bad-command", 1)]),
    ("bad-command: EXECUTE", "EXECUTE ;", [("bad-command", 1)]),
    ("bad-command: WHENEVER", "WHENEVER SQLERROR STOP", [("bad-command", 1)]),
    ("intervention", "PAUSE go on?", [("intervention", 1)]),
    ("intervention: ACCEPT", "ACCEPT x", [("intervention", 1)]),
    ("intervention: CONNECT", "conn / as sysdba", [("intervention", 1)]),
    ("intervention: SET PAUSE", "SET PAUSE ON", [("intervention", 1)]),
    ("host", "HOST ls\n! ls\n$ dir", [("host", 1), ("host", 2), ("host", 3)]),
    ("other-file", "@x\n@@x\nSTART x\nSTORE SET x\nSAVE x", [("other-file", n) for n in range(1, 6)]),
    ("bind-variable", "SELECT :x FROM dual;", [("bind-variable", 1)]),
    ("bind-variable: only shown", "VARIABLE x\nEXEC :x := 1", [("bind-variable", 2)]),
    ("bind-variable: declared", "VARIABLE x NUMBER\nEXEC :x := 1", []),
    ("bind-variable: trigger", "CREATE TRIGGER t BEFORE INSERT ON u BEGIN :NEW.a := 1; END;\n/", []),
    # stopping at errors
    ("exit-sqlcode", "WHENEVER SQLERROR EXIT SQL.SQLCODE ROLLBACK", [("exit-sqlcode", 1)]),
    ("exit-success", "WHENEVER SQLERROR EXIT ROLLBACK", [("exit-success", 1)]),
    ("exit-commit", "WHENEVER SQLERROR EXIT FAILURE", [("exit-commit", 1)]),
    ("exit-commit: both", "WHENEVER SQLERROR EXIT", [("exit-commit", 1), ("exit-success", 1)]),
    ("no-whenever-sqlerror: later", "WHENEVER SQLERROR CONTINUE\nCOMMIT;", [("no-whenever-sqlerror", 2)]),
    ("after-exit", "EXIT SUCCESS\n\nCOMMIT;", [("after-exit", 3)]),
    # nothing wrong
    ("right: many commands", "REM x\nPRO y\ncol a for a10\ndef\nshow errors\nTIMING START x\nSPOOL x.log", []),
    (
        "right: settings",
        "SET ECHO OFF TERMOUT ON FEEDBACK ON VERIFY OFF TRIMSPOOL ON TAB OFF PAGESIZE 0 LINESIZE 200 LONG 100000\n"
        "SET SERVEROUTPUT ON SIZE UNLIMITED FORMAT WRAPPED\nSET AUTOCOMMIT OFF EXITCOMMIT OFF TIMING ON;\n"
        "SET ERRORLOGGING ON TABLE sperrorlog IDENTIFIER x\nSET FEED ON SQL_ID SQLPREFIX ~",
        [],
    ),
    ("right: SQL called SET", "SET ROLE ALL;\nSET TRANSACTION READ ONLY;\nSET CONSTRAINTS ALL DEFERRED;", []),
    ("right: slash ends SQL", "SELECT 1 FROM dual\n/", []),
    ("right: terminator alone", "SELECT 1 FROM dual\n;", []),
    ("right: terminator and blanks", "SELECT 1 FROM dual; \t\nCOMMIT;", []),
    ("right: terminator in the line", "SELECT ';' || 'x' FROM dual;", []),
    ("right: object type", "CREATE TYPE t AS OBJECT (a NUMBER);\n/", []),
    ("right: call specification", "CREATE FUNCTION f RETURN NUMBER AS LANGUAGE JAVA NAME 'x.y() return int';\n/", []),
    ("right: WITH FUNCTION", "WITH FUNCTION f RETURN NUMBER IS BEGIN RETURN 1; END;\nSELECT f FROM dual\n/", []),
    ("right: label", "<<outer>>\nBEGIN\n  NULL;\nEND outer;\n/", []),
    ("right: two blocks", "BEGIN\n  NULL;\nEND;\n/\nBEGIN\n  NULL;\nEND;\n/", []),
    (
        "right: every END",
        """\
DECLARE
  PROCEDURE fwd(a NUMBER DEFAULT 1);
  CURSOR c IS SELECT CASE WHEN 1=1 THEN 1 END x FROM dual;
  FUNCTION f RETURN NUMBER IS
  BEGIN
    RETURN CASE 1 WHEN 1 THEN 2 END;
  END f;
BEGIN
  FOR r IN c LOOP
    IF r.x = 1 THEN
      CASE r.x WHEN 1 THEN NULL; END CASE;
    ELSIF a.end = 2 THEN NULL;
    END IF;
  END LOOP;
  WHILE TRUE LOOP EXIT; END LOOP;
  BEGIN
    NULL;
  EXCEPTION WHEN OTHERS THEN RAISE;
  END;
END;
/""",
        [],
    ),
    (
        "right: package body",
        "CREATE OR REPLACE EDITIONABLE PACKAGE BODY p AS\n  PROCEDURE a IS BEGIN NULL; END;\nBEGIN\n  a;\nEND p;\n/",
        [],
    ),
    ("right: package", "CREATE PACKAGE p IS\n  PROCEDURE a;\n  FUNCTION f RETURN NUMBER;\nEND p;\n/", []),
    (
        "right: compound trigger",
        """\
CREATE TRIGGER t FOR INSERT ON u COMPOUND TRIGGER
  BEFORE STATEMENT IS
  BEGIN
    NULL;
  END BEFORE STATEMENT;
  AFTER EACH ROW IS
    n NUMBER;
  BEGIN
    NULL;
  END AFTER EACH ROW;
END t;
/""",
        [],
    ),
    (
        "right: trigger",
        """\
CREATE TRIGGER t BEFORE UPDATE ON u FOR EACH ROW WHEN (CASE WHEN new.a = 1 THEN 1 END = 1)
DECLARE
  n NUMBER;
BEGIN
  NULL;
END;
/""",
        [],
    ),
]


@pytest.mark.parametrize(("body", "expected"), [row[1:] for row in TRAPS], ids=[row[0] for row in TRAPS])
def test_traps(body: str | bytes, expected: list[tuple[str, int]]) -> None:
    assert codes(body) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\ufeff" + HEAD + TAIL, [("byte-order-mark", 1)]),
        ("COMMIT;\n" + TAIL, [("no-whenever-oserror", 1), ("no-whenever-sqlerror", 1)]),
        (HEAD + "COMMIT;\n", [("no-exit", 4)]),
        (HEAD + "SELECT 1\nFROM dual\n", [("unterminated", 4), ("no-exit", 5)]),
        (HEAD + "BEGIN\n  NULL;\nEND;\n", [("unterminated", 4), ("no-exit", 6)]),
        (HEAD + "/* x\n", [("no-exit", 4), ("open-comment", 4)]),
    ],
    ids=["byte-order-mark", "no-whenever", "no-exit", "unterminated", "unterminated: block without /", "open-comment"],
)
def test_traps_of_whole_scripts(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(trap.code, trap.line) for trap in traps(read_script(text))] == expected


def test_a_missing_slash_swallows_what_follows() -> None:
    found = codes("BEGIN\n  NULL;\nEND;\nCOMMIT;")
    assert found == [("unterminated", 1), ("missing-slash", 4), ("no-exit", 5)]


def test_every_trap_has_a_test() -> None:
    tested = {code for _, _, expected in TRAPS for code, _ in expected}
    tested |= {
        "byte-order-mark",
        "no-whenever-oserror",
        "no-whenever-sqlerror",
        "no-exit",
        "unterminated",
        "open-comment",
    }
    assert tested == set(MESSAGES)


def test_messages_are_sentences() -> None:
    for trap in traps(read_script(HEAD + "SELECT :x, '&y\n\n/\nFROB\n.\n")):
        assert re.fullmatch(r"[A-Z/].*\.", trap.message), trap
        assert "{" not in trap.message


# what the reader makes of a script


def items(text: str) -> list[tuple[str, str, int, int, str]]:
    return [(i.kind, i.text, i.first_line, i.last_line, i.ending) for i in read_script(text).items]


def test_items_in_order() -> None:
    text = "-- x\nREM y\nSELECT 1\nFROM dual;\n\nBEGIN\n  NULL;\nEND;\n/\n/* a\nb */\nfrob\n/\n"
    assert items(text) == [
        ("comment", "-- x", 1, 1, "line"),
        ("command", "REM y", 2, 2, "line"),
        ("sql", "SELECT 1\nFROM dual", 3, 4, "terminator"),
        ("plsql", "BEGIN\n  NULL;\nEND;", 6, 9, "slash"),
        ("comment", "/* a\nb */", 10, 11, "comment end"),
        ("rejected", "frob", 12, 12, "line"),
        ("run", "BEGIN\n  NULL;\nEND;", 13, 13, "line"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "begin null; end;",
        "DECLARE x NUMBER;\nBEGIN\nNULL; END;",
        "create function f return number is begin return 1; end;",
        "CREATE OR REPLACE\nEDITIONABLE\nPACKAGE BODY p IS END;",
        "CREATE NONEDITIONABLE TYPE t AS OBJECT (a NUMBER);",
        "CREATE OR REPLACE LIBRARY l AS 'x';",
        "WITH\nFUNCTION f RETURN NUMBER IS BEGIN RETURN 1; END;\nSELECT f FROM dual",
        "<<x>>\nBEGIN NULL; END;",
    ],
)
def test_plsql_is_ended_by_a_slash_only(text: str) -> None:
    [item] = statements(read_script(text + "\n/\n"))
    assert (item.kind, item.text, item.ending) == ("plsql", text, "slash")


@pytest.mark.parametrize(
    "text", ["CREATE TABLE t (a NUMBER)", "WITH f AS (SELECT 1 FROM dual) SELECT 1 FROM f", "(SELECT 1 FROM dual)"]
)
def test_sql_is_ended_by_a_semicolon(text: str) -> None:
    [item] = statements(read_script(text + ";\n"))
    assert (item.kind, item.text, item.ending) == ("sql", text, "terminator")


def test_a_statement_that_is_never_sent_is_no_statement() -> None:
    script = read_script("SELECT 1 FROM dual\n\nSELECT 2 FROM dual\n")
    assert statements(script) == []
    assert [item.ending for item in script.items] == ["blank line", "end of file"]


def test_a_slash_sends_what_a_blank_line_left_in_the_buffer() -> None:
    [item] = statements(read_script("SELECT 1 FROM dual\n\n/\n"))
    assert (item.text, item.ending) == ("SELECT 1 FROM dual", "blank line")


def test_nothing_is_sent_after_exit() -> None:
    assert statements(read_script("EXIT\nCOMMIT;\n")) == []


def test_execute_sends_a_block() -> None:
    [item] = statements(read_script("exec p(1);\n"))
    assert (item.kind, item.text) == ("plsql", "BEGIN p(1); END;")


def test_over_long_lines_are_dropped() -> None:
    [item] = statements(read_script("SELECT 1\n" + "+1" * 1300 + "\nFROM dual;\n"))
    assert item.text == "SELECT 1\nFROM dual"
    assert [i.kind for i in read_script("PROMPT " + "x" * 2500).items] == ["rejected"]


def test_other_terminators() -> None:
    script = read_script(
        "SET SQLTERMINATOR '!' BLOCKTERMINATOR %\nSELECT 1 FROM dual;\n.\n!\nSET SQLT OFF\nCOMMIT;\n/\n"
    )
    assert [item.text for item in statements(script)] == ["SELECT 1 FROM dual;\n.\n", "COMMIT;"]


def test_a_command_between_lines_is_no_part_of_the_statement() -> None:
    script = read_script("BEGIN\n#SET DEFINE OFF\n  p('&x');\nEND;\n/\n")
    assert [item.kind for item in script.items] == ["command", "plsql"]
    assert statements(script)[0].text == "BEGIN\n  p('&x');\nEND;"
    assert "substitution" not in {trap.code for trap in traps(script)}


def test_lines_are_those_of_the_script() -> None:
    [item] = statements(read_script("SELECT 1,\n#PROMPT x\n2\nFROM dual;\n"))
    assert [item.line_at(item.text.index(word)) for word in ("SELECT", "2", "FROM")] == [1, 3, 4]


def test_warnings_are_told_apart() -> None:
    assert {trap.code: trap.severity for trap in traps(read_script("COMMIT;"))} == {
        "no-whenever-sqlerror": "error",
        "no-whenever-oserror": "error",
        "no-exit": "warning",
    }


# literals


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ("'it''s'", "it's"),
        ("''", ""),
        ("N'x'", "x"),
        ("q'[it's]'", "it's"),
        ("q'[]]'", "]"),
        ("Q'{a}b}'", "a}b"),
        ("nq'(x)'", "x"),
        ("q'<'>'", "'"),
        ("q'!it's!'", "it's"),
        ("q'XaXbX'", "aXb"),
    ],
)
def test_literals(literal: str, value: str) -> None:
    [token] = tokenize(literal)
    assert (token.kind, token.value, token.closed) == ("string", value, True)


def test_executed_strings() -> None:
    block = """
    BEGIN -- EXECUTE IMMEDIATE 'comment';
      EXECUTE IMMEDIATE 'ALTER TABLE "A" READ ONLY';
      execute immediate q'[SELECT ';' ]' || 'FROM' || chr(10) || CHR(9) || ' it''s' INTO x USING y;
      EXECUTE IMMEDIATE TO_CLOB(q'{a}') || (('b') || 'c');
      EXECUTE IMMEDIATE 'DROP TABLE ' || name;
      EXECUTE IMMEDIATE text;
      EXECUTE IMMEDIATE REPLACE('a', 'b');
      EXECUTE IMMEDIATE CHR(233) || 'x';
      p('EXECUTE IMMEDIATE ''inner''');
    END;"""
    assert executed_strings(block) == ['ALTER TABLE "A" READ ONLY', "SELECT ';' FROM\n\t it's", "abc"]


def test_what_a_procedure_named_run_executes_counts_too() -> None:
    run = "PROCEDURE run(p CLOB) IS BEGIN EXECUTE IMMEDIATE p; END run;"
    block = f"DECLARE {run} BEGIN run('a' || 'b', 'HR'); run(x || 'c'); run('d'); END;"
    assert executed_strings(block) == ["ab", "d"]


def test_what_the_tool_for_short_turns_is_given_counts_too() -> None:
    tool = "EXECUTE IMMEDIATE :in_turns USING"
    block = f"BEGIN {tool} 'a' || 'b'; {tool} ' '; EXECUTE IMMEDIATE :step USING 'c'; END;"
    assert executed_strings(block) == ["ab"]


def test_executed_strings_beyond_ascii_and_in_variables() -> None:
    block = r"""
    DECLARE
      statement CLOB;
    BEGIN
      EXECUTE IMMEDIATE 'COMMENT ' || TO_CHAR(UNISTR('caf\00E9 \D83D\DE00 \\')) || ' x';
      statement := TO_CLOB('a') || CHR(10);
      statement := statement || 'b';
      EXECUTE IMMEDIATE statement;
      statement := 'c';
      IF x THEN
        statement := 'd';
      END IF;
      EXECUTE IMMEDIATE statement;
      statement := 'e' || x;
      EXECUTE IMMEDIATE statement;
    END;"""
    assert executed_strings(block) == ["COMMENT café 😀 \\ x", "a\nb"]


# properties


def quoted(text: str) -> str:
    """Text as short q-quoted pieces, one to a line, each line beginning with a word of the script's own."""
    lines = []
    for at in range(0, max(len(text), 1), 60):
        for piece in re.split(r"(\n)", text[at : at + 60]):
            if piece == "\n":
                lines.append("CHR(10)")
            elif piece:
                mark = next(c for c in "~!^|%?" + "".join(map(chr, range(35, 127))) if c + "'" not in piece + "'")
                lines.append(f"q'{mark}{piece}{mark}'")
    return "\n    || ".join(lines) or "''"


LETTERS = st.sampled_from(
    [
        *"abc;/.-#@&'\"[]{}()<>!~|*+ \n\t",
        "--",
        "/*",
        "*/",
        "/*+ x",
        ";\n",
        "\n/\n",
        "\n.\n",
        " -\n",
        "\n#x",
        "&&x",
        "q'[",
    ]
)
NASTY = st.lists(LETTERS | st.characters(min_codepoint=32, max_codepoint=126), max_size=200).map("".join)


@given(NASTY)
@example("COMMENT ON TABLE t IS 'a;\n/\n.\n\n#x\n@y\nREM z -\n&w'")
def test_text_in_quoted_pieces_is_one_block_without_traps(text: str) -> None:
    body = f"SET SQLPREFIX ~\nBEGIN\n  EXECUTE IMMEDIATE {quoted(text)};\nEND;\n/\n"
    script = read_script(HEAD + body + TAIL)
    assert traps(script) == []
    [item] = statements(script)
    assert item.kind == "plsql"
    assert executed_strings(item.text) == [text]


PIECES = """
SELECT 1|FROM dual;|BEGIN|END;|/|.|#|@x|REM x|PROMPT x -|SET DEFINE|SET SQLT !|SET SQLBL ON|SET SQLPRE ~|DECLARE|CREATE
PROCEDURE|IS|/* x|*/|-- x|'|q'[|"|:x|EXIT|WHENEVER SQLERROR EXIT|;|END IF|LOOP|CASE|FUNCTION f|IS|TRIGGER|EXEC|RUN|VAR x
CLEAR BUFFER|~x|(|)
"""
LINES = st.lists(
    st.sampled_from(re.split(r"[|\n]", PIECES)) | st.text(max_size=20),
    max_size=30,
).map("\n".join)


@given(LINES | st.text())
def test_reading_never_fails(text: str) -> None:
    script = read_script(text)
    traps(script)
    executed_strings(text)
    for item in statements(script):
        assert item.kind in ("sql", "plsql")


@given(st.binary())
def test_reading_bytes_never_fails(data: bytes) -> None:
    traps(read_script(data))


@given(LINES)
def test_items_cover_every_line_that_is_not_blank(text: str) -> None:
    script = read_script(text)
    covered = {n for item in script.items for n in range(item.first_line, item.last_line + 1)}
    written = {n for n, line in enumerate(script.source, 1) if line.strip(b" \t\r")}
    assert written <= covered
    for item in script.items:
        assert len(item.lines) == item.text.count("\n") + 1 or item.kind in ("command", "run")
        assert item.first_line <= item.last_line <= len(script.source)


@given(LINES)
def test_lines_of_statements_are_lines_of_the_script(text: str) -> None:
    script = read_script(text)
    assume(not any(trap.code == "continuation" for trap in traps(script)))
    for item in script.items:
        if item.kind in ("sql", "plsql") and item.name != "EXECUTE":
            for line, number in zip(item.text.split("\n"), item.lines, strict=True):
                assert (
                    script.source[number - 1].decode(errors="replace").startswith(line.rstrip("\r")) or "\ufffd" in line
                )


@given(st.text(max_size=60))
def test_tokens_leave_out_nothing_but_blanks(text: str) -> None:
    at = 0
    for token in tokenize(text):
        assert not text[at : token.start].strip()
        assert text[token.start : token.end] == token.text
        at = token.end
    assert not text[at:].strip()
