"""The question is still in the parent's buffer, and the child waits for it.

cause = "unflushed-buffer"
blame = ["question"]
"""

import os

down, up = os.pipe(), os.pipe()
if os.fork() == 0:
    os.close(down[1])
    os.close(up[0])
    with open(down[0]) as asked, open(up[1], "w") as said:
        said.write("you said " + asked.readline())
    os._exit(0)
os.close(down[0])
os.close(up[1])
question = open(down[1], "w")
answer = open(up[0])
question.write("anybody there?\n")
print(answer.readline())  # waits
