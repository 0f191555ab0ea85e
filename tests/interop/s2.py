"""The practical lesson (seed 002) in Python: `s2.py PROGRAM [ARGUMENTS]`.

Repaired: the subscriber to the abstract name is a SUB, which the original's PUB cannot be; the publisher of lines ends with
its file, where the original publishes empty lines for ever.
"""

import threading
import time

import zmq
from peer import arg, arguments, bound, connected, context, print, rounds, run, subscribed


def ping_server():
    """The text's server"""
    socket = bound(zmq.REP, arg(0, 5555))
    while True:
        print(socket.recv_pyobj())
        socket.send_pyobj("pong")


def ping_client():
    """The text's client"""
    socket = connected(zmq.REQ, arg(0, 5555))
    for _ in rounds(1):
        socket.send_pyobj("ping")
        print(socket.recv_pyobj())


def server():
    """example_server.py"""
    socket = bound(zmq.REP, arg(0, 5555))
    while True:
        print("[<--] waiting for client")
        print("[*] Got:", socket.recv_pyobj())
        time.sleep(arg(1, 1.0))
        print("[-->] sending answer")
        socket.send_pyobj({"val": "answer"})


def client():
    """example_client.py"""
    socket = connected(zmq.REQ, arg(0, 5555))
    for number in range(10):
        print(f"[-->] sending {number}...")
        socket.send_pyobj({"num": number, "message": "Hello world!"})
        print("[*] got:", socket.recv_pyobj())


def pub():
    """example_pub.py"""
    socket = bound(zmq.PUB, arg(0, 5556))
    number = 0
    while True:
        print(f"[-->] Sending {number}...")
        socket.send_pyobj({"param": "counter", "val": number})
        number += 1
        time.sleep(arg(1, 1.0))


def sub():
    """example_sub.py"""
    socket = subscribed(arg(0, 5556), b"")
    for _ in rounds(1):
        print("[<--] Waiting for server..")
        print("[*] Got:", socket.recv_pyobj())


def pub_linux():
    """pub_linux.py"""
    socket = context.socket(zmq.PUB)
    socket.bind("ipc://@" + arg(1, "data.socket"))

    def publish():
        with open(arguments[0]) as lines:
            for line in lines:
                socket.send_pyobj({"data": line})
                time.sleep(arg(2, 1.0))

    thread = threading.Thread(target=publish)
    thread.start()
    while thread.is_alive():
        print("pulse")
        time.sleep(arg(2, 1.0))


def sub_linux():
    """sub_linux.py"""
    socket = context.socket(zmq.SUB)
    socket.setsockopt(zmq.SUBSCRIBE, b"")
    socket.connect("ipc://@" + arg(0, "data.socket"))
    for _ in rounds(1):
        print(socket.recv_pyobj())


run(globals())
