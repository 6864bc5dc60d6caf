"""`python -m safety_scoring` is the command line."""

from __future__ import annotations

import sys

from safety_scoring.cli.app import main

if __name__ == "__main__":
    sys.exit(main())
