"""A server with a ThreadAuthenticator. Prints its endpoint, then what happens, until its input ends.

auth_server.py null-denied
auth_server.py plain USER PASSWORD
auth_server.py curve-any CERTIFICATE
auth_server.py curve CERTIFICATE DIRECTORY
"""

import os
import sys
import threading

import zmq
import zmq.auth
from zmq.auth.thread import ThreadAuthenticator
from zmq.utils.monitor import parse_monitor_message

policy, *arguments = sys.argv[1:]
context = zmq.Context()
authenticator = ThreadAuthenticator(context)
authenticator.start()
server = context.socket(zmq.PULL)
if policy == "null-denied":
    authenticator.deny("127.0.0.1")
    server.zap_domain = b"global"
elif policy == "plain":
    authenticator.configure_plain(domain="*", passwords={arguments[0]: arguments[1]})
    server.plain_server = True
else:
    location = zmq.auth.CURVE_ALLOW_ANY if policy == "curve-any" else arguments[1]
    authenticator.configure_curve(domain="*", location=location)
    server.curve_publickey, server.curve_secretkey = zmq.auth.load_certificate(arguments[0])
    server.curve_server = True
monitor = server.get_monitor_socket(zmq.EVENT_HANDSHAKE_SUCCEEDED | zmq.EVENT_HANDSHAKE_FAILED_AUTH)
server.bind("tcp://127.0.0.1:*")
print(server.last_endpoint.decode(), flush=True)


def leave():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=leave, daemon=True).start()
poller = zmq.Poller()
poller.register(server, zmq.POLLIN)
poller.register(monitor, zmq.POLLIN)
while True:
    ready = dict(poller.poll())
    if monitor in ready:
        event = parse_monitor_message(monitor.recv_multipart())
        if event["event"] == zmq.EVENT_HANDSHAKE_SUCCEEDED:
            print("welcome", flush=True)
        else:
            print("refused", int(event["value"]), flush=True)
    if server in ready:
        print("message", server.recv().decode(), flush=True)
