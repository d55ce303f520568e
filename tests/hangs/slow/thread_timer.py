"""A threading.Timer sets the event."""

import threading

event = threading.Event()
threading.Timer(0.4, event.set).start()
event.wait()
