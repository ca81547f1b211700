"""`python -m bot` is the command `signaalwijzer`."""

import sys

from bot.cli import main

sys.exit(main())
