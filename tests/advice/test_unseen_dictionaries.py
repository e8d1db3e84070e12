"""The advice on dictionaries that it was not built on: what a DBA would choose, nothing that Oracle would reject."""

from __future__ import annotations

from types import ModuleType

import pytest
from tests.advice.unseen import bank, discovered, erp, telecom, warehouse

from repart_tui.advice.report import TableAdvice, as_json, ranked
from repart_tui.advice.report_text import report_lines, wrapped
from repart_tui.advice.target_words import target_words
from repart_tui.migration_models import IntervalTarget, MigrationConfig, NoneTarget, RangeTarget
from repart_tui.oracle.index_rules import index_findings
from repart_tui.oracle.partition_clause import partition_clause
from repart_tui.oracle.target_rules import target_findings

Seen = dict[str, TableAdvice]


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> list[MigrationConfig]:
    """The plans of all four dictionaries, by the real queries."""
    modules: tuple[ModuleType, ...] = (telecom, bank, erp, warehouse)
    return [discovered(module, tmp_path_factory.mktemp("unseen")) for module in modules]


@pytest.fixture(scope="module")
def seen(plans: list[MigrationConfig]) -> Seen:
    """The advice on each table by OWNER.TABLE."""
    return {advice.name: advice for plan in plans for advice in ranked(plan)}


@pytest.mark.parametrize(
    ("name", "verdict", "target"),
    [
        # Seconds and milliseconds know no months: thirty days, from a midnight on.
        ("TEL.CDR_VOICE", "partition", "interval on START_EPOCH, 2,592,000 each, from 1517356800 on"),
        ("TEL.CDR_DATA", "partition", "interval on EVENT_TIME_MS, 2,592,000,000 each, from 1612051200000 on"),
        ("TEL.CDR_SMS", "partition", "interval on SENT_TS, 100,000,000 each, from 20180201000000 on"),
        ("TEL.CDR_TRANSIT", "partition", "interval on CALL_DAY, 100 each, from 20180201 on"),
        ("TEL.BILL_ITEMS", "partition", "interval on BILL_MONTH, 1 each, from 201802 on"),
        ("TEL.CDR_ROAMING", "partition", "range on CALL_DAY, 110 partitions"),
        # Numbers that only look like seconds, that count down, or that are scattered.
        ("TEL.VOUCHERS", "consider", "hash on VOUCHER_NO, 4 partitions"),
        ("TEL.PROBE_EVENTS", "consider", "hash on EVENT_NO, 4 partitions"),
        ("TEL.SUBSCRIBERS", "consider", "hash on IMSI, 4 partitions"),
        ("TEL.CELLS", "leave", "hash on CELL_ID, 4 partitions"),
        ("BANK.LEDGER_ENTRY", "partition", "interval on BOOKING_DATE, 1 month each, from 2011-02-01 on"),
        ("BANK.POSTING", "partition", "interval on BUSINESS_DATE, 1 month each, from 2011-02-01 on"),
        ("BANK.ACCOUNT_BALANCE", "partition", "interval on BALANCE_DATE, 1 month each, from 2016-02-01 on"),
        ("BANK.LEDGER_TEXT", "consider", "hash on ACCOUNT_NO, 32 partitions"),
        # An amount has the most distinct values, and nobody looks for it.
        ("BANK.RISK_CUBE", "consider", "hash on BOOK_ID, 4 partitions"),
        ("BANK.LIMIT_USAGE", "consider", "hash on LIMIT_ID, 4 partitions"),
        ("BANK.PARAMETER", "leave", "hash on NAME, 4 partitions"),
        ("BANK.DEAL_QUEUE", "leave", "interval on ENTERED_AT, 1 month each, from 2026-02-01 on"),
        # Text takes no interval.
        (
            "SAPSR3.BSEG",
            "partition",
            "range on GJAHR, 17 partitions; each with 4 hash subpartitions on BELNR",
        ),
        ("SAPSR3.BKPF", "partition", "range on GJAHR, 17 partitions"),
        ("SAPSR3.CDHDR", "partition", "range on UDATE, 134 partitions"),
        ("SAPSR3.ZKONDITION", "partition", "range on DATAB, 182 partitions"),
        ("SAPSR3.T000", "leave", "hash on MANDT, 4 partitions"),
        ("DW.F_SALES", "partition", "interval on SALE_DATE, 1 month each, from 2019-01-01 on"),
        ("DW.F_RETURNS", "partition", "interval on SALE_DATE, 1 month each, from 2016-02-01 on"),
        ("DW.F_CLICKS", "partition", "interval on CLICK_DAY, 1 month each, from 1971-06-01 on"),
        ("DW.F_STOCK", "partition", "hash on FACT_ID, 8 partitions"),
        ("DW.F_VISITS", "partition", "automatic list on REGION"),
        (
            "DW.F_CUSTOMER_DAYS",
            "partition",
            "list on CUST_NO, 2 partitions; each with 4 hash subpartitions on FACT_ID",
        ),
        ("DW.F_ORDERS", "partition", "interval on FACT_ID, 10,000,000 each, from 100000001 on"),
        # The distance of 20171201 and 20180101 is no step: months are.
        ("DW.F_DAY_NUMBER", "partition", "interval on DAY_KEY, 100 each, from 20180101 on"),
        ("DW.F_DAY_TEXT", "partition", "range on DAY_KEY, 134 partitions"),
    ],
)
def test_the_choice_is_a_dbas(seen: Seen, name: str, verdict: str, target: str) -> None:
    assert (seen[name].score.verdict, target_words(seen[name].proposed)) == (verdict, target)


