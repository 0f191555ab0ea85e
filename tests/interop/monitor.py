"""A monitored queue, and who watches one: `monitor.py queue KIND KIND IN OUT MONITOR` and `monitor.py watch PREFIX MONITOR`."""

import sys

import zmq
from zmq.devices import monitored_queue

context = zmq.Context()
program, *arguments = sys.argv[1:]
if program == "queue":
    sockets = [context.socket(getattr(zmq, kind)) for kind in [*arguments[:2], "PUB"]]
    for socket, port in zip(sockets, arguments[2:]):
        socket.bind(f"tcp://127.0.0.1:{port}")
    monitored_queue(*sockets, b"IN", b"OUT")
else:
    socket = context.socket(zmq.SUB)
    socket.setsockopt_string(zmq.SUBSCRIBE, arguments[0])
    socket.connect(f"tcp://127.0.0.1:{arguments[1]}")
    while True:
        print(socket.recv_multipart(), flush=True)
