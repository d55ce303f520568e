"""The names of calls that can change something for others: what is looked for in the text of a program that polls."""

from __future__ import annotations

EVENTS = {
    "set",
    "notify",
    "notify_all",
    "notifyAll",
    "set_result",
    "set_exception",
    "cancel",
    "close",
    "abort",
}
QUEUES = {"put", "put_nowait", "get", "get_nowait", "task_done", "shutdown", "send", "receive", "send_nowait"}
LEAVES = {"release", "wait", "reset", "acquire_on_behalf_of", "release_on_behalf_of"}
SIGNALS = {"kill", "killpg", "raise_signal", "pthread_kill", "send_signal", "terminate", "interrupt_main"}
SIGNALS |= {"alarm", "setitimer", "pidfd_send_signal"}
ENDS = {"_exit", "abort", "exit", "quit", "SystemExit", "raise"}
STARTS = {"Popen", "system", "popen", "posix_spawn", "posix_spawnp", "fork", "forkpty", "check_call"}
STARTS |= {
    "check_output",
    "execv",
    "execve",
    "execvp",
    "execvpe",
    "execl",
    "execlp",
    "create_subprocess_exec",
}
STARTS |= {"create_subprocess_shell", "subprocess.run", "subprocess.call"}
DYNAMIC = {"eval", "exec", "globals", "vars", "locals", "get_objects", "_current_frames", "__dict__"}
DYNAMIC |= {
    "pickle.load",
    "pickle.loads",
    "Unpickler",
    "import_module",
    "import",
    "reload",
    "run_path",
    "run_module",
    "exec_module",
    "load_module",
}
BY_NAME = {"getattr", "attrgetter", "methodcaller", "__getattribute__"}
RAW = {
    "os.write",
    "os.writev",
    "os.close",
    "os.closerange",
    "os.dup2",
    "os.fdopen",
    "os.splice",
    "os.sendfile",
}
RAW |= {"open", "fromfd", "Connection", "send_fds", "sendmsg"}
TELLING = EVENTS | QUEUES | LEAVES | SIGNALS | ENDS | STARTS | DYNAMIC | BY_NAME | RAW | {"stop"}
"""The names of calls that can change something for others; all others are of no interest to who is told of them."""
PAIRS = {each for each in STARTS | RAW | DYNAMIC if "." in each}
