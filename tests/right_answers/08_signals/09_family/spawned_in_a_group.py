"""posix_spawn makes the group; first they are asked to end, then they are made to."""

import os
import signal


def run_for(argv, reader):
    output, writer = os.pipe()
    actions = [(os.POSIX_SPAWN_DUP2, writer, 1)]
    try:
        child = os.posix_spawnp(argv[0], argv, os.environ, file_actions=actions, setpgroup=0)
    except FileNotFoundError:
        child = 0
    os.close(writer)
    os.read(reader, 1)
    if child:
        os.kill(-child, signal.SIGTERM)
        os.kill(-child, signal.SIGKILL)
    data = b""
    while chunk := os.read(output, 65536):
        data += chunk
    os.close(output)
    return data, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) if child else 127
