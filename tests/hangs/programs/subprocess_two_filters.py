"""A pipeline of two: the second inherits the write end of its own input from the first's Popen.

cause = "other-write-end"
blame = ["first.stdin"]
"""

import subprocess

first = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
second = subprocess.Popen(["wc", "-c"], stdin=first.stdout, stdout=subprocess.PIPE)
first.stdin.write(b"12345")
first.stdin.flush()
print(second.communicate()[0])  # waits
