"""The docs' own warning: wait() with a full stdout pipe.

cause = "nobody-reads"
blame = ["p.stdout"]
"""

import subprocess
import sys

p = subprocess.Popen([sys.executable, "-c", "print('x' * 1_000_000)"], stdout=subprocess.PIPE)
p.wait()  # waits
print(len(p.stdout.read()))
