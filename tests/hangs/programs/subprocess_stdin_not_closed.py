"""A filter gets its input, but its stdin is never closed.

cause = "other-write-end"
blame = ["tr.stdin"]
"""

import subprocess

tr = subprocess.Popen(["sort"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
tr.stdin.write("b\na\n")
tr.stdin.flush()
print(tr.stdout.read())  # waits
