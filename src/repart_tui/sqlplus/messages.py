"""The sentence for every trap: what SQL*Plus would do, and how to write it instead."""

from repart_tui.sqlplus.model import Severity, Trap

MESSAGES: dict[str, str] = {
    # bytes
    "line-too-long": (
        "The line has {count} bytes; SQL*Plus up to 19c drops a line above 2,499 (SP2-0027) and goes on. "
        "Break it into lines of at most {cap} bytes."
    ),
    "non-ascii": (
        "The line holds bytes outside ASCII, which whoever runs the script reads by their own NLS_LANG. Write"
        " the text with UNISTR('\\xxxx')."
    ),
    "byte-order-mark": (
        "The file starts with a byte order mark, so SQL*Plus refuses its first line (SP2-0734). Save it without."
    ),
    "carriage-return": "{count} lines end in CR LF; the CR becomes part of literals. End lines with LF alone.",
    "control-character": "The line holds the control character 0x{number:02x}. Write it with CHR({number}).",
    # where statements end
    "terminator-in-literal": (
        "SQL*Plus ends the statement here, although the literal or name opened in line {opened} is still "
        "open. Keep {end} off the end of its lines: break the literal before it with ||."
    ),
    "terminator-in-comment": (
        "SQL*Plus ends the statement here, although this is a comment. Keep {end} off the end of comments."
    ),
    "unbalanced-quotes": "The quote opened here is not closed in the text that SQL*Plus sends. Close it.",
    "open-comment": "The comment opened here is not closed where SQL*Plus stops reading. Close it with */.",
    "unbalanced-parentheses": (
        "The statement is sent with {open} opening and {close} closing parentheses. Something ended it early,"
        " or one is missing."
    ),
    "text-after-terminator": (
        "Text follows the terminator {end}, so SQL*Plus does not see it as one and reads on. Put the "
        "terminator at the end of the line."
    ),
    "block-terminator": (
        "A line with only {end} ends the statement without running it. Never leave {end} alone on a line."
    ),
    "blank-line": "The blank line ends the statement without running it. Remove it, or SET SQLBLANKLINES ON before.",
    "unterminated": (
        "The file ends inside this statement, which is never run. End SQL with ; and PL/SQL with a line of only /."
    ),
    "missing-slash": (
        "The block ended in line {ended} and more text follows, which SQL*Plus sends as part of it. Put a "
        "line of only / after the block."
    ),
    "block-not-ended": (
        "SQL*Plus sends this block at its /, although no END; closes it. End the block first, or keep the / "
        "from standing alone."
    ),
    "run-twice": "The statement of line {first} has run already and this runs it again. Remove it.",
    "nothing-to-run": "There is no statement to run (SP2-0103). Remove this line.",
    "stray-terminator": "A {end} without a statement only lists the buffer. Remove it.",
    "hidden-type": (
        "A comment among the first words keeps SQL*Plus from seeing a PL/SQL unit, so the first ; at the end "
        "of a line ends it. Put the comment elsewhere."
    ),
    "long-statement": (
        "The statement has {count} lines; the documented limit is 500 lines of 80 characters. Write it shorter."
    ),
    # lines that are not taken literally
    "continuation": (
        "The line ends in a hyphen, so SQL*Plus removes it and joins the next line to this one. Put the "
        "hyphen elsewhere."
    ),
    "later-hyphen": "The line ends in a hyphen, which SQL*Plus may read as a continuation. Put the hyphen elsewhere.",
    "substitution": (
        "{char} starts a substitution variable, so SQL*Plus replaces the name after it, or asks for its "
        "value. SET DEFINE OFF before."
    ),
    "prefix": (
        "A line of a statement starts with {char}, so SQL*Plus runs it as a command of its own. SET SQLPREFIX"
        " to a character that starts no line, or start the line otherwise."
    ),
    "at-sign": "A line of a statement starts with @, so SQL*Plus reads a file instead. Start the line otherwise.",
    "indented-at-sign": (
        "A line of a statement starts with blanks and @, which SQL*Plus may take for a file to read. Start "
        "the line otherwise."
    ),
    "command-in-statement": (
        "{name} inside a statement is sent to the server with it. End the statement before this line."
    ),
    "comment-space": (
        "/* at the start of a line needs a blank after it, else SQL*Plus may take its / for the command that "
        "runs the buffer. Put a blank after /*."
    ),
    "hint-at-line-start": (
        "A hint starts the line, so SQL*Plus may take its / for the command that runs the buffer. Put the "
        "hint behind its keyword, on the same line."
    ),
    "text-after-comment": "SQL*Plus ignores what follows */ on this line. Start a new line after a comment.",
    "comment-in-command": (
        "A comment may not follow a SQL*Plus command on its line. Put the comment on a line of its own."
    ),
    # commands
    "unknown-command": (
        "SQL*Plus does not know this command, says SP2-0734 and goes on with the next line. Correct or remove it."
    ),
    "unknown-setting": (
        "SQL*Plus does not know the SET option {name} (SP2-0158) and ignores the rest of the line. Correct it."
    ),
    "bad-setting": "SET {name} does not take the value {value}, so the setting stays as it was. Correct it.",
    "command-separator": (
        "SET CMDSEP lets one line hold several commands, which makes every such character in a line a trap. Remove it."
    ),
    "bad-command": "SQL*Plus does not accept the words after {name} and ignores the command. Correct it.",
    "intervention": "{name} makes the script wait for a person, change its connection or edit its buffer. Remove it.",
    "host": "{name} runs a command of the operating system. Remove it.",
    "other-file": "{name} reads or writes another file, so that what runs is no longer in this script. Remove it.",
    "bind-variable": (
        "The bind variable :{name} was never declared, so SQL*Plus refuses the statement (SP2-0552) and goes "
        "on. Use a literal."
    ),
    # stopping at errors
    "no-whenever-sqlerror": (
        "This statement runs without WHENEVER SQLERROR EXIT, so SQL*Plus goes on after it failed. Write "
        "WHENEVER SQLERROR EXIT FAILURE ROLLBACK before."
    ),
    "no-whenever-oserror": (
        "This statement runs without WHENEVER OSERROR EXIT, so SQL*Plus goes on when it cannot write its "
        "spool file. Write WHENEVER OSERROR EXIT FAILURE ROLLBACK before."
    ),
    "exit-sqlcode": "The error number is cut to one byte, which can be 0, success. Write EXIT FAILURE.",
    "exit-success": "After an error SQL*Plus would exit with the code of success. Write EXIT FAILURE.",
    "exit-commit": "After an error SQL*Plus would commit what was done so far. Write EXIT FAILURE ROLLBACK.",
    "after-exit": "SQL*Plus leaves the script in line {exit}; nothing from here on is read. Remove it.",
    "no-exit": "The script ends without EXIT, so SQL*Plus waits for more. End with EXIT SUCCESS.",
}

WARNINGS = frozenset({"long-statement", "later-hyphen", "indented-at-sign", "no-exit"})
"""Codes told as warnings: the guide leaves open what SQL*Plus does, or it does no harm by itself."""


def trap(code: str, line: int, **values: object) -> Trap:
    """The trap `code` at a line, its sentence filled in."""
    severity: Severity = "warning" if code in WARNINGS else "error"
    return Trap(line, code, MESSAGES[code].format(**values), severity)
