"""A shell script asks a question that nobody will answer.

cause = "waiting-for-child"
blame = ["shell.stdin"]
"""

import subprocess

shell = subprocess.Popen(["bash", "-c", "read answer; echo got $answer"], stdin=subprocess.PIPE)
shell.wait()  # waits
