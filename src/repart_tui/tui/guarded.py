"""An error in a handler must not take the screens down: it is logged, shown, and the user goes on."""

from __future__ import annotations

from textual.message import Message
from textual.message_pump import MessagePump


class Guarded(MessagePump):
    """To be put before a Textual class: without it, one failing handler ends the whole app."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            from repart_tui.tui.app import RepartApp

            if not isinstance(self.app, RepartApp):
                raise
            self.app.show_unexpected(error)
