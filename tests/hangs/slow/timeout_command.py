"""timeout(1) ends a cat that would wait for ever."""

import subprocess

cat = subprocess.Popen(["timeout", "0.4", "cat"], stdin=subprocess.PIPE)
assert cat.wait() == 124
