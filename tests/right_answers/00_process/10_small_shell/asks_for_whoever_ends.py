"""os.wait until the one that is needed has come; a dict keeps all statuses."""

import os


def shell(lines):
    order, ended = [], {}

    def until(children):
        while not children <= ended.keys():
            child, status = os.wait()
            ended[child] = status

    for line in lines:
        words = line.split()
        if words == ["wait"]:
            until(set(order))
        elif words:
            stays = words[-1] != "&"
            child = os.fork()
            if child == 0:
                try:
                    os.execvp(words[0], words if stays else words[:-1])
                except FileNotFoundError:
                    os._exit(127)
                finally:
                    os._exit(126)
            order.append(child)
            if stays:
                until({child})
    until(set(order))
    return [
        os.WEXITSTATUS(ended[child]) if os.WIFEXITED(ended[child]) else 128 + os.WTERMSIG(ended[child])
        for child in order
    ]
