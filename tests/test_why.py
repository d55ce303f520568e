"""The command `kata why`: what it passes on, what it says, and that it leaves nothing behind."""

import contextlib
import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
import time
import xml.etree.ElementTree
from pathlib import Path

import pytest

from kata.agent.asking import ASK
from tests.tools import neighbour
from tests.tools.corpus import HANGS

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="/proc")]

KATA = [sys.executable, "-m", "kata", "why"]
OWN_END = HANGS / "pipe_own_write_end.py"
STILL_RUNNING = r"STILL RUNNING after \d+\.\d s\b"


def why(*arguments, **keywords):
    options = {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True, "timeout": 60}
    return subprocess.run([*KATA, *map(str, arguments)], **options | keywords)


def program(folder, text):
    file = folder / "program.py"
    file.write_text(text)
    return file


def test_a_program_that_ends_is_left_as_it_is(tmp_path):
    text = "import sys; print(sys.stdin.read().upper(), sys.argv[1:]); print('words', file=sys.stderr); sys.exit(3)"
    done = why(program(tmp_path, text), "--json", "-x", stdin=None, input="typed")
    assert (done.returncode, done.stdout, done.stderr) == (3, "TYPED ['--json', '-x']\n", "words\n")


def test_a_question_at_the_end_of_a_program_ends_nothing(tmp_path):
    text = f"""\
import os
class Last:
    def __del__(self, kill=os.kill, pid=os.getpid(), write=os.write):
        kill(pid, {int(ASK)})
        write(1, b"goes on")
last = Last()  # it goes when Python has taken back all handlers
"""
    done = why(program(tmp_path, text))
    assert (done.returncode, done.stdout) == (0, "goes on")


def test_any_command_can_be_asked():
    assert why("sh", "-c", "echo shell; exit 7").stdout == "shell\n"
    assert why("sh", "-c", "exit 7").returncode == 7


def test_a_signal_that_kills_is_passed_on():
    assert why("sh", "-c", "kill -TERM $$").returncode == -signal.SIGTERM


