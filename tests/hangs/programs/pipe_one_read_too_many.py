"""The reader wants three answers, and the peer, which waits for the next question, has only two.

cause = "circular-wait"
blame = ["questions_out", "answers_out"]
"""

import os

questions_in, questions_out = os.pipe()
answers_in, answers_out = os.pipe()
if os.fork() == 0:
    os.close(questions_out)
    os.close(answers_in)
    while os.read(questions_in, 1):
        os.write(answers_out, b"yes\n")
    os._exit(0)
os.close(questions_in)
os.close(answers_out)
os.write(questions_out, b"?")
os.read(answers_in, 4)
os.write(questions_out, b"?")
os.read(answers_in, 4)
os.read(answers_in, 4)  # waits
