"""What a reading could not see, in sentences: which views, what they hide, and what is refused because of it."""

from __future__ import annotations

from repart_tui.migration_models import Metadata

_NAMED = 6
_FAMILY = {
    "ALL": "Only ALL_ views are readable: copies are refused, for keys, grants and triggers of others may hide.",
    "USER": "Only USER_ views are readable: copies are refused, for nothing of other users is seen.",
}
_REMEDY = "SELECT_CATALOG_ROLE or SELECT ANY DICTIONARY shows all."


def hidden_sentences(metadata: Metadata) -> list[str]:
    """Return what the reading hides, the gravest first; empty when all was readable."""
    sentences = []
    family = _FAMILY.get(metadata.view_family)
    if family is not None:
        sentences.append(f"{family} {_REMEDY}")
    views = metadata.unreadable_views
    if views:
        more = f" and {len(views) - _NAMED} more" if len(views) > _NAMED else ""
        sentences.append(
            f"Not readable: {', '.join(views[:_NAMED])}{more}; facts that rest on them are unknown, and refused "
            "where they matter."
        )
    left_out = left_out_sentence(metadata)
    return [*sentences, left_out] if left_out else sentences


def left_out_sentence(metadata: Metadata) -> str | None:
    """Return how many tables of the schemas are not in the plan; None when all are."""
    count = metadata.tables_left_out
    if not count:
        return None
    tables, verb = ("table", "is") if count == 1 else ("tables", "are")
    return (
        f"{count:,} {tables} of these schemas {verb} not in the plan: left out by patterns, or not read yet when it "
        "was saved."
    )
