"""Keys are taken in the order in which they were typed, each where the one before it led.

Textual hands a key to the focused widget as soon as it arrives, and moves the focus, or opens a screen, some messages
later. On a slow line keys arrive in bursts: of `/sales` all but the first would go to the list, and switch, sort and
preview. So the next key waits here until the one before it has gone its way.
"""

from __future__ import annotations

import contextlib
from collections import deque
from functools import partial
from time import monotonic
from typing import Any

from textual.app import App, ScreenStackError
from textual.await_complete import AwaitComplete
from textual.events import Event, Key, Paste
from textual.message import Message
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.widgets import Input

PATIENCE = 3.0
"""Seconds after which a key counts as lost, as when the widget that had it is gone."""
_LOOK_AFTER = 0.03
_ROUNDS = 2
REBUILD = "rebuild"
"""Group of the workers that take a form away and show it anew: what is typed meanwhile would have no field."""
_SCROLLS = frozenset({"up", "down", "pageup", "pagedown", "home", "end"})
_EDITS = frozenset({"backspace", "delete", "left", "right"})


class KeyTaken(Message):
    """Follows a key through the same queues, and so comes back behind it."""

    def __init__(self, screen: Screen[Any], target: Widget, rounds: int) -> None:
        super().__init__()
        self.screen = screen
        """The screen that was shown when it set out."""
        self.target = target
        self.rounds = rounds
        """How often it goes the way again: what the key made a widget say goes the same way, behind the first round."""


def _behind_escape(event: Event) -> Key | None:
    """Return the letter of what Textual takes for alt and a letter: escape and a letter soon after are the same bytes.

    Nothing here is bound to alt, so both keys would be lost.
    """
    if not isinstance(event, Key) or event.is_forwarded or not event.key.startswith("alt+"):
        return None
    letter = event.character
    return Key(letter, letter) if letter is not None and len(letter) == 1 and letter.isalnum() else None


class OrderedKeys(App[int], inherit_bindings=False):
    """Hands keys and pastes over one by one."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._typed_ahead: deque[Event] = deque()
        self._key_under_way: KeyTaken | None = None
        self._last_key = ""

    @property
    def keys_wait(self) -> bool:
        """True while keys wait for the one before them."""
        return bool(self._typed_ahead)

    async def on_event(self, event: Event) -> None:
        """Hand a key over, or let it wait for the one before it; all else as ever."""
        letter = _behind_escape(event)
        if letter is not None:
            await self.on_event(Key("escape", None))
            await self.on_event(letter)
        elif not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._key_under_way is None:
            await self._hand_over(event)
        else:
            self._typed_ahead.append(event)
            if len(self._typed_ahead) == 1:
                self._look_after_it()

    async def _hand_over(self, event: Event) -> None:
        self._last_key = event.key if isinstance(event, Key) else ""
        if self._leads_nowhere(event):
            # Drawn together: a cursor key that is held down must not cost a frame each time.
            await super().on_event(event)
            return
        self._key_under_way = taken = KeyTaken(self.screen, self.focused or self.screen, _ROUNDS)
        await super().on_event(event)
        self._follow(taken)

    def _leads_nowhere(self, event: Event) -> bool:
        """Tell whether the focus surely stays where it is."""
        if isinstance(self.focused, Input):
            return isinstance(event, Paste) or (isinstance(event, Key) and (event.is_printable or event.key in _EDITS))
        return isinstance(event, Key) and event.key in _SCROLLS and isinstance(self.focused, ScrollView)

    def pop_screen(self) -> AwaitComplete:
        """Close the screen; what followed a key there will not come back."""
        closing = super().pop_screen()
        if self._key_under_way is not None:
            self._follow(KeyTaken(self.screen, self.screen, _ROUNDS))
        return closing

    def _follow(self, taken: KeyTaken) -> None:
        """Send it on its way, to the screen where the widget is gone."""
        self._key_under_way = taken
        target = taken.target if taken.target.is_attached else self.screen
        if not target.post_message(taken):
            self.call_later(self._key_is_taken, taken)

    def on_key_taken(self, taken: KeyTaken) -> None:
        """What the key asked to be done later, such as moving the focus, stands in the queue now: go behind it."""
        taken.stop()
        self.call_later(self._key_is_taken, taken)

    async def _key_is_taken(self, taken: KeyTaken) -> None:
        if taken is not self._key_under_way:
            return
        with contextlib.suppress(ScreenStackError):
            if self.screen is not taken.screen:
                # It opened or closed a screen: the next key waits until that one is laid out and has its focus.
                self._follow(KeyTaken(self.screen, self.screen, _ROUNDS))
            elif taken.rounds > 1:
                self._follow(KeyTaken(taken.screen, taken.target, taken.rounds - 1))
            elif self._form_is_away:
                self.set_timer(_LOOK_AFTER, partial(self._key_is_taken, taken))
            else:
                await self._next_key(taken)

    @property
    def _form_is_away(self) -> bool:
        """Tell whether the next key must wait for a form; one that is held down, such as undo, need not."""
        following = self._typed_ahead[0] if self._typed_ahead else None
        held_down = isinstance(following, Key) and following.key == self._last_key
        return not held_down and any(
            worker.group == REBUILD and not worker.is_finished for worker in list(self.workers)
        )

    async def _next_key(self, taken: KeyTaken) -> None:
        if taken is not self._key_under_way:
            return
        self._key_under_way = None
        while self._typed_ahead and self._key_under_way is None:
            await self._hand_over(self._typed_ahead.popleft())

    def _look_after_it(self) -> None:
        """A key waits: see to it that the one before comes back, though its widget may be gone."""
        taken = self._key_under_way
        if taken is not None:
            self.set_timer(_LOOK_AFTER, partial(self._look, taken, monotonic() + PATIENCE))

    async def _look(self, taken: KeyTaken, end: float) -> None:
        if taken is not self._key_under_way:
            if self._typed_ahead:
                self._look_after_it()
        elif monotonic() >= end and not self._form_is_away:
            await self._next_key(taken)
        elif taken.target.is_running and taken.target.is_attached:
            self.set_timer(_LOOK_AFTER, partial(self._look, taken, end))
        else:
            with contextlib.suppress(ScreenStackError):
                self._follow(KeyTaken(self.screen, self.screen, _ROUNDS))
            self._look_after_it()
