"""What the demo database holds: one module per schema, several for the application full of oddities."""

from __future__ import annotations

from repart_tui.demo.schemas.app import APP, APP_EXT, APP_READER, PUBLIC
from repart_tui.demo.schemas.co import CO
from repart_tui.demo.schemas.hr import HR
from repart_tui.demo.schemas.oe import OE
from repart_tui.demo.schemas.sh import SH
from repart_tui.demo.schemas.system import MAINTAINED, REPART_DBA

SCHEMAS = (*MAINTAINED, REPART_DBA, HR, CO, OE, SH, APP, APP_EXT, APP_READER, PUBLIC)
