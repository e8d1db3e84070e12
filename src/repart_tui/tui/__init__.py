"""The terminal screens: what is shown and typed. Everything that decides stands outside this package."""

from repart_tui.tui.environment import prepare_environment

# Textual reads its settings from the environment when it is imported, so they must stand before.
prepare_environment()
