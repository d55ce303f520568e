"""Three processes in a ring, and nobody has put in the first token.

cause = "circular-wait"
"""

import os

COUNT = 3
pipes = [os.pipe() for _ in range(COUNT)]


def station(number):
    mine = pipes[number][0]
    following = pipes[(number + 1) % COUNT][1]
    for reader, writer in pipes:
        if reader != mine:
            os.close(reader)
        if writer != following:
            os.close(writer)
    while True:
        token = os.read(mine, 1)  # waits
        os.write(following, token)


children = []
for number in range(1, COUNT):
    pid = os.fork()
    if pid == 0:
        station(number)
    children.append(pid)
station(0)
