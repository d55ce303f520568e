"""A UDP socket that anybody may send to: explained, but not proved.

cause = "no-more-data"
verdict = "timeout"
"""

import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("127.0.0.1", 0))
data, sender = sock.recvfrom(100)  # waits
