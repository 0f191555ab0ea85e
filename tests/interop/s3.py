"""The microservice demo (seed 003) in Python: `s3.py PROGRAM [ARGUMENTS]`.

Repaired: the web service encodes text instead of formatting bytes, and binds once and not in each request; it needs no
Flask. The subscriber is indented. Clients and server of `async_zmq.py` are two programs.
"""

import datetime
import logging
import random
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlparse

import zmq
from peer import arg, bound, connected, context, print, rounds, run, subscribed


def zmqserver():
    """zmqserver.py"""
    publisher = bound(zmq.PUB, arg(1, 4444), arg(2, "127.0.0.1"))

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


def zmqclient():
    """zmqclient.py"""
    logging.basicConfig(filename="subscriber.log", level=logging.INFO)
    port, host = arg(0, 4444), arg(1, "127.0.0.1")
    print("Client Initiated")
    socket = subscribed(port, b"", host)
    for _ in rounds(2):
        print(f"listening on tcp://{host}:{port}")
        message = socket.recv()
        print(message)
        logging.info("%s   - %s", message, datetime.datetime.now().strftime("%Y-%m-%d %H:%M"))


def async_server():
    """async_zmq.py: ServerTask and ServerWorker"""
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


def async_clients():
    """async_zmq.py: ClientTask"""

    def client(number):
        socket = zmq.Context().socket(zmq.DEALER)
        identity = f"worker-{number}"
        socket.identity = identity.encode("ascii")
        socket.connect(f"tcp://localhost:{arg(0, 5570)}")
        print(f"Client {identity} started")
        poller = zmq.Poller()
        poller.register(socket, zmq.POLLIN)
        for request, _ in enumerate(rounds(1), 1):
            print(f"Req #{request} sent..")
            socket.send_string(f"request #{request}")
            for _ in range(5):
                if socket in dict(poller.poll(1000)):
                    print(f"Client {identity} received: {socket.recv()}")

    threads = [threading.Thread(target=client, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


run(globals())
