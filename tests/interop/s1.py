"""The PyZMQ tutorial (seed 001) in Python: `s1.py PROGRAM [ARGUMENTS]`.

Repaired: the collector binds, since nobody else does, and counts without `has_key`, which Python 3 does not have.
"""

import random
import time

import zmq
from peer import arg, arguments, bound, connected, context, print, rounds, run


def hello_server():
    """01-helloworld-server.py"""
    socket = bound(zmq.REP, arg(0, 5555))
    while True:
        print("Received request:", socket.recv())
        time.sleep(arg(1, 1.0))
        socket.send(b"World")


def hello_client():
    """01-helloworld-client.py"""
    socket = connected(zmq.REQ, arg(0, 5555))
    for number in range(arg(1, 10)):
        print(f"Sending request {number} …")
        socket.send(b"Hello")
        print(f"Received reply {number} [ {socket.recv()} ]")


def pair_server():
    """03-01-PAIR-server.py: reads one of the two messages that the client sends a round"""
    socket = bound(zmq.PAIR, arg(0, 5556))
    for _ in rounds(1):
        socket.send_string("Server message to client3")
        print(socket.recv())
        time.sleep(arg(2, 1.0))


def pair_client():
    """03-01-PAIR-client.py"""
    socket = connected(zmq.PAIR, arg(0, 5556))
    for _ in rounds(1):
        print(socket.recv())
        socket.send_string("client message to server1")
        socket.send_string("client message to server2")
        time.sleep(arg(2, 1.0))


def req_rep_server():
    """03-02-REQ-REP-server.py: says its port when the command line names it"""
    port = arg(0, "5556")
    if arguments:
        print(f"[INFO] The current server is working on port {port}")
    socket = bound(zmq.REP, port)
    while True:
        print("[INFO] Received request:", socket.recv())
        time.sleep(arg(1, 10.0))
        socket.send_string(f"[INFO] This is a reply from {port}")


def to_each_server(kind):
    socket = context.socket(kind)
    for port in arguments or ["5556"]:
        print(f"[INFO] Connecting to server on port {port}")
        socket.connect(f"tcp://localhost:{port}")
    return socket


def req_rep_client():
    """03-02-REQ-REP-client.py: says ten requests, sends nine"""
    socket = to_each_server(zmq.REQ)
    for number in range(1, 10):
        text = f"[REQ]: Sending request no {number}"
        print(text)
        socket.send_string(text)
        print("[INFO]: received message:", socket.recv())


def sub_pub_server():
    """03-03-SUB-PUB-server.py: says its port when the command line names it"""
    port = arg(0, "5556")
    if arguments:
        print(f"[INFO] The server is working on port {port}")
    socket = bound(zmq.PUB, port)
    while True:
        text = f"Topic {random.randint(9999, 10004)}, message {random.randint(-79, 134)}"
        print("[INFO]", text)
        socket.send_string(text)
        time.sleep(arg(1, 5.0))


def sub_pub_client():
    """03-03-SUB-PUB-client.py"""
    socket = to_each_server(zmq.SUB)
    socket.setsockopt_string(zmq.SUBSCRIBE, "Topic 10001")
    for _ in range(5):
        words = socket.recv().split()
        print(f"[INFO] Topic {words}, message {words[3]}")


def producer():
    """03-04-producer.py: does not wait for what is unsent"""
    socket = bound(zmq.PUSH, arg(0, 5557), "127.0.0.1")
    for number in range(20000):
        socket.send_json({"num": number})


def consumer():
    """03-04-consumer.py"""
    consumer = arg(2, random.randint(1, 10004))
    print("[INFO]: Worker ID:", consumer)
    receiver, sender = connected(zmq.PULL, arg(0, 5557)), connected(zmq.PUSH, arg(1, 5558))
    while True:
        number = receiver.recv_json()["num"]
        if number % 2 == 0:
            print("[INFO] Sending ")
            sender.send_json({"consumer": consumer, "num": number})


def collector():
    """03-04-result-collector.py"""
    socket = bound(zmq.PULL, arg(0, 5558), "127.0.0.1")
    counts = {}
    for _ in range(1000):
        done = socket.recv_json()
        counts[done["consumer"]] = counts.get(done["consumer"], 0) + 1
    print(counts)


run(globals())
