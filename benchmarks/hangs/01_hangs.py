"""Ten programs that hang, each as soon as it can: what learners forget, and some that are harder to see.

`blocks` is called right before each call that does not come back.
"""

import os
import socket
import sys
import threading
import time

folder = os.environ["MOMENTS"]  # where `blocks` notes the time


def blocks():
    test = os.environ.get("PYTEST_CURRENT_TEST")
    name = test.split("[")[1].split("]")[0] if test else os.environ["HANG"]
    with open(f"{folder}/{name}.blocked", "a") as file:
        file.write(f"{time.monotonic()}\n")


def child_of(function):
    pid = os.fork()
    if pid == 0:
        function()
        os._exit(0)
    return pid


def forgets_its_own_write_end():
    reader, writer = os.pipe()
    os.write(writer, b"Into the pipe I go...")
    os.read(reader, 100)
    blocks()
    os.read(reader, 100)


def waits_beside_a_child_that_waits():
    reader, writer = os.pipe()
    back, _ = os.pipe()

    def wait_for_a_word():
        blocks()
        os.read(back, 1)

    child_of(wait_for_a_word)
    os.close(writer)
    blocks()
    while os.read(reader, 100):
        pass


def waits_for_a_child_that_fills_the_pipe():
    reader, writer = os.pipe()

    def fill():
        os.close(reader)
        os.write(writer, bytes(65536))
        blocks()
        os.write(writer, b"one more")

    pid = child_of(fill)
    blocks()
    os.waitpid(pid, 0)


def both_listen():
    ours, theirs = socket.socketpair()

    def listen():
        ours.close()
        blocks()
        theirs.recv(10)

    child_of(listen)
    theirs.close()
    blocks()
    ours.recv(10)


def receives_once_too_often():
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    pid = child_of(lambda: theirs.send(b"only one"))
    theirs.close()
    os.waitpid(pid, 0)
    ours.recv(100)
    blocks()
    ours.recv(100)


def a_line_without_an_end():
    question, _ = os.pipe()
    reader, writer = os.pipe()

    def speak():
        os.write(writer, b"half a li")
        blocks()
        os.read(question, 1)

    child_of(speak)
    os.close(writer)
    with open(reader) as lines:
        blocks()
        lines.readline()


def a_ring_of_four():
    pipes = [os.pipe() for _ in range(4)]

    def hand_on(place):
        blocks()
        os.write(pipes[(place + 1) % 4][1], os.read(pipes[place][0], 1))

    for place in (1, 2, 3):
        child_of(lambda place=place: hand_on(place))
    hand_on(0)


def a_program_that_waits_for_the_end():
    reader, _ = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(reader, 0)
        blocks()
        os.execvp("cat", ["cat"])
    os.close(reader)
    blocks()
    os.waitpid(pid, 0)


def a_thread_that_waits_as_well():
    reader, _ = os.pipe()

    def read():
        blocks()
        os.read(reader, 1)

    thread = threading.Thread(target=read)
    thread.start()
    blocks()
    thread.join()


def reads_to_an_end_that_never_comes():
    reader, _ = os.pipe()
    with open(reader) as text:
        blocks()
        sys.stdout.write(text.read())


if __name__ == "__main__":  # python 01_hangs.py NAME
    globals()[sys.argv[1]]()