def test_a_program_that_cannot_be_run(tmp_path):
    done = why("no-such-program")
    assert (done.returncode, done.stderr) == (127, "kata why: no-such-program: No such file or directory\n")
    (tmp_path / "text").write_text("")
    done = why(tmp_path / "text")
    assert done.returncode == 126
    assert "Permission denied" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "name the program to run"),
        (["--timeout", "soon", "true"], "'soon' is not a number of seconds greater than 0"),
        (["--timeout", "0", "true"], "'0' is not a number"),
        (["--pid", "1", "true"], "--pid looks at a running process"),
        (["--json", "/no/such/folder/file", "true"], "--json: /no/such/folder/file cannot be written."),
        (["--svg", "/", "true"], "--svg: / is a folder."),
    ],
)
def test_a_mistake_in_the_command_line_is_one_sentence_and_status_2(arguments, words):
    done = why(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_hang_is_told_on_the_error_output_and_ended(tmp_path):
    done = why("--json", "-", OWN_END)
    facts = json.loads(done.stdout[done.stdout.index("{") :])
    assert done.returncode == 124
    assert re.match(r"HANG after \d+\.\d\d s", done.stderr)
    assert "it still holds the write end itself: `writer`" in done.stderr
    assert (facts["verdict"], facts["cause"], facts["exit_status"]) == ("deadlock", "own-write-end", None)
    assert facts["blame"] == [
        {"pid": facts["processes"][0]["pid"], "fd": 4, "end": "write", "name": "writer"}
    ]
    assert not any(os.path.exists(f"/proc/{process['pid']}") for process in facts["processes"])


def test_a_folder_that_was_removed_meanwhile_is_no_problem(tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f"rmdir {gone} && exec {sys.executable} -m kata why --json - {OWN_END}"
    options = {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True, "timeout": 60}
    environment = os.environ | {"PYTHONPATH": str(HANGS.parents[2])}
    done = subprocess.run(["sh", "-c", script], cwd=gone, env=environment, **options)
    facts = json.loads(done.stdout[done.stdout.index("{") :])
    assert (facts["cause"], facts["processes"][0]["file"]) == ("own-write-end", str(OWN_END))
    assert "Error" not in done.stderr


def test_a_fork_server_is_no_part_of_the_story(tmp_path):
    """From Python 3.14 on, multiprocessing starts one for everybody who does not name another way."""
    text = (HANGS / "shared_event_never_set.py").read_text().replace('"fork"', '"forkserver"')
    done = why("--json", "-", program(tmp_path, text))
    facts = json.loads(done.stdout)
    roles = sorted(process["role"] for process in facts["processes"])
    assert roles == ["child", "child 2", "fork server", "parent", "resource tracker"]
    assert [each["name"] for each in facts["objects"]] == ["ready"]
    assert facts["summary"] == (
        "The child waits for event `ready`, and nobody is left to bring that about: "
        "the parent waits for the child to exit and child 2 waits for event `ready`."
    )


def test_what_has_ended_is_told_in_the_facts_too():
    facts = json.loads(why("--json", "-", "sh", "-c", "exit 5").stdout)
    assert (facts["verdict"], facts["exit_status"], facts["cause"]) == ("finished", 5, None)


def test_without_a_proof_it_ends_at_the_limit(tmp_path):
    done = why("--timeout", "0.5", program(tmp_path, "while True: pass"))
    assert done.returncode == 124
    assert re.match(STILL_RUNNING, done.stderr)
    assert "one of them is still at work" in done.stderr


def test_why_it_is_not_proved_is_told(tmp_path):
    text = "import os, signal; signal.alarm(60); reader, writer = os.pipe(); os.read(reader, 1)"
    done = why("--timeout", "2.5", "--json", "facts", program(tmp_path, text), cwd=tmp_path)
    pid = json.loads((tmp_path / "facts").read_text())["processes"][0]["pid"]
    assert done.stderr.splitlines()[-1] == f"It is not proved to hang: process {pid} has an armed alarm."


def test_someone_who_waits_for_a_person_is_not_proved_to_hang(tmp_path):
    master, slave = pty.openpty()
    done = why("--timeout", "1.5", program(tmp_path, "input('name? ')"), stdin=slave)
    os.close(master)
    os.close(slave)
    assert re.match(STILL_RUNNING, done.stderr)
    assert "Probably: your process waits for a person at the terminal." in done.stderr


def test_what_a_person_types_arrives(tmp_path):
    """The answer is typed when the program has been seen asleep for longer than a proof takes."""
    master, slave = pty.openpty()
    command = [*KATA, program(tmp_path, "print(input('name? ').upper(), flush=True)")]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    said = b""
    while b"name? " not in said:
        said += os.read(master, 100)
    wait_until_asleep(process.pid)
    os.write(master, b"ada\n")
    assert process.wait(20) == 0
    with contextlib.suppress(OSError):
        while piece := os.read(master, 100):
            said += piece
    assert b"ADA" in said
    os.close(master)


def wait_until_asleep(pid):
    """Until a proof would long have been found, if there was one."""
    neighbour.wait_until_asleep(pid)


def at_a_terminal(*arguments):
    """The command at a terminal of its own: its pid, and the other side of the terminal."""
    pid, master = pty.fork()
    if pid == 0:
        os.execv(sys.executable, [*KATA, *map(str, arguments)])
    return pid, master


def said_until(master, words):
    said = b""
    while words not in said:
        said += os.read(master, 1000)
    return said.decode()


def rest_of(pid, master):
    """All that is said to the end, and the exit status."""
    said = b""
    with contextlib.suppress(OSError):  # EIO: nobody has it open any more
        while piece := os.read(master, 1000):
            said += piece
    os.close(master)
    return said.decode(), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_at_a_terminal_a_hang_is_told_and_left_to_its_user(tmp_path):
    """It goes on waiting in its call, and Ctrl-C ends it as it would have."""
    text = "import os\nreader, writer = os.pipe()\ntry:\n    os.read(reader, 1)\nfinally:\n    print('tidied up')\n"
    pid, master = at_a_terminal(program(tmp_path, text))
    said = said_until(master, b"Ctrl-C ends it.")
    assert "HANG after " in said
    assert "it still holds the write end itself: `writer` (fd 4)" in said
    neighbour.wait_until_asleep(pid)
    os.write(master, b"\x03")
    said, status = rest_of(pid, master)
    assert "tidied up" in said
    assert "KeyboardInterrupt" in said
    assert "HANG" not in said
    assert status == -signal.SIGINT


def test_what_was_called_a_hang_at_a_terminal_may_still_go_on(tmp_path):
    """Somebody reaches into the program, as a debugger would."""
    text = (
        "import os\nreader, writer = os.pipe()\nprint(os.getpid(), flush=True)\nprint(os.read(reader, 9))\n"
    )
    pid, master = at_a_terminal(program(tmp_path, text))
    said = said_until(master, b"Ctrl-C ends it.")
    Path(f"/proc/{int(said.split()[0])}/fd/4").write_bytes(b"late")
    said, status = rest_of(pid, master)
    assert (said.strip(), status) == ("b'late'", 0)


def test_at_a_terminal_a_hang_is_ended_on_request_and_at_the_limit():
    for option, words in (("--end", "HANG after"), ("--timeout=6", "Ctrl-C ends it.")):
        pid, master = at_a_terminal(option, OWN_END)
        said, status = rest_of(pid, master)
        assert words in said
        assert status == 124


def test_a_program_that_waits_for_ctrl_c_at_a_terminal_is_left_alone(tmp_path):
    text = "import signal\ntry:\n    signal.pause()\nexcept KeyboardInterrupt:\n    print('good bye')\n"
    bare = "import signal; print('ready', flush=True); signal.pause()"
    for each, end in ((text, 0), (bare, -signal.SIGINT)):
        pid, master = at_a_terminal(program(tmp_path, each))
        neighbour.wait_until_asleep(pid)
        os.write(master, b"\x03")
        said, status = rest_of(pid, master)
        assert "HANG" not in said
        assert status == end


def test_a_pipe_from_outside_may_still_bring_something(tmp_path):
    reader, writer = os.pipe()
    process = subprocess.Popen(
        [*KATA, program(tmp_path, "print(input())")], stdin=reader, stdout=subprocess.PIPE
    )
    wait_until_asleep(process.pid)
    os.write(writer, b"at last\n")
    assert process.communicate(timeout=20)[0] == b"at last\n"
    os.close(reader)
    os.close(writer)


def test_a_client_from_outside_may_still_connect(tmp_path):
    text = (
        "import socket; s = socket.create_server(('127.0.0.1', 0)); print(s.getsockname()[1], flush=True);"
        "print(s.accept()[0].recv(10))"
    )
    process = subprocess.Popen([*KATA, program(tmp_path, text)], stdout=subprocess.PIPE, text=True)
    port = int(process.stdout.readline())
    wait_until_asleep(process.pid)
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"hello")
        assert process.communicate(timeout=20)[0] == "b'hello'\n"


def test_a_fifo_may_still_be_opened_from_outside(tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    command = [*KATA, "cat", str(fifo)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    wait_until_asleep(process.pid)
    fifo.write_text("through")
    assert process.communicate(timeout=20)[0] == "through"


def test_a_peer_outside_may_still_answer(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        text = f"import socket; print(socket.create_connection(('127.0.0.1', {port})).recv(10))"
        process = subprocess.Popen([*KATA, program(tmp_path, text)], stdout=subprocess.PIPE, text=True)
        with server.accept()[0] as connection:
            wait_until_asleep(process.pid)
            connection.sendall(b"at last")
            assert process.communicate(timeout=20)[0] == "b'at last'\n"


def test_a_daemon_of_the_program_goes_on_and_its_alarm_rings(tmp_path):
    """It lives longer than the command, which has promised the kernel to hear of clocks."""
    rung = tmp_path / "rung"
    os.mkfifo(rung)
    text = f"""
import os, signal
if os.fork() == 0:
    os.setsid()
    for fd in range(3): os.close(fd)
    signal.signal(signal.SIGUSR1, lambda *_: None)
    signal.signal(signal.SIGALRM, lambda *_: open({str(rung)!r}, "w").write("rung"))
    os.kill(os.getpid(), signal.SIGSTOP)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    signal.pause()
    os._exit(0)
pid, status = os.waitpid(-1, os.WUNTRACED)
open({str(tmp_path / "pid")!r}, "w").write(str(pid))
"""
    assert why(program(tmp_path, text)).returncode == 0
    os.kill(int((tmp_path / "pid").read_text()), signal.SIGCONT)
    assert rung.read_text() == "rung"


def test_ctrl_c_is_the_business_of_the_program(tmp_path):
    text = """
import os, signal, time
signal.signal(signal.SIGINT, lambda *_: (os.write(1, b"tidied up\\n"), os._exit(4)))
print("ready", flush=True)
time.sleep(60)
"""
    command = [*KATA, program(tmp_path, text)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout.readline() == "ready\n"
    os.killpg(process.pid, signal.SIGINT)
    assert process.communicate(timeout=20)[0] == "tidied up\n"
    assert process.returncode == 4


def test_a_signal_to_the_command_is_one_to_the_program(tmp_path):
    text = "import signal, sys; signal.signal(15, lambda *_: sys.exit(6)); print('ready', flush=True); signal.pause()"
    command = [*KATA, sys.executable, "-c", text]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    process.terminate()
    process.stdout.close()
    assert process.wait(20) == 6


def test_a_python_without_the_reporter_is_explained_by_its_numbers():
    code = "import os; r, w = os.pipe(); os.read(r, 1)"
    done = why("--json", "-", sys.executable, "-I", "-S", "-c", code)
    facts = json.loads(done.stdout)
    assert (facts["verdict"], facts["cause"]) == ("deadlock", "own-write-end")


def test_a_program_whose_first_thread_has_ended_is_proved_to_hang(tmp_path):
    """Its descriptors are with its other threads, and Python, which answers in the first, cannot answer."""
    text = """
import ctypes, os, platform, threading
reader, writer = os.pipe()
threading.Thread(target=os.read, args=(reader, 1)).start()
ctypes.CDLL(None).syscall({"x86_64": 60, "aarch64": 93}[platform.machine()], 0)
"""
    facts = json.loads(why("--json", "-", program(tmp_path, text)).stdout)
    assert (facts["verdict"], facts["cause"]) == ("deadlock", "own-write-end")


def test_sitecustomize_of_the_environment_is_still_loaded(tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import builtins; builtins.customized = 'yes'")
    text = "import sys; print(customized, sys.modules['sitecustomize'].__file__, [p for p in sys.path if 'kata' in p])"
    done = why(
        program(tmp_path, text), env=os.environ | {"PYTHONPATH": str(tmp_path) + os.pathsep + os.getcwd()}
    )
    assert done.stdout.startswith(f"yes {tmp_path / 'sitecustomize.py'}"), done.stderr
    assert "load" not in done.stdout


def test_the_program_may_have_a_module_of_the_same_name(tmp_path):
    (tmp_path / "kata.py").write_text("mine = 1")
    (tmp_path / "json.py").write_text("mine = 2")
    text = "import os, kata, json; print(kata.mine, json.mine, flush=True); r, w = os.pipe(); os.read(r, 1)"
    done = why(program(tmp_path, text))
    assert done.stdout == "1 2\n"
    assert "`w` (fd 4)" in done.stderr


def test_pictures_are_complete_and_name_who_is_to_blame(tmp_path):
    svg, html = tmp_path / "a.svg", tmp_path / "a.html"
    why("--svg", svg, "--html", html, OWN_END)
    root = xml.etree.ElementTree.fromstring(svg.read_text())
    blamed = [
        e.text for e in root.iter("{http://www.w3.org/2000/svg}text") if e.get("class") == "blamed-text"
    ]
    assert blamed == ["write end of A   writer (fd 4)  ✗ keeps it open"]
    page = html.read_text()
    assert svg.read_text().partition("<rect")[0].partition("<style>")[0].strip()[:4] == "<svg"
    assert "it still holds the write end itself" in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")


@pytest.fixture
def hanging():
    process = subprocess.Popen([sys.executable, OWN_END], stdout=subprocess.DEVNULL)
    limit = time.monotonic() + 20
    while "read" not in call_of(process.pid) and time.monotonic() < limit:
        time.sleep(0.01)
    yield process.pid
    assert process.poll() is None, "it was touched"
    process.kill()
    process.wait()


def call_of(pid):
    number = Path(f"/proc/{pid}/syscall").read_text().split()[0]
    return "read" if number == "0" and Path(f"/proc/{pid}/task/{pid}/children").read_text() else ""


def test_a_running_tree_is_looked_at_and_not_touched(hanging):
    done = why("--json", "-", "--pid", hanging)
    facts = json.loads(done.stdout)
    assert done.returncode == 0
    assert (facts["verdict"], facts["cause"]) == ("timeout", "own-write-end")
    assert "Probably: the parent waits for the end of pipe A" in done.stderr
    assert facts["processes"][0]["source"] == "for line in lines:  # waits"


def test_a_process_that_is_not_there_or_not_ours():
    done = why("--pid", 2**22 + 1)
    assert (done.returncode, done.stderr) == (1, f"kata why: there is no process {2**22 + 1}.\n")
    if os.geteuid() and os.stat("/proc/1").st_uid != os.geteuid():  # in a container it may be ours
        done = why("--pid", 1)
        assert done.returncode == 1
        assert "process 1 may not be looked at" in done.stderr


BESIDE = """
import os, sys, threading, time
def beat():
    while True:
        time.sleep(0.1)
threading.Thread(target=beat, daemon=True, name="heartbeat").start()
reader, writer = os.pipe()
print("ready", flush=True)
print(os.read(reader, 9).decode(), flush=True)
"""


def test_ctrl_backslash_says_how_things_stand_and_the_program_goes_on(tmp_path):
    """Twice, and the program still waits in its call: a byte that comes then is read."""
    pid, master = at_a_terminal(program(tmp_path, BESIDE.replace('"ready"', "os.getpid()")))
    python = int(said_until(master, b"\r\n"))
    for _ in range(2):
        os.write(master, b"\x1c")
        said = said_until(master, b"`writer` (fd 4).")
        assert "AS IT STANDS after " in said
        assert "Probably: the main thread waits for data from pipe A" in said
    Path(f"/proc/{python}/fd/4").write_bytes(b"late")
    said, status = rest_of(pid, master)
    assert "late" in said
    assert status == 0


def test_ctrl_backslash_does_not_end_a_program_in_a_pipeline(tmp_path):
    """It is no terminal that the program reads from, and still the terminal's keys reach it."""
    text = "import sys; print('ready', flush=True); print(sys.stdin.read(), flush=True)"
    script = f"trap '' QUIT; (read line < /dev/tty; echo $line) | {' '.join(KATA)} {program(tmp_path, text)}"
    pid, master = pty.fork()
    if pid == 0:
        os.execv("/bin/sh", ["sh", "-c", script])
    said_until(master, b"ready")
    os.write(master, b"\x1c")
    assert "waits for data from pipe A" in said_until(master, b"outside of this program")
    os.write(master, b"typed\n")
    said, status = rest_of(pid, master)
    assert said.count("typed") == 2, "once as an echo of the terminal"
    assert status == 0


def test_a_handler_of_the_program_for_ctrl_backslash_is_called_as_well(tmp_path):
    text = (
        "import os, signal\nreader, writer = os.pipe()\n"
        "signal.signal(signal.SIGQUIT, lambda *_: os.write(writer, b'!'))\n"
        "print('ready', flush=True)\nprint(os.read(reader, 1))\n"
    )
    pid, master = at_a_terminal(program(tmp_path, text))
    said_until(master, b"ready")
    os.write(master, b"\x1c")
    said, status = rest_of(pid, master)
    assert "b'!'" in said
    assert status == 0


def test_sigquit_to_the_command_asks_it_without_a_terminal(tmp_path):
    process = subprocess.Popen(
        [*KATA, program(tmp_path, BESIDE)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGQUIT)
    lines = iter(process.stderr.readline, "")
    assert next(lines).startswith("AS IT STANDS after ")
    assert any("it still holds the write end itself" in line for line in lines)
    assert process.poll() is None
    process.terminate()
    process.communicate(timeout=20)
    assert process.returncode == -signal.SIGTERM


def test_without_a_terminal_a_program_ends_by_a_sigquit_of_its_own():
    assert why("sh", "-c", "kill -QUIT $$", start_new_session=True).returncode == -signal.SIGQUIT


def test_what_is_stuck_is_told_at_a_terminal_and_goes_on(tmp_path):
    pid, master = at_a_terminal(program(tmp_path, BESIDE.replace('"ready"', "os.getpid()")))
    python = int(said_until(master, b"\r\n"))
    said = said_until(master, b"Ctrl-C ends it.")
    assert "STUCK after " in said
    assert "Probably: the main thread waits for data from pipe A" in said
    assert re.search(r"Thread heartbeat \(\d+ times `sleep`\) only polls", said)
    Path(f"/proc/{python}/fd/4").write_bytes(b"late")
    said, status = rest_of(pid, master)
    assert "late" in said
    assert status == 0


def test_what_is_stuck_is_not_ended_unless_that_is_asked_for(tmp_path):
    process = subprocess.Popen(
        [*KATA, program(tmp_path, BESIDE)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with pytest.raises(subprocess.TimeoutExpired):
        process.communicate(timeout=8)
    process.terminate()
    assert process.communicate(timeout=20)[1] == b""
    done = why("--stuck", program(tmp_path, BESIDE))
    assert (done.returncode, done.stderr[:12]) == (124, "STUCK after ")


IDLE = {
    "a server and workers": """
import queue, socketserver, threading
jobs = queue.Queue()
def work():
    while True:
        jobs.get()()
class Stop(socketserver.BaseRequestHandler):
    def handle(self):
        jobs.put(server.shutdown)
def serve():
    global server
    with socketserver.TCPServer(("127.0.0.1", 0), Stop) as server:
        print(server.server_address[1], flush=True)
        server.serve_forever()
threading.Thread(target=work, daemon=True).start()
serve()
""",
    "an asyncio server and a task": """
import asyncio
async def report():
    while True:
        await asyncio.sleep(0.2)
async def main():
    over = asyncio.Event()
    server = await asyncio.start_server(lambda reader, writer: over.set(), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    reports = asyncio.create_task(report())
    await over.wait()
asyncio.run(main())
""",
    "a parent of a child that works in rounds": """
import os, socket, threading
listener = socket.create_server(("127.0.0.1", 0))
if os.fork() == 0:
    print(listener.getsockname()[1], flush=True)
    listener.settimeout(0.5)
    while True:
        try:
            os._exit(bool(listener.accept()[0].close()))
        except TimeoutError:
            pass
os.wait()
""",
}


@pytest.mark.parametrize("name", IDLE)
def test_what_strangers_may_give_work_is_not_stuck(name, tmp_path):
    """A client comes when everybody else would have been called stuck."""
    command = [*KATA, "--stuck", program(tmp_path, IDLE[name])]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    port = int(process.stdout.readline())
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(7)
    with socket.create_connection(("127.0.0.1", port)):
        process.communicate(timeout=20)
    assert process.returncode == 0


def test_at_the_limit_a_poller_is_not_named_as_the_cause(tmp_path):
    for limit in (5, 10, 20, 40):  # on a busy machine it takes longer until it is seen
        done = why("--json", "-", "--timeout", limit, program(tmp_path, BESIDE))
        facts = json.loads(done.stdout[done.stdout.index("{") :])
        if facts["verdict"] == "stuck":
            break
    assert (facts["verdict"], facts["cause"]) == ("stuck", "own-write-end")
    assert "only polls: nothing came of that" in facts["summary"]
    listens = BESIDE.replace(
        "while True:", "import socketserver\n    with socketserver.TCPServer(('', 0), None) as s:"
    )
    listens = listens.replace("        time.sleep(0.1)", "        s.serve_forever()")
    done = why("--json", "-", "--timeout", "1", program(tmp_path, listens))
    facts = json.loads(done.stdout[done.stdout.index("{") :])
    assert (facts["verdict"], facts["cause"]) == ("timeout", "own-write-end")


TWO_MUTEXES = """
import ctypes, threading
libc = ctypes.CDLL(None)
one, other = ctypes.create_string_buffer(64), ctypes.create_string_buffer(64)
both = threading.Barrier(2)
def take(first, second):
    libc.pthread_mutex_lock(first)
    both.wait()
    libc.pthread_mutex_lock(second)
threading.Thread(target=take, args=(one, other), name="left").start()
threading.Thread(target=take, args=(other, one), name="right").start()
"""


def test_the_owners_of_mutexes_of_the_c_library_are_found(tmp_path):
    facts = json.loads(why("--json", "-", program(tmp_path, TWO_MUTEXES)).stdout)
    assert (facts["verdict"], facts["cause"]) == ("deadlock", "lock-never-released")
    assert facts["summary"] == (
        "Thread left waits for mutex A, but thread right holds it and waits for mutex B."
    )


READ = {"x86_64": "0 0x3", "aarch64": "63 0x3"}[os.uname().machine]  # and its first argument, the read end

ORPHAN = """
import os, signal
reader, writer = os.pipe()
if os.fork() == 0:
    if os.fork() == 0:
        os.setsid()
        os.close(reader)
        print(os.getpid(), flush=True)
        signal.pause()
    os._exit(0)
os.wait()
os.close(writer)
os.read(reader, 1)
"""


def test_a_holder_that_does_not_descend_from_the_program_is_found(tmp_path):
    """The kernel gave an orphan to another process, and it still has the write end."""
    process = subprocess.Popen([sys.executable, program(tmp_path, ORPHAN)], stdout=subprocess.PIPE, text=True)
    orphan = int(process.stdout.readline())
    try:
        while not Path(f"/proc/{process.pid}/syscall").read_text().startswith(READ):
            time.sleep(0.01)
        done = why("--json", "-", "--pid", process.pid)
        facts = json.loads(done.stdout)
        (pipe,) = facts["objects"]
        assert [(end["pid"], end["end"]) for end in pipe["ends"]] == [
            (orphan, "write"),
            (process.pid, "read"),
        ]
        assert "the outsider, who holds the write end, waits for a signal" in facts["summary"]
        assert "closed" not in done.stderr
    finally:
        os.kill(orphan, signal.SIGKILL)
        process.communicate(timeout=20)
