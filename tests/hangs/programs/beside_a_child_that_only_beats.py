"""A child keeps the write end and only beats, and the parent waits for the end.

verdict = "stuck"
cause = "no-more-data"
"""

import os
import time

r, w = os.pipe()
if os.fork() == 0:
    os.close(r)
    while True:
        time.sleep(0.3)
os.close(w)
os.read(r, 1)  # waits
