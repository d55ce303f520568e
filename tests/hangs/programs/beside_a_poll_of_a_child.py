"""A parent asks a child again and again whether it has ended, and does not read what it writes.

verdict = "stuck"
cause = "nobody-reads"
blame = ["p.stdout"]
"""

import subprocess
import sys
import time

p = subprocess.Popen(
    [sys.executable, "-c", "import sys; sys.stdout.write('x' * 200000)"], stdout=subprocess.PIPE
)
while p.poll() is None:
    time.sleep(0.2)  # waits
print(len(p.stdout.read()))
