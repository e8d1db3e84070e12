"""The commands of SQL*Plus, in the notation of its guide: CONN[ECT] may be shortened to CONN."""

from typing import NamedTuple

_COMMANDS = """
ACC[EPT] A[PPEND] ARCHIVE ATTR[IBUTE] BRE[AK] BTI[TLE] C[HANGE] CL[EAR] COL[UMN] COMP[UTE] CONN[ECT] COPY DEF[INE]
DEL DESC[RIBE] DISC[ONNECT] ED[IT] EXEC[UTE] EXIT GET HELP HIST[ORY] HO[ST] I[NPUT] L[IST] PASSW[ORD] PAU[SE]
PRI[NT] PRO[MPT] QUIT RECOVER REM[ARK] REPF[OOTER] REPH[EADER] R[UN] SAV[E] SET SHO[W] SHUTDOWN SPO[OL] STA[RT]
STARTUP STORE TIMI[NG] TTI[TLE] UNDEF[INE] VAR[IABLE] WHENEVER XQUERY
"""

_SQL_WORDS = """
ADMINISTER ALTER ANALYZE ASSOCIATE AUDIT BEGIN CALL COMMENT COMMIT CREATE DECLARE DELETE DISASSOCIATE DROP EXPLAIN
FLASHBACK GRANT INSERT LOCK MERGE NOAUDIT PURGE RENAME REVOKE ROLLBACK SAVEPOINT SELECT TRUNCATE UPDATE WITH
"""
SQL_WORDS = frozenset(_SQL_WORDS.split())
"""First words that SQL*Plus hands to the server."""

_INTERVENTIONS = """
ACCEPT APPEND ARCHIVE CHANGE CONNECT COPY DEL DISCONNECT EDIT INPUT PASSWORD PAUSE RECOVER SHUTDOWN STARTUP
"""
INTERVENTIONS = frozenset(_INTERVENTIONS.split())
OTHER_FILES = frozenset({"@", "@@", "GET", "SAVE", "START", "STORE"})

# The letter says which values an option takes: b ON or OFF, n a number, c one character or ON or OFF, v any one word,
# w any words to the end of the line. Words after it may follow the value, those with = take a value of their own.
_OPTIONS = """
APPI[NFO]:v ARRAY[SIZE]:n AUTO[COMMIT]:v AUTOP[RINT]:b AUTORECOVERY:b AUTOT[RACE]:w BLO[CKTERMINATOR]:c CMDS[EP]:c
COLINVI[SIBLE]:b COLSEP:v CON[CAT]:c COPYC[OMMIT]:n COPYTYPECHECK:b DEF[INE]:c DESCRIBE:w ECHO:b EDITF[ILE]:v
EMB[EDDED]:b ERRORD[ETAILS]:v ERRORL[OGGING]:b,TABLE=,IDENTIFIER=,TRUNCATE ESC[APE]:c ESCCHAR:v EXITC[OMMIT]:b
FEED[BACK]:v,SQL_ID FLAGGER:v FLU[SH]:b HEA[DING]:b HEADS[EP]:c HIST[ORY]:v INSTANCE:v JSONPRINT:v LIN[ESIZE]:v
LOBOF[FSET]:n LOBPREFETCH:n LOGSOURCE:v LONG:n LONGC[HUNKSIZE]:n MARK[UP]:w NEWP[AGE]:v NULL:v NUMF[ORMAT]:v
NUM[WIDTH]:n PAGES[IZE]:n PAU[SE]:v RECSEP:v RECSEPCHAR:v ROWLIMIT:v ROWPREFETCH:n SCAN:b SECUREDCOL:b
SERVEROUT[PUT]:b,SIZE=,FOR[MAT]= SHIFT[INOUT]:v SHOW[MODE]:v SQLBL[ANKLINES]:b SQLC[ASE]:v SQLCO[NTINUE]:v
SQLN[UMBER]:b SQLPLUSCOMPAT[IBILITY]:v SQLPRE[FIX]:p SQLP[ROMPT]:v SQLT[ERMINATOR]:c STATEMENTC[ACHE]:n SUF[FIX]:v
TAB:b TERM[OUT]:b TI[ME]:b TIMI[NG]:b TRIM[OUT]:b TRIMS[POOL]:b UND[ERLINE]:c VER[IFY]:b WRA[P]:b
XMLOPT[IMIZATIONCHECK]:b XQUERY:w
"""


def _forms(notation: str) -> tuple[str, str]:
    short, _, rest = notation.partition("[")
    return short, short + rest.rstrip("]")


def _full(word: str, forms: list[tuple[str, str]]) -> str | None:
    """The full form of a word that may be shortened."""
    wanted = word.upper()
    return next((full for short, full in forms if wanted.startswith(short) and full.startswith(wanted)), None)


class Option(NamedTuple):
    """What SET takes for one of its options."""

    values: str
    extras: dict[str, bool]
    """Words that may follow, and whether each takes a value."""


_COMMAND_FORMS = [_forms(notation) for notation in _COMMANDS.split()]
_OPTION_FORMS: list[tuple[str, str]] = []
_EXTRA_FORMS: dict[str, list[tuple[str, str]]] = {}
_OPTION: dict[str, Option] = {}
for _line in _OPTIONS.split():
    _notation, _, _rest = _line.partition(":")
    _values, *_extras = _rest.split(",")
    _name = _forms(_notation)[1]
    _OPTION_FORMS.append(_forms(_notation))
    _EXTRA_FORMS[_name] = [_forms(extra.rstrip("=")) for extra in _extras]
    _OPTION[_name] = Option(_values, {_forms(extra.rstrip("="))[1]: extra.endswith("=") for extra in _extras})


def command_name(word: str) -> str | None:
    """The full name of a command, or None when SQL*Plus knows no such command."""
    return _full(word, _COMMAND_FORMS)


def option_name(word: str) -> str | None:
    """The full name of an option of SET."""
    return _full(word, _OPTION_FORMS)


def option(name: str) -> Option:
    """What the option of this full name takes."""
    return _OPTION[name]


def extra_name(name: str, word: str) -> str | None:
    """The full form of a word that may follow the value of an option, such as SIZE after SERVEROUTPUT ON."""
    return _full(word, _EXTRA_FORMS[name])
