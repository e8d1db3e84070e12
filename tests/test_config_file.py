"""A configuration comes back from disk as it was, or with a sentence that says why not."""

from __future__ import annotations

import errno
import json
import os
import stat
import tempfile
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repart_tui import config_file
from repart_tui.atomic_file import write_all_atomically, write_atomically
from repart_tui.config_file import SCHEMA_VERSION, ConfigError, json_pieces, load_config, save_config, upgrade
from repart_tui.discovery import assemble
from repart_tui.migration_models import IntervalTarget, MigrationConfig

BIG = 9999999999999999999999999999


def document(*tables: dict[str, Any], **changes: Any) -> dict[str, Any]:
    plain = {
        "schema_version": SCHEMA_VERSION,
        "metadata": {"tool_version": "0.1.0", "source_kind": "demo"},
        "environment_config": {},
        "tables": list(tables),
    }
    return {**plain, **changes}


def table(owner: str = "SH", name: str = "SALES", **target: Any) -> dict[str, Any]:
    return {
        "owner": owner,
        "table_name": name,
        "common_settings": {"target_config": target or {"partitioning_type": "none"}},
        "current_state": {},
    }


def interval_table(name: str = "SALES", bound: str = "1") -> dict[str, Any]:
    return table(
        name=name,
        partitioning_type="interval",
        key_columns=["ID"],
        interval={"unit": "NUMBER", "count": BIG},
        partitions=[{"name": "P1", "values_less_than": [bound]}],
    )


def config(*tables: dict[str, Any]) -> MigrationConfig:
    return MigrationConfig.from_dict(document(*tables))


