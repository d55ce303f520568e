"""As before, with a server of the library, which looks every half second whether it is to stop.

cause = "lock-never-released"
blame = ["lock"]
verdict = "stuck"
"""

import http.server
import threading
import urllib.request

lock = threading.Lock()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        with lock:
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

    def log_message(self, *a):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
with lock:
    print(urllib.request.urlopen(f"http://127.0.0.1:{server.server_address[1]}/").read())  # waits