@pytest.mark.parametrize("name", ["DW.F_MONTHS", "DW.F_CONTRACT", "DW.F_POLICY", "DW.D_PRODUCT"])
def test_what_fits_or_is_small_is_left_alone(seen: Seen, name: str) -> None:
    assert seen[name].score.verdict == "leave"


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("TEL.CDR_ROAMING", "SENTINEL", "99991231 stands for 'no end'"),
        ("TEL.SUBSCRIBERS", "MUTABLE", "LAST_SEEN_TS"),
        ("TEL.CDR_VOICE", "UNIQUE-WITHOUT-KEY", "CDR_VOICE_PK is unique without START_EPOCH"),
        ("BANK.ACCOUNT", "SENTINEL", "9999-12-31 stands for 'no end'"),
        ("BANK.PAYMENT_ORDER", "NULLS", "has no NULL by statistics but may be NULL"),
        ("BANK.PAYMENT_ORDER", "TYPE", "SYS_EXTRACT_UTC(CREATED_TS)"),
        ("BANK.LEDGER_ENTRY", "MUTABLE", "UPDATED_TS"),
        ("BANK.LIMIT_USAGE", "MUTABLE", "trigger LIMIT_USAGE_BIU sets it"),
        ("BANK.AUDIT_TRAIL", "STATISTICS", "Never analyzed"),
        ("SAPSR3.CDHDR", "SENTINEL", "00000000 stands for 'unknown'"),
        ("SAPSR3.ZKONDITION", "SENTINEL", "99991231 stands for 'no end'"),
        ("DW.F_CONTRACT", "SENTINEL", "9999-12-31 stands for 'no end'"),
    ],
)
def test_the_traps_are_named(seen: Seen, name: str, code: str, words: str) -> None:
    assert any(trap.code == code and words in trap.words for trap in seen[name].traps)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("DW.F_SALES", "SPLIT PARTITION"),
        ("DW.F_STOCK", "ADD PARTITION, once"),
        ("DW.F_VISITS", "SET PARTITIONING AUTOMATIC"),
        ("BANK.LEDGER_TEXT", "By reference: BANK.LEDGER_ENTRY could be partitioned itself"),
    ],
)
def test_what_else_would_do_is_said(seen: Seen, name: str, words: str) -> None:
    advice = seen[name]
    assert any(words in text for text in [*advice.proposal.reasons, advice.reference or ""])


def test_nothing_is_proposed_that_oracle_would_reject(plans: list[MigrationConfig], seen: Seen) -> None:
    for plan in plans:
        for table in plan.tables:
            advice = seen[f"{table.owner}.{table.table_name}"]
            planned = advice.planned
            wrong = [f for f in target_findings(planned, plan.environment_config) if f.severity == "error"]
            wrong += [f for f in index_findings(planned) if f.severity == "error"]
            assert wrong == [], advice.name
            if not isinstance(planned.common_settings.target_config, NoneTarget):
                assert partition_clause(
                    planned.common_settings.target_config, planned.current_state.columns
                ).startswith("PARTITION BY ")


def test_numbers_and_texts_grow_as_the_times_that_they_hold(seen: Seen) -> None:
    forecast = seen["TEL.CDR_TRANSIT"].forecast
    assert forecast is not None
    # Twelve a year, not the hundred steps that an interval of 100 has from one year to the next.
    assert (forecast.now, forecast.later) == (97, 157)
    assert forecast.groups[1].label == "2018-02 .. 2018-10"
    assert forecast.later_rows is not None
    voice = seen["TEL.CDR_VOICE"].forecast
    assert voice is not None
    assert voice.now == 98


def test_growth_is_not_read_off_births_updates_or_ends(seen: Seen) -> None:
    for name in ("TEL.SUBSCRIBERS", "BANK.LIMIT_USAGE", "DW.F_CONTRACT"):
        forecast = seen[name].forecast
        assert forecast is not None
        assert forecast.later_rows is None
        assert not any("It grows" in part.words for part in seen[name].score.parts)


def test_text_ranges_that_pile_up_are_written_further(seen: Seen) -> None:
    target = seen["DW.F_DAY_TEXT"].proposed
    assert isinstance(target, RangeTarget)
    bounds = [partition.values_less_than[0] for partition in target.partitions]
    assert bounds[22:26] == ["20171201", "20180101", "20180201", "20180301"]
    assert bounds[-2:] == ["20270201", "MAXVALUE"]
    assert sorted(bounds[:-1]) == bounds[:-1], "text is compared by its bytes"


def test_every_month_bound_is_one_that_every_month_has(seen: Seen) -> None:
    for advice in seen.values():
        target = advice.proposed
        if isinstance(target, IntervalTarget) and target.interval.unit in ("MONTH", "YEAR"):
            assert all(p.values_less_than[0][8:10] <= "28" for p in target.partitions), "ORA-14767"


def test_the_report_says_why_in_words(plans: list[MigrationConfig], seen: Seen) -> None:
    for plan in plans:
        found = [seen[f"{t.owner}.{t.table_name}"] for t in plan.tables]
        text = "\n".join(wrapped(report_lines(found, plan, everything=True)))
        assert "None" not in text
        assert max(map(len, text.splitlines())) < 160
        for advice in found:
            assert advice.proposal.reasons
            assert advice.score.parts or advice.table.refusals
        document = as_json(found, plan)
        assert all("no_method" in table for table in document["tables"])
