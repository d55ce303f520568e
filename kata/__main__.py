"""`python -m kata` is the command `kata`."""

import sys

from kata.command import main

sys.exit(main())
