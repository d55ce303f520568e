"""A server looks twice a second whether it is to end, and two other threads have taken two locks in another order.

verdict = "stuck"
cause = "lock-never-released"
blame = ["ledger", "stock"]
"""

import socketserver
import threading

ledger, stock = threading.Lock(), threading.Lock()
both = threading.Barrier(2)


def sell():
    with ledger:
        both.wait()
        with stock:  # waits
            print("sold")


def buy():
    with stock:
        both.wait()
        with ledger:  # waits
            print("bought")


def serve():
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as server:
        server.serve_forever()


threading.Thread(target=serve, daemon=True, name="server").start()
threads = [threading.Thread(target=each) for each in (sell, buy)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