def refused(path: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert str(caught.value) == "\n".join(caught.value.lines)
    return caught.value.lines


def refused_text(tmp_path: Path, text: str | bytes) -> list[str]:
    path = tmp_path / "migration_config.json"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return [line.replace(str(path), "FILE") for line in refused(path)]


def listing(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


class TestRoundTrip:
    def test_loading_and_saving_gives_the_same_bytes(self, tmp_path: Path) -> None:
        one, two = tmp_path / "one.json", tmp_path / "two.json"
        save_config(config(interval_table(), table(name="Größe \U0001f600 \u2028 \\ / <b>")), one)
        loaded = load_config(one)
        save_config(loaded, two)
        assert one.read_bytes() == two.read_bytes()
        assert loaded == config(interval_table(), table(name="Größe \U0001f600 \u2028 \\ / <b>"))

    def test_the_file_is_for_people_too(self, tmp_path: Path) -> None:
        path = tmp_path / "c.json"
        save_config(config(table(name="GRÖßE")), path)
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f'{{\n  "schema_version": "{SCHEMA_VERSION}",\n  "metadata": {{\n')
        assert text.endswith("\n}\n")
        assert "GRÖßE" in text

    def test_integers_of_28_digits_survive(self, tmp_path: Path) -> None:
        path = tmp_path / "c.json"
        save_config(config(interval_table()), path)
        assert f'"count": {BIG}' in path.read_text(encoding="utf-8")
        target = load_config(path).tables[0].common_settings.target_config
        assert target.partitioning_type == "interval"
        assert target.interval.count == BIG

    @settings(max_examples=60, deadline=None)
    @given(
        names=st.lists(
            st.text(st.characters(exclude_characters='"\0', exclude_categories=["Cs"]), min_size=1, max_size=128),
            max_size=3,
            unique=True,
        ),
        bound=st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
        rows=st.none() | st.integers(-(10**30), 10**30),
        factor=st.floats(1, 10) | st.integers(1, 10),
    )
    def test_whatever_it_holds(self, names: list[str], bound: str, rows: int | None, factor: float) -> None:
        tables = [{**interval_table(name, bound), "current_state": {"num_rows": rows}} for name in names]
        written = MigrationConfig.from_dict(document(*tables, environment_config={"space_factor": factor}))
        with tempfile.TemporaryDirectory() as folder:
            one, two = Path(folder) / "one.json", Path(folder) / "two.json"
            save_config(written, one)
            loaded = load_config(one)
            save_config(loaded, two)
            assert loaded == written
            assert one.read_bytes() == two.read_bytes()
        assert MigrationConfig.from_dict(loaded.to_dict()) == written


class TestRefusedFiles:
    def test_missing(self, tmp_path: Path) -> None:
        path = tmp_path / "gone.json"
        assert refused(path) == [f"{path} cannot be read: it does not exist."]

    def test_a_directory(self, tmp_path: Path) -> None:
        assert refused(tmp_path) == [f"{tmp_path} cannot be read: it is a directory."]

    def test_unreadable(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def deny(_: Path) -> bytes:
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(Path, "read_bytes", deny)
        assert refused(tmp_path / "c.json") == [f"{tmp_path}/c.json cannot be read: permission denied."]

    def test_a_name_no_file_can_have(self) -> None:
        (line,) = refused(Path("a\0b"))
        assert line.startswith("a\\x00b cannot be read:")

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("", "FILE is empty."),
            (" \n", "FILE is empty."),
            ('{\n  "a": 1,,\n}', "FILE is not JSON: line 2, column 10: "),
            ("{} x", "FILE is not JSON: line 1, column 4: Extra data."),
            ('{\n "NaN": "NaN", "b": NaN}', "FILE is not JSON: line 2, column 21: NaN is no number."),
            ("[-Infinity]", "FILE is not JSON: line 1, column 2: -Infinity is no number."),
            ("[1, 1e999]", "FILE is not JSON: line 1, column 5: 1e999 is no number."),
            ("[" * 100_000, "FILE is nested too deeply."),
            ("9" * 5000, "FILE holds a number with too many digits."),
            (b"\xef\xbb\xbf{}", "FILE starts with a byte order mark; save it as UTF-8 without one."),
            (b'{\n"a": "\xe4"}', "FILE is not UTF-8: line 2; save it as UTF-8."),
            ("[]", "FILE: (top level): must be an object; it is an empty list"),
            ("null", "FILE: (top level): must be an object; it is null"),
        ],
    )
    def test_no_json_document(self, tmp_path: Path, text: str | bytes, line: str) -> None:
        (said,) = refused_text(tmp_path, text)
        assert said.startswith(line)

    def test_a_key_given_twice_is_pointed_at(self, tmp_path: Path) -> None:
        text = json.dumps(document(table(), table(name="B"))).replace('"owner": "SH"', '"owner": "SH", "owner": "X"')
        assert refused_text(tmp_path, text) == [
            'FILE: /tables/0: "owner" is given twice; keep one.',
            'FILE: /tables/1: "owner" is given twice; keep one.',
        ]
        assert refused_text(tmp_path, '{"a": 1, "a": 1}') == ['FILE: (top level): "a" is given twice; keep one.']

    def test_half_a_surrogate_pair(self, tmp_path: Path) -> None:
        text = json.dumps(document(table(name="@"))).replace("@", "\\ud800")
        assert refused_text(tmp_path, text) == [
            "FILE: /tables/0/table_name: must be Unicode text; it holds half a surrogate pair"
        ]

    def test_schema_errors_come_one_a_line(self, tmp_path: Path) -> None:
        broken = document(table(partitioning_type="hsh"), {**table(name="B"), "enabeld": True})
        kind, key = refused_text(tmp_path, json.dumps(broken))
        assert kind.startswith("FILE: /tables/0/common_settings/target_config/partitioning_type: must be one of ")
        assert kind.endswith('it is "hsh", did you mean "hash"?')
        assert key == 'FILE: /tables/1/enabeld: is not known here; did you mean "enabled"?'

    def test_many_errors_are_cut(self, tmp_path: Path) -> None:
        lines = refused_text(tmp_path, json.dumps(document(*[{}] * 100)))
        assert len(lines) == 51
        assert lines[-1].startswith("... and ")

    def test_hostile_names_cannot_steer_the_terminal(self, tmp_path: Path) -> None:
        (line,) = refused_text(tmp_path, json.dumps(document(**{"\x1b[2J": 1})))
        assert line.startswith("FILE: /\\x1b[2J: is not known here")

    def test_a_table_named_twice(self, tmp_path: Path) -> None:
        text = json.dumps(document(table(), table("HR"), table(name="sales"), table()))
        assert refused_text(tmp_path, text) == [
            "FILE: /tables/3: SH.SALES already stands at /tables/0; keep one of the two"
        ]


