"""multiprocessing makes the child and the two ways, and keeps messages apart by itself."""

import multiprocessing
import os


def reply(questions, answers):
    for data in iter(lambda: os.read(questions, 2048), b""):
        os.write(answers, data.upper())
    os.close(questions)
    os.close(answers)


def child_replies(end, others):
    others.close()
    try:
        while True:
            end.send_bytes(end.recv_bytes().upper())
    except EOFError:
        end.close()


def converse(words):
    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=child_replies, args=(theirs, ours))
    child.start()
    theirs.close()
    answers = []
    for word in words:
        ours.send_bytes(word)
        answers.append(ours.recv_bytes())
    ours.close()
    child.join()
    return answers
