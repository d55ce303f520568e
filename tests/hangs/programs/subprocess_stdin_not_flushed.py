"""A line for `cat` that never left the buffer.

cause = "unflushed-buffer"
blame = ["cat.stdin"]
"""

import subprocess

cat = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
cat.stdin.write("hello\n")
print(cat.stdout.readline())  # waits
