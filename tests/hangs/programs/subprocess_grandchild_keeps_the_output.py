"""A child starts a program in the background and exits; who reads its output waits for that program as well.

cause = "other-write-end"
verdict = "timeout"
words = ["The child has exited, but whoever it has started keeps its output open."]
"""

import subprocess

child = subprocess.Popen(["sh", "-c", "sleep 1000 & echo started"], stdout=subprocess.PIPE)
print(child.communicate())  # waits
