"""Binds a port of the system's choice, prints it, and answers three requests."""
import zmq

context = zmq.Context()
socket = context.socket(zmq.REP)
print(socket.bind_to_random_port("tcp://127.0.0.1"), flush=True)
for number in range(3):
    message = socket.recv()
    socket.send(b"World for " + message)
socket.close()
context.term()
