"""sort | uniq by hand: the shell itself keeps the write end that uniq waits for.

cause = "other-write-end"
blame = ["feed"]
"""

import os
import subprocess

source, feed = os.pipe()
sort = subprocess.Popen(["sort"], stdin=source, stdout=subprocess.DEVNULL)
os.write(feed, b"b\na\n")
sort.wait()  # waits