def renamed(plain: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    return {new if key == old else key: value for key, value in plain.items()}


class TestVersions:
    def test_a_newer_major_version_is_refused_before_its_unknown_fields(self, tmp_path: Path) -> None:
        (line,) = refused_text(tmp_path, json.dumps({"schema_version": "99.0", "unheard_of": 1}))
        assert "schema version 99.0" in line
        assert line.endswith("use a newer repart-tui.")

    def test_unknown_fields_of_a_newer_minor_version_are_explained(self, tmp_path: Path) -> None:
        newer = SCHEMA_VERSION.split(".")[0] + ".999"
        note, line = refused_text(tmp_path, json.dumps(document(schema_version=newer, zzz=1)))
        assert note.startswith(f"FILE follows schema version {newer}, newer than this program's {SCHEMA_VERSION}: ")
        assert line.startswith("FILE: /zzz: is not known here")

    @pytest.mark.parametrize("version", [None, 1.0, "1", "1.0\n", "one", ""])
    def test_a_version_that_is_none_is_left_to_the_schema(self, tmp_path: Path, version: object) -> None:
        (line,) = refused_text(tmp_path, json.dumps(document(schema_version=version)))
        assert line.startswith("FILE: /schema_version: ")

    def test_steps_lead_an_old_document_to_the_present(self) -> None:
        steps = {
            "0.1": ("0.3", lambda old: renamed(old, "objects", "tables")),
            "0.3": ("1.0", lambda old: {**old, "ready": True}),
        }
        upgraded = upgrade({"schema_version": "0.1", "objects": [1]}, "c.json", steps, "1.2")
        assert upgraded == {"schema_version": "1.2", "tables": [1], "ready": True}

    def test_a_document_of_the_present_is_untouched(self) -> None:
        present = {"schema_version": "1.2", "x": 1}
        assert upgrade(present, "c.json", {"1.1": ("1.2", dict)}, "1.2") is present

    def test_no_step_from_an_old_major_version(self) -> None:
        with pytest.raises(ConfigError, match=r"c\.json follows schema version 0\.1, which .* no longer upgrade"):
            upgrade({"schema_version": "0.1"}, "c.json", {}, "1.0")

    def test_a_step_that_meets_a_damaged_document(self) -> None:
        steps = {"0.1": ("1.0", lambda old: {"tables": old["objects"]})}
        with pytest.raises(ConfigError, match=r"cannot be upgraded from schema version 0\.1 to 1\.0: it is damaged"):
            upgrade({"schema_version": "0.1"}, "c.json", steps, "1.0")

    def test_an_old_file_is_upgraded_before_it_is_validated(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        step = (SCHEMA_VERSION, lambda old: renamed(old, "objects", "tables"))
        monkeypatch.setitem(config_file.UPGRADES, "0.9", step)
        old = document(schema_version="0.9", objects=[table()])
        del old["tables"]
        path = tmp_path / "old.json"
        path.write_text(json.dumps(old), encoding="utf-8")
        loaded = load_config(path)
        assert (loaded.schema_version, loaded.tables[0].table_name) == (SCHEMA_VERSION, "SALES")

    @pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3"])
    def test_templates_of_1_3_say_it_where_the_table_does_and_else_nothing(self, tmp_path: Path, version: str) -> None:
        """Up to 1.3 true and false were INDEXING OFF or nothing, READ ONLY or nothing."""
        old = json.loads((Path(__file__).parent / "plans" / "schema_1_3.json").read_text(encoding="utf-8"))
        old["schema_version"] = version
        (one,) = old["tables"]
        planned = one["common_settings"]["target_config"]["subpartitioning"]["template"]
        present = one["current_state"]["partitioning"]["subpartition_template"]
        assert [(item["indexing"], item["read_only"]) for item in planned] == [(True, False), (False, False)]
        # EU says INDEXING ON and READ WRITE; of the other entry nothing was read but INDEXING OFF, which the plan ends.
        present[1] |= {"read_only": None, "compression": None}
        planned[1]["indexing"] = True
        one["xray"] = {
            "taken_at": "2026-01-01",
            "mode": "full",
            "target_config": one["common_settings"]["target_config"],
        }
        path = tmp_path / "old.json"
        path.write_text(json.dumps(old), encoding="utf-8")
        table = load_config(path).tables[0]
        assert table.xray is not None
        for target in (table.common_settings.target_config, table.xray.target_config):
            assert isinstance(target, IntervalTarget)
            assert target.subpartitioning is not None
            assert [(item.indexing, item.read_only) for item in target.subpartitioning.template] == [
                (True, False),
                (None, None),
            ]
        info = table.current_state.partitioning
        assert info is not None
        assert [item.unsaid for item in info.subpartition_template] == [[], []], "null is: not read, or nothing said"

    @pytest.mark.parametrize("tables", [None, 1, [1], [{"common_settings": []}], [{"xray": {"target_config": [1]}}]])
    def test_what_is_no_plan_is_left_to_the_schema(self, tmp_path: Path, tables: object) -> None:
        lines = refused_text(tmp_path, json.dumps(document(schema_version="1.3", tables=tables)))
        assert lines
        assert all(line.startswith("FILE: /tables") for line in lines)


class TestSaving:
    def test_an_invalid_configuration_is_not_written(self, tmp_path: Path) -> None:
        path = tmp_path / "c.json"
        path.write_text("old", encoding="utf-8")
        broken = config(interval_table())
        # Changes inside a list pass no check of the models.
        broken.tables[0].common_settings.target_config.key_columns.clear()  # type: ignore[union-attr]
        with pytest.raises(ConfigError) as caught:
            save_config(broken, path)
        assert caught.value.lines == [
            "/tables/0/common_settings/target_config/key_columns: must have at least 1 entry; it has 0"
        ]
        broken.tables[0].common_settings.target_config.key_columns.append(5)  # type: ignore[union-attr,arg-type]
        with pytest.raises(ConfigError) as caught:
            save_config(broken, path)
        assert caught.value.lines == ["/tables/0/common_settings/target_config/key_columns/0: must be text; it is 5"]
        assert path.read_text(encoding="utf-8") == "old"
        assert listing(tmp_path) == ["c.json"]

    def test_a_table_added_twice_is_not_written(self, tmp_path: Path) -> None:
        doubled = config(table())
        doubled.tables.append(doubled.tables[0])
        with pytest.raises(ConfigError, match="already stands at /tables/0"):
            save_config(doubled, tmp_path / "c.json")
        assert listing(tmp_path) == []

    def test_a_folder_that_is_missing(self, tmp_path: Path) -> None:
        path = tmp_path / "gone" / "c.json"
        with pytest.raises(ConfigError) as caught:
            save_config(config(), path)
        assert caught.value.lines == [f"{path} cannot be written: it does not exist."]

    def test_a_folder_that_takes_no_file_is_told_with_the_name_of_the_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Not with that of the file that is written beside it."""

        def refuse(name: Any, *_: object) -> int:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(name))

        monkeypatch.setattr(os, "open", refuse)
        with pytest.raises(PermissionError) as caught:
            write_atomically(tmp_path / "master1.sql", b"")
        monkeypatch.undo()
        assert caught.value.filename == str(tmp_path / "master1.sql")

    @pytest.mark.parametrize(("place", "name"), [(os, "fsync"), (Path, "replace"), (os, "fchmod")])
    @pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
    def test_a_crash_while_saving_leaves_the_old_file_whole(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Any, name: str, error: BaseException
    ) -> None:
        path = tmp_path / "c.json"
        save_config(config(), path)
        before = path.read_bytes()

        def fail(*_: object) -> None:
            raise error

        monkeypatch.setattr(place, name, fail)
        expected = ConfigError if isinstance(error, OSError) else KeyboardInterrupt
        with pytest.raises(expected) as caught:
            save_config(config(table()), path)
        monkeypatch.undo()
        if expected is ConfigError:
            assert str(caught.value) == f"{path} cannot be written: No space left on device."
        assert path.read_bytes() == before
        assert listing(tmp_path) == ["c.json"]


def _is_text(name: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" or char in '"\0' for char in name)


class TestPieces:
    """A plan is written table by table: 10,000 tables as one document take more memory than all they consist of."""

    @given(names=st.lists(st.text(min_size=1, max_size=20).filter(_is_text), max_size=4, unique=True))
    def test_the_pieces_are_the_text(self, names: list[str]) -> None:
        plan = config(*(table(name=name) for name in names))
        assert b"".join(json_pieces(plan)) == plan.to_json().encode()

    def test_saving_takes_the_memory_of_a_table_not_of_all(self, tmp_path: Path) -> None:
        plan = config(*(table(name=f"T{number}") for number in range(1000)))
        save_config(plan, tmp_path / "c.json")  # what is imported and compiled once is not counted
        tracemalloc.start()
        try:
            save_config(plan, tmp_path / "c.json")
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak < (tmp_path / "c.json").stat().st_size / 3

    def test_a_plan_that_is_not_valid_gets_all_its_places_and_no_file(self, tmp_path: Path) -> None:
        plan = config(table(), table(name="B"), table(name="B"))
        with pytest.raises(ConfigError, match=r"/tables/2: SH\.B already stands at /tables/1"):
            save_config(plan, tmp_path / "c.json")
        assert listing(tmp_path) == []


class TestAtomicWrite:
    def test_a_new_file_takes_the_umask(self, tmp_path: Path) -> None:
        before = os.umask(0o027)
        try:
            write_atomically(tmp_path / "f", b"x")
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / "f").stat().st_mode) == 0o640

    @pytest.mark.parametrize("mode", [0o600, 0o664])
    def test_an_existing_file_keeps_its_mode(self, tmp_path: Path, mode: int) -> None:
        path = tmp_path / "f"
        path.write_bytes(b"old")
        path.chmod(mode)
        write_atomically(path, b"new")
        assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", mode)

    def test_a_symbolic_link_stays_and_its_target_is_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        target, link = tmp_path / "real" / "f", tmp_path / "link"
        target.write_bytes(b"old")
        link.symlink_to(target)
        write_atomically(link, b"new")
        assert link.is_symlink()
        assert target.read_bytes() == b"new"
        assert listing(tmp_path / "real") == ["f"]

    def test_devices_and_directories_are_never_replaced(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        for path in (tmp_path / "pipe", tmp_path):
            with pytest.raises(OSError, match=r"regular|directory"):
                write_atomically(path, b"x")
        assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)

    def test_what_its_owner_made_read_only_stays(self, tmp_path: Path) -> None:
        path = tmp_path / "c.json"
        path.write_bytes(b"approved")
        path.chmod(0o444)
        with pytest.raises(ConfigError, match="cannot be written: it is read-only; allow writing"):
            save_config(config(table()), path)
        assert path.read_bytes() == b"approved"
        assert listing(tmp_path) == ["c.json"]

    def test_files_that_belong_together_are_replaced_all_or_none(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"old")
        (tmp_path / "b").mkdir()
        with pytest.raises(IsADirectoryError):
            write_all_atomically({tmp_path / "a": b"new", tmp_path / "b": b"new"})
        assert (tmp_path / "a").read_bytes() == b"old"
        assert listing(tmp_path) == ["a", "b"]

    def test_a_plan_is_no_device(self) -> None:
        with pytest.raises(ConfigError, match="/dev/zero is a device, not a plan"):
            load_config("/dev/zero")

    def test_a_very_long_name(self, tmp_path: Path) -> None:
        name = "x" * 255
        write_atomically(tmp_path / name, b"x")
        assert listing(tmp_path) == [name]


def test_what_discovery_writes_is_not_taken_for_an_older_plan() -> None:
    # A step of an upgrade would change words that the user wrote into a plan of today.
    assert assemble.SCHEMA_VERSION == SCHEMA_VERSION
