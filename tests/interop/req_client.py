"""Sends three requests to the endpoint that is given and prints each reply."""
import sys

import zmq

context = zmq.Context()
socket = context.socket(zmq.REQ)
socket.connect(sys.argv[1])
for number in range(3):
    socket.send(b"Hello %d" % number)
    print("Received reply", number, "[", socket.recv().decode(), "]", flush=True)
socket.close()
context.term()
