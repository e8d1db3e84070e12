"""Short texts about tables for lists and panes. Pure functions; nothing here draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from repart_tui.counted import counted

if TYPE_CHECKING:
    from repart_tui.migration_models import ColumnInfo, IndexInfo, TableConfig

UNKNOWN = "?"
NOTHING = "-"
METHOD_WORDS = {
    "in_place": "in-place",
    "online_modify": "online",
    "copy_and_swap": "copy",
    "redefinition": "redef",
    "exchange": "exchange",
}
_FULL_METHOD_WORDS = {
    "in_place": "ALTER TABLE ... SET, in place",
    "online_modify": "online ALTER TABLE ... MODIFY",
    "copy_and_swap": "offline copy and swap",
    "redefinition": "DBMS_REDEFINITION",
    "exchange": "exchange partition",
}


def shown(text: str) -> str:
    """Return the text on one line with control characters made visible: a name must not steer the terminal."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def shown_lines(text: str) -> str:
    """Like `shown`, but keeps line breaks and turns tabs into blanks."""
    return "\n".join(shown(line.expandtabs(4)) for line in text.split("\n"))


def size_text(size: int | None) -> str:
    """Return a size in at most six characters, such as 12.3G."""
    if size is None:
        return UNKNOWN
    amount = float(size)
    for unit in "BKMGTP":
        if amount < 1000 or unit == "P":
            digits = 0 if unit == "B" or amount >= 100 else 1
            return f"{amount:.{digits}f}{unit}"
        amount /= 1024
    raise AssertionError("the last unit takes everything")


def count_text(count: int | None) -> str:
    """Return a number in at most six characters, such as 12.3M for 12,300,000."""
    if count is None:
        return UNKNOWN
    if count < 10_000:
        return f"{count:,}"
    amount = float(count)
    for unit in ("", "k", "M", "G", "T"):
        if amount < 1000 or unit == "T":
            digits = 0 if amount >= 100 else 1
            return f"{amount:.{digits}f}{unit}"
        amount /= 1000
    raise AssertionError("the last unit takes everything")


def table_size(table: TableConfig) -> int | None:
    """Return the bytes of the table with its LOBs; None when unknown."""
    state = table.current_state
    if state.table_bytes is None:
        return state.lob_bytes
    return state.table_bytes + (state.lob_bytes or 0)


def full_name(table: TableConfig) -> str:
    """Return OWNER.TABLE as the dictionary holds it."""
    return shown(f"{table.owner}.{table.table_name}")


def now_text(table: TableConfig) -> str:
    """Return the present partitioning, such as RANGE-HASH 24."""
    now = table.current_state.partitioning
    if now is None:
        return NOTHING
    kind = "INTERVAL" if now.interval else "AUTOLIST" if now.automatic_list else now.partitioning_type
    if now.subpartitioning_type and now.subpartitioning_type != "NONE":
        kind += f"-{now.subpartitioning_type}"
    return kind if now.partition_count is None else f"{kind} {now.partition_count:,}"


def target_text(target: Any) -> str:
    """Return the target in a few words, the kind first: INTERVAL ORDER_DATE 1 MONTH."""
    kind = str(target.partitioning_type)
    if kind == "none":
        return NOTHING
    words = {"automatic_list": "AUTOLIST"}.get(kind, kind.upper())
    below = getattr(target, "subpartitioning", None)
    if below is not None:
        words += f"-{str(below.subpartitioning_type).upper()}"
    keys = getattr(target, "key_columns", None)
    if keys:
        words += " " + ",".join(shown(key) for key in keys)
    if kind == "interval":
        words += f" {target.interval.count:,} {target.interval.unit}"
    elif kind in {"hash", "system"}:
        words += f" {target.partition_count:,}"
    elif kind == "reference":
        words += " " + shown(target.foreign_key)
    elif kind in {"range", "list", "automatic_list"}:
        words += f" {len(target.partitions):,}"
    return words


def method_text(method: str | None) -> str:
    """Return a method in one word."""
    return NOTHING if method is None else METHOD_WORDS.get(method, method)


def method_sentence(method: str | None) -> str:
    """Return a method in the words of a DBA."""
    return "none" if method is None else _FULL_METHOD_WORDS.get(method, method)


def type_text(column: ColumnInfo) -> str:
    """Return a column's type as DESCRIBE prints it."""
    kind = column.data_type
    if "(" in kind:
        return shown(kind)
    if kind in {"VARCHAR2", "CHAR"}:
        unit = " CHAR" if column.char_used == "C" else ""
        length = column.char_length if column.char_used == "C" else column.data_length
        return f"{kind}({length}{unit})"
    if kind in {"NVARCHAR2", "NCHAR"}:
        return f"{kind}({column.char_length})"
    if kind == "RAW":
        return f"RAW({column.data_length})"
    if kind == "NUMBER" and (column.data_precision is not None or column.data_scale is not None):
        scale = f",{column.data_scale}" if column.data_scale else ""
        return f"NUMBER({'*' if column.data_precision is None else column.data_precision}{scale})"
    owner = f"{column.data_type_owner}." if column.data_type_owner else ""
    return shown(owner + kind)


def range_text(column: ColumnInfo) -> str:
    """Return least and greatest value from the statistics; empty when unknown."""
    facts = column.statistics
    if facts is None or (facts.low_value is None and facts.high_value is None):
        return ""
    low, high = (_value_text(value) for value in (facts.low_value, facts.high_value))
    return low if low == high else f"{low} .. {high}"


def _value_text(value: str | None) -> str:
    if value is None:
        return UNKNOWN
    return shown(value.removesuffix(" 00:00:00").removesuffix("T00:00:00"))


def index_text(index: IndexInfo) -> str:
    """Return an index in one line: columns, kind, locality."""
    columns = ", ".join(
        shown(" ".join((column.expression or column.name).split())) + (" DESC" if column.descending else "")
        for column in index.columns
    )
    kind = "" if index.index_type == "NORMAL" else f" {index.index_type}"
    unique = " UNIQUE" if index.unique else ""
    where = f" {index.locality or ''} partitioned".replace("  ", " ") if index.partitioned else ""
    return f"{shown(index.index_name)} ({columns}){unique}{kind}{where}"


def index_words(item: dict[str, Any]) -> str:
    """Return what is chosen for an index, in a few words."""
    locality = item.get("locality", "auto")
    words = ["by the rules" if locality == "auto" else str(locality).replace("_", " ")]
    words += [counted(item["partition_count"], "partition")] if item.get("partition_count") else []
    words += [f"indexing {item['indexing']}"] if item.get("indexing", "keep") != "keep" else []
    spaces = [item["tablespace"]] if item.get("tablespace") else item.get("store_in") or []
    words += [f"in {', '.join(spaces)}"] if spaces else []
    return ", ".join(words)
