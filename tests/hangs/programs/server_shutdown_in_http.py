"""As before, in a function that the handler calls.

cause = "lock-never-released"
blame = ["s"]
"""

import http.server
import threading
import urllib.request


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        stop(self.server)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *a):
        pass


def stop(s):
    s.shutdown()  # waits


server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
t = threading.Thread(target=server.serve_forever)
t.start()
urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/", data=b"stop")
t.join()
