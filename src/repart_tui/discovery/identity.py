"""Identity columns: TAB_IDENTITY_COLS.IDENTITY_OPTIONS and the sequence behind."""

from __future__ import annotations

from typing import Literal

from repart_tui.discovery.query import Query
from repart_tui.discovery.read_ahead import by_name
from repart_tui.discovery.rounds import Steps
from repart_tui.discovery.rows import Row, as_flag, as_integer
from repart_tui.discovery.scope import Scope
from repart_tui.discovery.views import Dictionary
from repart_tui.migration_models import IdentityInfo

IDENTITY_COLUMNS = Query(
    "identity columns",
    """
    SELECT owner, table_name, column_name, generation_type, sequence_name, identity_options
      FROM dba_tab_identity_cols
     WHERE owner IN (:owners)
       AND table_name IN (:names)
    """,
)
IDENTITY_SEQUENCES = Query(
    "sequences of identity columns",
    """
    SELECT sequence_owner, sequence_name, min_value, max_value, increment_by, cycle_flag, order_flag, cache_size,
           last_number, scale_flag, extend_flag, keep_value
      FROM dba_sequences
     WHERE sequence_owner IN (:owners)
       AND sequence_name IN (:names)
    """,
)
QUERIES = (IDENTITY_COLUMNS, IDENTITY_SEQUENCES)
# Asked for by the names of the tables, before anything else of them is known.
OF_TABLES = (IDENTITY_COLUMNS,)


def parse_options(text: str | None) -> dict[str, str]:
    """Return IDENTITY_OPTIONS as words to values.

    `START WITH: 1, INCREMENT BY: 1, MAX_VALUE: 9999999999999999999999999999, ..., KEEP_VALUE: N`
    (Database Reference, ALL_TAB_IDENTITY_COLS); keys keep their spelling, upper-cased.
    """
    options = {}
    for part in (text or "").split(","):
        key, colon, value = part.partition(":")
        if colon:
            options[key.strip().upper()] = value.strip()
    return options


def identity_from_options(generation_type: str | None, sequence_name: str | None, text: str | None) -> IdentityInfo:
    """Return what IDENTITY_OPTIONS alone tells; an option that is absent keeps Oracle's default."""
    options = parse_options(text)
    generation: Literal["ALWAYS", "BY DEFAULT"] = (
        "ALWAYS" if (generation_type or "").strip().upper() == "ALWAYS" else "BY DEFAULT"
    )
    increment = as_integer(options.get("INCREMENT BY"))
    return IdentityInfo(
        generation_type=generation,
        sequence_name=sequence_name,
        start_with=as_integer(options.get("START WITH")),
        increment_by=1 if increment is None else increment,
        min_value=as_integer(options.get("MIN_VALUE")),
        max_value=as_integer(options.get("MAX_VALUE")),
        cache_size=as_integer(options.get("CACHE_SIZE")),
        cycle=bool(as_flag(options.get("CYCLE_FLAG"))),
        order=bool(as_flag(options.get("ORDER_FLAG"))),
        keep=bool(as_flag(options.get("KEEP_VALUE"))),
        scale=_scale(as_flag(options.get("SCALE_FLAG")), as_flag(options.get("EXTEND_FLAG"))),
    )


def read_identities(dictionary: Dictionary, scope: Scope) -> Steps:
    """Set `identity` of the columns; their sequences are read in a second query."""
    by_sequence: dict[tuple[str, str], IdentityInfo] = {}
    for row in scope.rows(dictionary, IDENTITY_COLUMNS):
        owner, table = row.name("owner"), row.name("table_name")
        column = scope.column(owner, table, row.name("column_name"))
        if column is None:
            continue
        info = identity_from_options(
            row.text("generation_type"), row.text("sequence_name"), row.text("identity_options")
        )
        info.on_null = info.generation_type == "BY DEFAULT" and column.default_on_null
        column.identity = info
        scope.with_identity.add((owner, table))
        if info.sequence_name:
            by_sequence[owner, info.sequence_name] = info
    owners, names = scope.lists(by_sequence, scope.told(IDENTITY_COLUMNS, "owner", "sequence_name"))
    yield by_name((IDENTITY_SEQUENCES,), owners, names)
    for row in dictionary.rows(IDENTITY_SEQUENCES, owners, names):
        found = by_sequence.get((row.name("sequence_owner"), row.name("sequence_name")))
        if found is not None:
            _apply_sequence(found, row)
    identities = [scope.states[key] for key in scope.with_identity]
    for query in QUERIES:
        scope.mark_unknown(dictionary, query, lambda state: any(state is other for other in identities))


def _apply_sequence(info: IdentityInfo, row: Row) -> None:
    """The sequence says what holds now; IDENTITY_OPTIONS is kept for what the sequence does not show."""
    increment = row.integer("increment_by")
    info.increment_by = info.increment_by if increment is None else increment
    for field, column in (("min_value", "min_value"), ("max_value", "max_value"), ("cache_size", "cache_size")):
        value = row.integer(column)
        if value is not None:
            setattr(info, field, value)
    for field, column in (("cycle", "cycle_flag"), ("order", "order_flag"), ("keep", "keep_value")):
        flag = row.flag(column)
        if flag is not None:
            setattr(info, field, flag)
    if row.flag("scale_flag") is not None:
        info.scale = _scale(row.flag("scale_flag"), row.flag("extend_flag"))
    info.last_number = row.integer("last_number")


def _scale(scale: bool | None, extend: bool | None) -> str | None:
    if not scale:
        return None
    return "SCALE EXTEND" if extend else "SCALE"
