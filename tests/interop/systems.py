"""The programs of examples/s0 to s4 in Python: `systems.py SYSTEM PROGRAM [ARGUMENTS]`, with the same arguments and lines."""

import builtins
import random
import sys
import threading
import time

import zmq

context = zmq.Context()
arguments = sys.argv[3:]


printing = threading.Lock()


def print(*values, **options):
    """Whole lines: Python writes a line and its end apart, and threads would mix theirs."""
    with printing:
        builtins.print(*values, **{"flush": True, **options})


def arg(place, default):
    return type(default)(arguments[place]) if place < len(arguments) else default


def bound(kind, port, host="*"):
    socket = context.socket(kind)
    socket.bind(f"tcp://{host}:{port}")
    return socket


def connected(kind, port, host="127.0.0.1"):
    socket = context.socket(kind)
    socket.connect(f"tcp://{host}:{port}")
    return socket


def subscribed(port, topic, host="127.0.0.1"):
    socket = connected(zmq.SUB, port, host)
    socket.subscribe(topic)
    return socket


# s0


def s0_server():
    socket = bound(zmq.REP, arg(0, 5555))
    while True:
        print("Received request:", socket.recv())
        socket.send(b"World")


def s0_client():
    socket = connected(zmq.REQ, arg(1, 5555), arg(0, "zmq-rep"))
    print("Sending request 0 ...")
    socket.send(b"Hello")
    print("Received reply 0:", socket.recv())


def s0_pub():
    socket = bound(zmq.PUB, arg(0, 12345))
    while True:
        text = "WAKTU " + time.asctime()
        socket.send_string(text)
        print("Published:", text)
        time.sleep(arg(1, 1.0))


def s0_sub():
    socket = subscribed(arg(1, 12345), "WAKTU", arg(0, "zmq-pub"))
    while True:
        print("Received:", socket.recv_string())


def s0_sub_once():
    socket = subscribed(arg(1, 12345), "WAKTU", arg(0, "zmq-pub"))
    if not socket.poll(5000):
        print("Timeout waiting for message")
        sys.exit(1)
    print("ZMQ SUB ONCE received:", socket.recv_string())


def s0_push():
    socket = bound(zmq.PUSH, arg(0, 9999))
    for _ in range(100):
        work = random.randint(1, 100)
        socket.send_pyobj(work)
        print("Produced workload:", work)
        time.sleep(work * arg(1, 0.2))


def s0_pull():
    socket = connected(zmq.PULL, arg(1, 9999), arg(0, "zmq-push"))
    while True:
        work = socket.recv_pyobj()
        print(f"Worker {arg(3, 1)} received work: {work}")
        time.sleep(work * arg(2, 1.0))


# s1


def s1_hello_server():
    socket = bound(zmq.REP, arg(0, 5555))
    while True:
        print("Received request:", socket.recv())
        time.sleep(arg(1, 1.0))
        socket.send(b"World")


def s1_hello_client():
    socket = connected(zmq.REQ, arg(0, 5555))
    for number in range(arg(1, 10)):
        print(f"Sending request {number} …")
        socket.send(b"Hello")
        print(f"Received reply {number} [ {socket.recv()} ]")


def s1_pair_server():
    socket = bound(zmq.PAIR, arg(0, 5556))
    for _ in range(arg(1, 10)):
        socket.send(b"Server message to client3")
        print(socket.recv())
        print(socket.recv())
        time.sleep(arg(2, 1.0))


def s1_pair_client():
    socket = connected(zmq.PAIR, arg(0, 5556))
    for _ in range(arg(1, 10)):
        print(socket.recv())
        socket.send(b"client message to server1")
        socket.send(b"client message to server2")
        time.sleep(arg(2, 1.0))


def s1_req_rep_server():
    port = arg(0, 5556)
    socket = bound(zmq.REP, port)
    print(f"[INFO] The current server is working on port {port}")
    while True:
        print("[INFO] Received request:", socket.recv())
        time.sleep(arg(1, 10.0))
        socket.send_string(f"[INFO] This is a reply from {port}")


def s1_req_rep_client():
    socket = context.socket(zmq.REQ)
    for port in arguments:
        print(f"[INFO] Connecting to server on port {port}")
        socket.connect(f"tcp://localhost:{port}")
    for number in range(1, 10):
        text = f"[REQ]: Sending request no {number}"
        print(text)
        socket.send_string(text)
        print("[INFO]: received message:", socket.recv())


