"""`python -m quaygate` is the command line."""

import sys

from quaygate.cli import main

if __name__ == "__main__":
    sys.exit(main())
