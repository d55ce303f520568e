"""One socket pair in place of two pipes, and a child that reads until its half is shut down."""

import os
import socket


def reply(questions, answers):
    with open(questions, "rb", buffering=0) as asked, open(answers, "wb", buffering=0) as out:
        while data := asked.read(4096):
            out.write(data.upper())


def converse(words):
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        reply(os.dup(theirs.fileno()), theirs.detach())
        os._exit(0)
    theirs.close()
    answers = []
    with ours:
        for word in words:
            ours.sendall(word)
            answer = b""
            while len(answer) < len(word):
                answer += ours.recv(len(word) - len(answer))
            answers.append(answer)
    os.waitpid(child, 0)
    return answers
