"""Reading stdout to its end while the child fills stderr.

cause = "nobody-reads"
blame = ["p.stderr"]
"""

import subprocess
import sys

code = "import sys; sys.stderr.write('e' * 500_000); print('done')"
p = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
out = p.stdout.read()  # waits
err = p.stderr.read()