def s1_sub_pub_server():
    port = arg(0, 5556)
    socket = bound(zmq.PUB, port)
    print(f"[INFO] The server is working on port {port}")
    while True:
        text = f"Topic {random.randint(9999, 10004)}, message {random.randint(-79, 134)}"
        print("[INFO]", text)
        socket.send_string(text)
        time.sleep(arg(1, 5.0))


def s1_sub_pub_client():
    socket = context.socket(zmq.SUB)
    for port in arguments:
        print(f"[INFO] Connecting to server on port {port}")
        socket.connect(f"tcp://localhost:{port}")
    socket.subscribe("Topic 10001")
    for _ in range(5):
        words = socket.recv().split(b" ")
        print(f"[INFO] Topic {words}, message {words[3]}")


def s1_producer():
    socket = bound(zmq.PUSH, arg(0, 5557), "127.0.0.1")
    for number in range(20000):
        socket.send_json({"num": number})
    socket.close()
    context.term()


def s1_consumer():
    consumer = arg(2, random.randint(1, 10005))
    print("[INFO]: Worker ID:", consumer)
    receiver, sender = connected(zmq.PULL, arg(0, 5557)), connected(zmq.PUSH, arg(1, 5558))
    while True:
        number = receiver.recv_json()["num"]
        if number % 2 == 0:
            print("[INFO] Sending ")
            sender.send_json({"consumer": consumer, "num": number})


def s1_collector():
    socket = bound(zmq.PULL, arg(0, 5558), "127.0.0.1")
    counts = {}
    for _ in range(1000):
        done = socket.recv_json()
        counts[done["consumer"]] = counts.get(done["consumer"], 0) + 1
    print(counts)


# s2


def s2_ping_server():
    socket = bound(zmq.REP, arg(0, 5555))
    while True:
        print(socket.recv_pyobj())
        socket.send_pyobj("pong")


def s2_ping_client():
    socket = connected(zmq.REQ, arg(0, 5555))
    for _ in range(arg(1, 10)):
        socket.send_pyobj("ping")
        print(socket.recv_pyobj())


def s2_server():
    socket = bound(zmq.REP, arg(0, 5555))
    while True:
        print("[<--] waiting for client")
        print("[*] Got:", socket.recv_pyobj())
        time.sleep(arg(1, 1.0))
        print("[-->] sending answer")
        socket.send_pyobj({"val": "answer"})


def s2_client():
    socket = connected(zmq.REQ, arg(0, 5555))
    for number in range(10):
        print(f"[-->] sending {number}...")
        socket.send_pyobj({"num": number, "message": "Hello world!"})
        print("[*] got:", socket.recv_pyobj())


def s2_pub():
    socket = bound(zmq.PUB, arg(0, 5556))
    number = 0
    while True:
        print(f"[-->] Sending {number}...")
        socket.send_pyobj({"param": "counter", "val": number})
        number += 1
        time.sleep(arg(1, 1.0))


def s2_sub():
    socket = subscribed(arg(0, 5556), "")
    for _ in range(arg(1, 10)):
        print("[<--] Waiting for server..")
        print("[*] Got:", socket.recv_pyobj())


def s2_pub_linux():
    socket = context.socket(zmq.PUB)
    socket.bind("ipc://@" + arg(1, "data.socket"))
    with open(arguments[0]) as lines:
        for line in lines:
            socket.send_pyobj({"data": line})
            print("pulse")
            time.sleep(arg(2, 1.0))


def s2_sub_linux():
    socket = context.socket(zmq.SUB)
    socket.connect("ipc://@" + arg(0, "data.socket"))
    socket.subscribe("")
    for _ in range(arg(1, 10)):
        print(socket.recv_pyobj())


# s3


def s3_zmqserver():
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from urllib.parse import parse_qs, urlparse

    publisher = bound(zmq.PUB, arg(1, 4444), "127.0.0.1")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            text = parse_qs(urlparse(self.path).query)["param"][0]
            response = f"lower case of {text} is {text.lower()}".encode()
            print("Sending message:", (response, publisher))
            publisher.send(response)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(response)

        def log_message(self, *_):
            pass

    HTTPServer(("127.0.0.1", arg(0, 5000)), Handler).serve_forever()


def s3_zmqclient():
    import datetime
    import logging

    logging.basicConfig(filename="subscriber.log", level=logging.INFO)
    port, host = arg(0, 4444), arg(1, "127.0.0.1")
    print("Client Initiated")
    socket = subscribed(port, "", host)
    for _ in range(arg(2, 10)):
        print(f"listening on tcp://{host}:{port}")
        message = socket.recv()
        print(message)
        logging.info("%s   - %s", message, datetime.datetime.now().strftime("%Y-%m-%d %H:%M"))


