"""Leaves SIGTERM as it is: the server dies in the middle of an answer.

caught_by = "test_the_client_at_hand_gets_its_answer"
apart = "crashed"
words = ["killed by SIGTERM"]
"""


def serve(listener):
    served = 0
    while True:
        client, _ = listener.accept()
        with client, client.makefile("rb") as lines:
            question = lines.readline()
            if question.endswith(b"\n"):
                client.sendall(question.upper())
                served += 1
    return served
