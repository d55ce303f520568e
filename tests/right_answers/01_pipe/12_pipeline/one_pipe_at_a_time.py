"""Makes each pipe when it is needed, so that a child never meets the pipes of later siblings."""

import os


def shell_pipe():
    ends = os.pipe()
    os.set_inheritable(ends[0], True)
    os.set_inheritable(ends[1], True)
    return ends


def pipeline(commands, source):
    children = []
    for command in commands:
        reader, writer = shell_pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            os.dup2(source, 0)
            os.close(source)
            os.dup2(writer, 1)
            os.close(writer)
            try:
                os.execvp(command[0], command)
            except OSError:
                os._exit(127)
        children.append(child)
        os.close(writer)
        os.close(source)
        source = reader
    data = b"".join(iter(lambda: os.read(source, 5000), b""))
    os.close(source)
    return data, [os.WEXITSTATUS(os.waitpid(child, 0)[1]) for child in children]
