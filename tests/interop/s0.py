"""The Docker Compose tutorial (seed 000) in Python: `s0.py PROGRAM [ARGUMENTS]`. None of its programs needed repair."""

import pickle
import random
import sys
import time

import zmq
from peer import arg, bound, connected, print, run, subscribed


def server():
    """serverzmq.py"""
    socket = bound(zmq.REP, arg(0, 5555))
    while True:
        print("Received request:", socket.recv())
        socket.send(b"World")


def client():
    """clientzmq.py"""
    socket = connected(zmq.REQ, arg(1, 5555), arg(0, "zmq-rep"))
    for number in range(1):
        print(f"Sending request {number} ...")
        socket.send(b"Hello")
        print(f"Received reply {number}: {socket.recv()}")


def pub():
    """pubzmq.py, without its two seconds of sleep at the start"""
    socket = bound(zmq.PUB, arg(0, 12345))
    while True:
        text = "WAKTU " + time.asctime()
        socket.send_string(text)
        print("Published:", text)
        time.sleep(arg(1, 1.0))


def sub():
    """subzmq.py"""
    socket = subscribed(arg(1, 12345), "WAKTU", arg(0, "zmq-pub"))
    while True:
        print("Received:", socket.recv_string())


def sub_once():
    """sub_once.py"""
    socket = subscribed(arg(1, 12345), "WAKTU", arg(0, "zmq-pub"))
    poller = zmq.Poller()
    poller.register(socket, zmq.POLLIN)
    for _ in range(10):
        if socket in dict(poller.poll(500)):
            print("ZMQ SUB ONCE received:", socket.recv_string())
            return
    print("Timeout waiting for message")
    sys.exit(1)


def push():
    """pushzmq.py"""
    socket = bound(zmq.PUSH, arg(0, 9999))
    while True:
        work = random.randint(1, 100)
        print("Produced workload:", work)
        socket.send(pickle.dumps(work))
        time.sleep(work * arg(1, 0.2))


def pull():
    """pullzmq.py"""
    socket = connected(zmq.PULL, arg(1, 9999), arg(0, "zmq-push"))
    while True:
        work = pickle.loads(socket.recv())
        print(f"Worker {arg(3, 1)} received work: {work}")
        time.sleep(work * arg(2, 1.0))


run(globals())
