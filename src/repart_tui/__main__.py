"""`python -m repart_tui` is `repart-tui`."""

import sys

from repart_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
