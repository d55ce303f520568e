"""Six stages keep all ends: the first is the one on which the others depend.

cause = "own-write-end"
blame = ["pipes[0][1]"]
"""

import os

N = 6
pipes = [os.pipe() for _ in range(N + 1)]
for i in range(N):
    if os.fork() == 0:
        reader, writer = pipes[i][0], pipes[i + 1][1]
        while piece := os.read(reader, 4096):  # waits
            os.write(writer, piece)
        os._exit(0)
feed, result = pipes[0][1], pipes[-1][0]
os.write(feed, b"x" * 100)
os.close(feed)
total = b""
while piece := os.read(result, 4096):
    total += piece
print(len(total))
for _ in range(N):
    os.wait()
