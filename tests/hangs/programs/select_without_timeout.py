"""select on two pipes, and nobody writes to either.

cause = "own-write-end"
blame = ["one_out"]
"""

import os
import select

one_in, one_out = os.pipe()
two_in, two_out = os.pipe()
ready, _, _ = select.select([one_in, two_in], [], [])  # waits
