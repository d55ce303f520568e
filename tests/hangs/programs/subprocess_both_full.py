"""Writing everything before reading anything: both pipes fill up.

cause = "nobody-reads"
"""

import subprocess

cat = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
cat.stdin.write(b"x" * 1_000_000)  # waits
cat.stdin.close()
print(len(cat.stdout.read()))
