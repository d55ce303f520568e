"""As before, and the server hands its connections to threads.

cause = "lock-never-released"
blame = ["guard"]
verdict = "timeout"
"""

import socket
import threading

guard = threading.RLock()
listener = socket.create_server(("127.0.0.1", 0))


def handle(conn):
    request = conn.recv(10)
    guard.acquire()
    conn.sendall(request)
    guard.release()


def accept_all():
    while True:
        conn, _ = listener.accept()
        threading.Thread(target=handle, args=(conn,)).start()


threading.Thread(target=accept_all).start()


def ask(text):
    guard.acquire()
    s = socket.create_connection(listener.getsockname())
    s.sendall(text)
    answer = s.recv(10)  # waits
    guard.release()
    return answer


print(ask(b"hi"))
