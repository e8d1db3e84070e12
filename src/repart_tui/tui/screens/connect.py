"""Where the plan comes from: the demo, a dictionary file, an Oracle database, or a saved plan."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Input, OptionList, Static

from repart_tui.directories import expanded, is_directory, is_file
from repart_tui.tui import connections, core
from repart_tui.tui.actions import bindings_of
from repart_tui.tui.describe import shown
from repart_tui.tui.screens.base import BaseScreen
from repart_tui.tui.widgets.cells import Line
from repart_tui.tui.widgets.choice import Choice
from repart_tui.tui.widgets.choice_list import ChoiceList
from repart_tui.tui.widgets.line_input import LineInput
from repart_tui.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from repart_tui.connect.login import Login

_SOURCES = [
    ("demo", "Demo", "a bundled dictionary of some 70 tables: no database needed"),
    ("dictionary", "Dictionary file", "an SQLite file with the views of a database"),
    ("oracle", "Oracle database", "read the dictionary of a live database; reads only"),
    ("config", "Saved plan", "go on with a migration_config.json"),
]
_ROLES = [
    ("none", ""),
    *((name.upper(), name) for name in ("sysdba", "sysoper", "sysbackup", "sysdg", "syskm", "sysrac")),
]
_MODES = [
    ("thin driver", connections.THIN),
    ("thick: Oracle's client libraries", connections.THICK),
    ("external: no password", connections.EXTERNAL),
]
_FIELDS = {
    "file": ("File", "path of the file"),
    "dsn": ("Connect string", "host:1521/service, host:1521:SID, a tnsnames alias"),
    "user": ("User", "a user who may read the dictionary"),
    "password": ("Password", "not stored anywhere"),
    "schemas": ("Schemas", "empty for all; or HR, SH"),
    "role": ("Role", ""),
    "mode": ("Driver", ""),
    "proxy_for": ("Proxy for", "open a session of this user through the user above"),
    "wallet": ("Wallet", "directory of the wallet"),
    "wallet_password": ("Wallet password", "not stored anywhere"),
    "tns_admin": ("Directory of tnsnames", "empty for TNS_ADMIN or ORACLE_HOME"),
}
_CHOICES = {"role": _ROLES, "mode": _MODES}
_SECRET = ("password", "wallet_password")
_MORE = ("mode", "proxy_for", "wallet", "tns_admin")
"""Fields that few need, shown on demand."""
_OPTIONAL = ("schemas", "password", "wallet_password", *_MORE)
_FIELDS_OF: dict[str, tuple[str, ...]] = {
    "demo": (),
    "dictionary": ("file", "schemas"),
    "oracle": ("dsn", "user", "password", "schemas", "role"),
    "config": ("file",),
}


class ConnectScreen(BaseScreen):
    """Asks for the source; says why the one before could not be read."""

    NAME: ClassVar[str] = "connect"
    BINDINGS = bindings_of("connect")

    def __init__(self, source: core.Source | None = None, lines: list[str] | None = None) -> None:
        super().__init__()
        self._source = source
        self._lines = lines or []
        self._saved, problems = connections.saved_connections()
        self._by_id = {saved.id: saved for saved in self._saved}
        self._chosen: connections.SavedConnection | None = None
        self._more = False
        self._wallet_asked = False
        if not self._lines:
            self._lines = problems

    def compose_body(self) -> ComposeResult:
        """Lay out choices, fields and messages."""
        yield Static(Content("Where does the plan come from?"), classes="question")
        saved = [(known.id, shown(known.label), shown(known.detail)) for known in self._saved]
        yield ChoiceList([*saved, *_SOURCES], id="kind")
        with Vertical(id="fields"):
            for name, (label, hint) in _FIELDS.items():
                with Horizontal(id=f"row-{name}", classes="field"):
                    yield Static(Content(label), classes="label")
                    if name in _CHOICES:
                        yield Choice(_CHOICES[name], "", id=f"in-{name}")
                    else:
                        yield LineInput(placeholder=hint, password=name in _SECRET, id=f"in-{name}")
        yield TextView(id="messages")

    def on_mount(self) -> None:
        """Show what was tried before, or connect at once where nothing is left to ask."""
        self.show_title("repart-tui - plan the re-partitioning of Oracle tables")
        self._show_messages(self._lines)
        source = self._source
        choices = self.query_one(ChoiceList)
        if source is None:
            choices.focus()
            self._show_fields()
            return
        saved = next((known for known in self._saved if source.profile and known.profile == source.profile), None)
        ids = [known.id for known in self._saved] + [kind for kind, _, _ in _SOURCES]
        choices.highlighted = ids.index(saved.id if saved else source.kind)
        self._fill(source.login, source.schemas)
        self._box("file").value = str(source.path or "")
        self._chosen = saved
        self._show_fields()
        if source.kind == "demo":
            choices.focus()
            return
        if source.login is not None and not self._lines and self._asks_nothing(source.login):
            self.call_after_refresh(self._open)
        wanted = self._fields()
        empty = next((name for name in wanted if name not in _CHOICES and not self._box(name).value), wanted[0])
        self._box(empty).focus()

    # ---- the form ---------------------------------------------------------------------------------------------

    @property
    def _kind(self) -> str:
        """The kind of source that is highlighted; a saved connection is one to Oracle."""
        value = self.query_one(ChoiceList).value
        return "oracle" if value in self._by_id else value

    def _fields(self) -> tuple[str, ...]:
        wanted = _FIELDS_OF[self._kind]
        if self._kind == "oracle":
            wanted = (*wanted, *(_MORE if self._more else ()))
            if self._wallet_asked:
                wanted = (*wanted, "wallet_password")
        return wanted

    def _box(self, name: str) -> Input:
        return self.query_one(f"#in-{name}", Input)

    def _choice(self, name: str) -> Choice:
        return self.query_one(f"#in-{name}", Choice)

    def _text(self, name: str) -> str:
        return self._box(name).value if name in _SECRET else self._box(name).value.strip()

    def _fill(self, login: Login | None, schemas: tuple[str, ...]) -> None:
        """Show a login in the form; a password is never filled in."""
        self._box("schemas").value = ", ".join(schemas)
        self._box("dsn").value = login.dsn if login else ""
        self._box("user").value = (login.user or os.environ.get("USER", "") * login.needs_password) if login else ""
        self._box("proxy_for").value = login.proxy_for if login else ""
        self._box("wallet").value = str(login.wallet or "") if login else ""
        self._box("tns_admin").value = str(login.tns_admin or "") if login else ""
        self._choice("role").value = (login.role or "") if login else ""
        self._choice("mode").value = connections.mode_of(login) if login else ""
        self._wallet_asked = False
        self.say(connections.particulars(login) if login else "")

    def _show_fields(self) -> None:
        wanted = self._fields()
        for name in _FIELDS:
            self.query_one(f"#row-{name}").display = name in wanted

    def _show_messages(self, lines: list[str]) -> None:
        self._lines = lines
        tones = ["error", "", "dim"]
        spans: list[Line] = [[(shown(line), tones[min(number, 2)])] for number, line in enumerate(lines)]
        view = self.query_one("#messages", TextView)
        view.show_lines(spans)
        view.can_focus = len(lines) > 2

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the fields of the choice; a saved connection fills them."""
        if event.option_list.id != "kind" or not self.is_mounted:
            return
        # What is highlighted now: the event may tell of a choice that was left meanwhile.
        saved = self._by_id.get(self.query_one(ChoiceList).value)
        if saved is not self._chosen:
            self._chosen = saved
            if saved is not None:
                self._fill(saved.login, saved.schemas)
                self._box("password").value = ""
        self._show_fields()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the fields, or open what needs none."""
        if event.option_list.id != "kind":
            return
        saved = self._by_id.get(str(event.option.id))
        if saved is not None and self._asks_nothing(saved.login):
            self._open()
        elif saved is not None:
            self._box("password" if saved.login.user else "user").focus()
        elif self._fields():
            self._box(self._fields()[0]).focus()
        else:
            self._open()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the next field; after the last one, or once a password completes the login, open the source."""
        fields = self._fields()
        name = str(event.input.id).removeprefix("in-")
        following = [field for field in fields[fields.index(name) + 1 :] if field not in _CHOICES]
        # An empty password asks again: gone on, it would be typed in clear into the next field.
        needed = ("dsn", "user") if name == "password" else ("dsn", "user", name)
        complete = name in _SECRET and all(self._text(field) for field in needed)
        if following and not complete:
            self._box(following[0]).focus()
        else:
            self._open()

    def on_descendant_focus(self) -> None:
        """Offer the aliases of tnsnames.ora once the connect string is at hand."""
        box = self._box("dsn")
        if box.has_focus and box.suggester is None:
            box.suggester = SuggestFromList([], case_sensitive=False)
            self._read_aliases(self._text("tns_admin"))

    @work(thread=True, group="aliases", exclusive=True)
    def _read_aliases(self, directory: str) -> None:
        names = core.alias_names(Path(directory) if directory else None)
        if names:
            self.app.call_from_thread(self._offer, names)

    def _offer(self, names: list[str]) -> None:
        self._box("dsn").suggester = SuggestFromList(names, case_sensitive=False)

    # ---- actions ----------------------------------------------------------------------------------------------

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """Go to the field before."""
        self.focus_previous()

    def action_open(self) -> None:
        """Open the source."""
        self._open()

    def action_cancel(self) -> None:
        """Back to the choice."""
        self.query_one(ChoiceList).focus()

    def action_more(self) -> None:
        """Show or hide the fields that few need."""
        if self._kind != "oracle":
            self.say("Only a connection to Oracle has more fields.")
            return
        self._more = not self._more
        self._show_fields()
        if self._more:
            self._choice("mode").focus()

    def action_copy_error(self) -> None:
        """Send the error to the terminal's clipboard, and keep it in a file for when the terminal drops it."""
        if not self._lines:
            self.say("There is no error to copy.")
            return
        self.app.copy_to_clipboard("\n".join(self._lines))
        kept = connections.keep_error(self._lines)
        where = f"Kept in {connections.short_path(kept)}, and sent" if kept else "Sent"
        self.say(f"{where} to the terminal's clipboard.", "good")

    # ---- opening ----------------------------------------------------------------------------------------------

    def _asks_nothing(self, login: Login) -> bool:
        """Tell whether nothing is left to ask: no password is needed, or a command gives it."""
        if not login.needs_password:
            return True
        saved = self._chosen
        return saved is not None and saved.password_command is not None and saved.login.dsn == login.dsn

    def _object(self, name: str, text: str) -> None:
        if name in _MORE and not self._more:
            self._more = True
            self._show_fields()
        self.query_one(f"#in-{name}").focus()
        self.say(text, "error")

    def _open(self) -> None:
        kind = self._kind
        if kind == "oracle":
            self._open_database()
            return
        for name in _FIELDS_OF[kind]:
            if name not in _OPTIONAL and not self._text(name):
                self._object(name, f"{_FIELDS[name][0]} is missing.")
                return
        path = expanded(self._text("file")) if "file" in _FIELDS_OF[kind] else None
        if path is not None and not is_file(path):
            self._object("file", f"{path} is a directory." if is_directory(path) else f"{path} does not exist.")
            return
        known = next(name for name in ("demo", "dictionary", "config") if name == kind)
        self._go(core.Source(known, path=path, schemas=self._schemas() if "schemas" in _FIELDS_OF[kind] else ()))

    def _open_database(self) -> None:
        saved = self._chosen
        base = saved.login if saved else self._source.login if self._source else None
        fields = {name: self._text(name) for name in _FIELDS if name not in _CHOICES}
        login, objection = connections.login_from(
            base, fields, str(self._choice("role").value), str(self._choice("mode").value)
        )
        if login is None:
            assert objection is not None
            self._object(*objection)
            return
        login = replace(login, wallet_password=fields["wallet_password"])
        try:
            login = self._with_secrets(login, saved)
        except core.CoreError as error:
            self._show_messages(error.lines)
            return
        if login.needs_password and not login.password:
            self._object("password", "Password is missing.")
            return
        if connections.wallet_needs_password(login):
            self._wallet_asked = True
            self._show_fields()
            self._object("wallet_password", "The wallet's private key is encrypted: its password is needed.")
            return
        profile, banner = (saved.profile, saved.banner) if saved and saved.login.dsn == login.dsn else ("", "")
        self._go(core.Source("oracle", login=login, profile=profile, schemas=self._schemas(), banner=banner))

    def _with_secrets(self, login: Login, saved: connections.SavedConnection | None) -> Login:
        """Return the login with what the profile's commands give; they belong to the profile's user and database."""
        if saved is None or (saved.login.dsn, saved.login.user) != (login.dsn, login.user):
            return login
        if login.needs_password and not login.password and saved.password_command is not None:
            login = replace(login, password=self._secret(saved.password_command))
        if saved.wallet_password_command is not None and connections.wallet_needs_password(login):
            login = replace(login, wallet_password=self._secret(saved.wallet_password_command))
        return login

    def _secret(self, command: str | tuple[str, ...]) -> str:
        """Run a password command; raises CoreError. Such a command may ask for a PIN: the terminal is its own."""
        outcome: list[str | core.CoreError] = []

        def run() -> None:
            try:
                outcome.append(connections.secret_from(command))
            except core.CoreError as error:
                # Not through the suspension: Textual would not take the terminal back.
                outcome.append(error)

        try:
            with self.app.suspend():
                run()
        except SuspendNotSupported:
            run()
        found = outcome[0]
        if isinstance(found, core.CoreError):
            raise found
        return found

    def _schemas(self) -> tuple[str, ...]:
        return tuple(name for part in self._text("schemas").split(",") if (name := part.strip()))

    def _go(self, source: core.Source) -> None:
        previous = self._source
        if previous is not None:
            source = replace(source, include=previous.include, exclude=previous.exclude)
        self.repart.open_source(source)
