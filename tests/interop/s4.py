"""The introduction (seed 004) in Python: `s4.py PROGRAM [ARGUMENTS]`.

Repaired: the ventilator prints the number of its task, and closes and terminates instead of sleeping; the worker's second
half is indented; the broker over a proxy tidies up within its function. The kill signal and the devices are only pictures
in the text. The readers print what they read when they get a third argument.
"""

import random
import time

import zmq
from peer import arg, arguments, bound, connected, context, print, rounds, run, subscribed


def rep():
    """Replay"""
    socket = bound(zmq.REP, arg(0, 10101), "127.0.0.1")
    while True:
        print("recv : " + socket.recv_string())
        socket.send_string("world")


def req():
    """Request"""
    socket = connected(zmq.REQ, arg(0, 10101), "127.0.0.1")
    for _ in rounds(2):
        socket.send_string("hello")
        print("recv : " + socket.recv_string())
        time.sleep(arg(1, 3.0))


def pub():
    """Publisher"""
    socket = bound(zmq.PUB, arg(0, 10100), "127.0.0.1")
    while True:
        socket.send_string("Hello")
        time.sleep(arg(1, 3.0))


def sub():
    """Subscriber"""
    socket = connected(zmq.SUB, arg(0, 10100), "127.0.0.1")
    socket.setsockopt_string(zmq.SUBSCRIBE, "")
    for _ in rounds(1):
        print(socket.recv_string())


def ventilator():
    """Parallel task ventilator"""
    sender, sink = bound(zmq.PUSH, arg(0, 10102), "127.0.0.1"), connected(zmq.PUSH, arg(1, 10103), "127.0.0.1")
    print("Press Enter when the workers are ready: ")
    input()
    print("Sending tasks to workers")
    sink.send(b"0")
    total = 0
    for number in range(100):
        workload = random.randint(1, 100)
        total += workload
        sender.send_string(f"{workload}")
        print(number)
    print(f"Total expected cost: {total} msec")
    sender.close()
    sink.close()
    context.term()


def worker():
    """Parallel task worker"""
    receiver, sender = connected(zmq.PULL, arg(0, 10102)), connected(zmq.PUSH, arg(1, 10103))
    while True:
        work = receiver.recv()
        print(".", end="")
        time.sleep(int(work) * 0.001)
        sender.send(b"")


def worker2():
    """Parallel Pipeline with Kill Signaling"""
    receiver, sender = connected(zmq.PULL, arg(0, 10102)), connected(zmq.PUSH, arg(1, 10103))
    controller = subscribed(arg(2, 10104), b"")
    poller = zmq.Poller()
    poller.register(receiver, zmq.POLLIN)
    poller.register(controller, zmq.POLLIN)
    while True:
        socks = dict(poller.poll())
        if receiver in socks:
            work = receiver.recv()
            print(".", end="")
            time.sleep(int(work) * 0.001)
            sender.send(work)
        if controller in socks:
            return


def sink():
    """Parallel task sink"""
    receiver = bound(zmq.PULL, arg(0, 10103), "127.0.0.1")
    receiver.recv()
    start = time.time()
    for number in range(100):
        receiver.recv()
        print(":" if number % 10 == 0 else ".", end="")
    print("Total elapsed time: %d msec" % ((time.time() - start) * 1000))


def sink2():
    """Parallel Pipeline with Kill Signaling"""
    controller = bound(zmq.PUB, arg(1, 10104))
    sink()
    controller.send(b"KILL")
    controller.close()
    time.sleep(1)


def sources():
    return connected(zmq.PULL, arg(0, 5557)), subscribed(arg(1, 5556), b"10001")


def process(what, message):
    if len(arguments) > 2:
        print(what, message)


def msreader():
    """This version uses a simple recv loop"""
    receiver, subscriber = sources()
    while True:
        for what, socket in ("task", receiver), ("weather", subscriber):
            while True:
                try:
                    process(what, socket.recv(zmq.DONTWAIT))
                except zmq.Again:
                    break
        time.sleep(0.001)


def mspoller():
    """This version uses zmq.Poller()"""
    receiver, subscriber = sources()
    poller = zmq.Poller()
    poller.register(receiver, zmq.POLLIN)
    poller.register(subscriber, zmq.POLLIN)
    while True:
        try:
            socks = dict(poller.poll())
        except KeyboardInterrupt:
            break
        if receiver in socks:
            process("task", receiver.recv())
        if subscriber in socks:
            process("weather", subscriber.recv())


def feeds():
    """What the readers read: tasks, and weather of two places, until it is ended"""
    tasks, weather = bound(zmq.PUSH, arguments[0]), bound(zmq.PUB, arguments[1])
    tasks.send(b"42")
    while True:
        weather.send(b"10002 0 0")
        weather.send(b"10001 -3 44")
        time.sleep(0.02)


def rrbroker():
    """Simple request-reply broker"""
    frontend, backend = bound(zmq.ROUTER, arg(0, 5559)), bound(zmq.DEALER, arg(1, 5560))
    poller = zmq.Poller()
    poller.register(frontend, zmq.POLLIN)
    poller.register(backend, zmq.POLLIN)
    while True:
        socks = dict(poller.poll())
        if socks.get(frontend) == zmq.POLLIN:
            backend.send_multipart(frontend.recv_multipart())
        if socks.get(backend) == zmq.POLLIN:
            frontend.send_multipart(backend.recv_multipart())


def msgqueue():
    """Same as request-reply broker but using zmq.proxy"""
    zmq.proxy(bound(zmq.ROUTER, arg(0, 5559)), bound(zmq.DEALER, arg(1, 5560)))


def device():
    """Queue, Forwarder, Streamer"""
    kinds = {"queue": (zmq.ROUTER, zmq.DEALER), "forwarder": (zmq.XSUB, zmq.XPUB), "streamer": (zmq.PULL, zmq.PUSH)}
    one, other = kinds[arg(0, "queue")]
    zmq.proxy(bound(one, arg(1, 5559)), bound(other, arg(2, 5560)))


def asker():
    """Extended Request-Reply: a client of a broker"""
    socket = connected(zmq.REQ, arg(0, 5559))
    for number in range(arg(1, 10)):
        socket.send_multipart([b"Hello", b"%d" % number])
        print(f"Received reply {number} {socket.recv_multipart()}")


def answerer():
    """Extended Request-Reply: a worker behind a broker"""
    socket = connected(zmq.REP, arg(0, 5560))
    while True:
        request = socket.recv_multipart()
        print("Received request:", request)
        socket.send_multipart([b"World", request[1]])


def speaker():
    """Pub-Sub Forwarder Proxy, and Streamer: what goes in"""
    socket = connected(zmq.PUB if arguments[0] == "forwarder" else zmq.PUSH, arguments[1])
    while True:
        for text in "weather rain", "sports 1:0":
            socket.send_string(text)
        time.sleep(0.02)


def listener():
    """Pub-Sub Forwarder Proxy, and Streamer: what comes out"""
    if arguments[0] == "forwarder":
        socket = subscribed(arguments[1], "sports")
    else:
        socket = connected(zmq.PULL, arguments[1])
    while True:
        print(socket.recv_string())


run(globals())
