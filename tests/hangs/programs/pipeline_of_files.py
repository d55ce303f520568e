"""Three stages by fork, and each keeps all ends; what the first has written waits to be flushed.

cause = "own-write-end"
blame = ["pipes[0][1]"]
"""

import os


def stage(read, write, all_ends):
    with os.fdopen(read) as lines, os.fdopen(write, "w") as out:
        for line in lines:  # waits
            out.write(line.upper())


pipes = [os.pipe() for _ in range(4)]
for i in range(3):
    if os.fork() == 0:
        stage(pipes[i][0], pipes[i + 1][1], pipes)
        os._exit(0)
os.write(pipes[0][1], b"hello\n")
os.close(pipes[0][1])
print(os.read(pipes[3][0], 100))
