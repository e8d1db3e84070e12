"""The methods for one table beside each other: what each costs, and why it may not be used. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from repart_tui.tui.describe import shown
from repart_tui.tui.widgets.cells import Line

if TYPE_CHECKING:
    from repart_tui.migration_models import CommonSettings, MigrationConfig, TableConfig
    from repart_tui.oracle.methods import MethodOffer

AUTO: Final = "auto"


@dataclass(frozen=True)
class Method:
    """A method as the list shows it."""

    name: str
    """As the settings name it; `auto` leaves the choice to the rules."""
    title: str
    costs: tuple[tuple[str, str], ...]
    """What it costs and how much."""
    reasons: tuple[str, ...]
    """Why it is, or would be, taken."""
    objection: str = ""
    """Why it may not be used, with code and remedy; empty where it may."""

    def cost(self, what: str) -> str:
        """Return one of the costs up to its first comma or semicolon, for a narrow column."""
        found = dict(self.costs).get(what, "")
        return found.split(";")[0].split(",")[0].split(":")[0]


def methods_for(table: TableConfig, settings: CommonSettings, config: MigrationConfig) -> list[Method]:
    """Return `auto` and every method, as they stand with these settings but for the method in them."""
    import dataclasses

    from repart_tui.oracle.methods import METHODS, choose_method, method_offers

    free = dataclasses.replace(table, common_settings=dataclasses.replace(settings, method=AUTO))
    choice = choose_method(free, config)
    costs = tuple(METHODS[choice.method].costs.rows()) if choice.method else ()
    objection = "" if choice.method else choice.findings[0].sentence() if choice.findings else "No method may be used."
    title = f"auto: {METHODS[choice.method].title}" if choice.method else AUTO
    automatic = Method(AUTO, title, costs, tuple(choice.reasons), objection)
    return [automatic, *map(_method, method_offers(free, config))]


def _method(offer: MethodOffer) -> Method:
    method = offer.method
    return Method(
        method.name,
        method.title,
        tuple(method.costs.rows()),
        (method.merit,),
        "" if offer.barred_by is None else offer.barred_by.sentence(),
    )


def method_lines(method: Method) -> Iterator[Line]:
    """Yield what speaks against a method, or for it, and its costs."""
    if method.objection:
        yield [("Cannot be used: ", "error"), (shown(method.objection), "")]
    else:
        yield from ([(shown(reason[:1].upper() + reason[1:]), "")] for reason in method.reasons)
    yield []
    for what, how_much in method.costs:
        yield [(f"{what:<9}", "label"), (how_much, "")]