def s3_async_server():
    frontend, backend = bound(zmq.ROUTER, arg(0, 5570)), context.socket(zmq.DEALER)
    backend.bind("inproc://backend")

    def work():
        worker = context.socket(zmq.DEALER)
        worker.connect("inproc://backend")
        print("Worker started")
        while True:
            identity, message = worker.recv_multipart()
            print(f"Worker received {message} from {identity}")
            for _ in range(random.randint(0, 4)):
                time.sleep(1.0 / random.randint(1, 10))
                worker.send_multipart([identity, message])

    for _ in range(5):
        threading.Thread(target=work, daemon=True).start()
    zmq.proxy(frontend, backend)


def s3_async_clients():
    def client(number):
        socket = context.socket(zmq.DEALER)
        identity = f"worker-{number}"
        socket.identity = identity.encode()
        socket.connect(f"tcp://localhost:{arg(0, 5570)}")
        print(f"Client {identity} started")
        for request in range(1, arg(1, 10) + 1):
            print(f"Req #{request} sent..")
            socket.send_string(f"request #{request}")
            for _ in range(5):
                if socket.poll(1000):
                    print(f"Client {identity} received: {socket.recv()}")

    threads = [threading.Thread(target=client, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# s4


def s4_rep():
    socket = bound(zmq.REP, arg(0, 10101))
    while True:
        print("recv :", socket.recv_string())
        socket.send_string("world")


def s4_req():
    socket = connected(zmq.REQ, arg(0, 10101))
    for _ in range(arg(2, 10)):
        socket.send_string("hello")
        print("recv :", socket.recv_string())
        time.sleep(arg(1, 3.0))


def s4_pub():
    socket = bound(zmq.PUB, arg(0, 10100))
    while True:
        socket.send_string("Hello")
        time.sleep(arg(1, 3.0))


def s4_sub():
    socket = subscribed(arg(0, 10100), "")
    for _ in range(arg(1, 10)):
        print(socket.recv_string())


def s4_ventilator():
    sender, sink = bound(zmq.PUSH, arg(0, 10102)), connected(zmq.PUSH, arg(1, 10103))
    input("Press Enter when the workers are ready: ")
    print("Sending tasks to workers")
    sink.send(b"0")
    total = 0
    for number in range(100):
        workload = random.randint(1, 100)
        total += workload
        sender.send_string(str(workload))
        print(number)
    print(f"Total expected cost: {total} msec")
    sender.close()
    sink.close()
    context.term()


def s4_worker():
    receiver, sender = connected(zmq.PULL, arg(0, 10102)), connected(zmq.PUSH, arg(1, 10103))
    poller = zmq.Poller()
    poller.register(receiver, zmq.POLLIN)
    kill = len(arguments) > 2
    if kill:
        poller.register(subscribed(arguments[2], ""), zmq.POLLIN)
    while True:
        ready = dict(poller.poll())
        if receiver in ready:
            work = receiver.recv()
            print(".", end="", flush=True)
            time.sleep(int(work) * 0.001)
            sender.send(work if kill else b"")
        if len(ready) > (receiver in ready):
            return


def s4_sink():
    receiver = bound(zmq.PULL, arg(0, 10103), "127.0.0.1")
    controller = bound(zmq.PUB, arguments[1]) if len(arguments) > 1 else None
    receiver.recv()
    start = time.time()
    for number in range(100):
        receiver.recv()
        print(":" if number % 10 == 0 else ".", end="", flush=True)
    print(f"Total elapsed time: {int((time.time() - start) * 1000)} msec")
    if controller:
        controller.send(b"KILL")
        controller.close()
    receiver.close()
    context.term()


def s4_msgqueue():
    frontend, backend = bound(zmq.ROUTER, arg(0, 5559)), bound(zmq.DEALER, arg(1, 5560))
    zmq.proxy(frontend, backend)


s4_rrbroker = s4_msgqueue


def s4_device():
    kinds = {"queue": (zmq.ROUTER, zmq.DEALER), "forwarder": (zmq.XSUB, zmq.XPUB), "streamer": (zmq.PULL, zmq.PUSH)}
    one, other = kinds[arguments[0]]
    zmq.proxy(bound(one, arguments[1]), bound(other, arguments[2]))


sys.stdout.reconfigure(line_buffering=True)
globals()[f"{sys.argv[1]}_{sys.argv[2]}"]()
