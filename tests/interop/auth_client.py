"""Connects with a mechanism, sends one message and prints how the handshake went.

auth_client.py ENDPOINT null
auth_client.py ENDPOINT plain USER PASSWORD
auth_client.py ENDPOINT curve SERVER_CERTIFICATE OWN_CERTIFICATE
"""

import sys

import zmq
import zmq.auth
from zmq.utils.monitor import recv_monitor_message

endpoint, mechanism, *credentials = sys.argv[1:]
context = zmq.Context()
client = context.socket(zmq.PUSH)
if mechanism == "plain":
    client.plain_username, client.plain_password = (text.encode() for text in credentials)
elif mechanism == "curve":
    client.curve_serverkey, _ = zmq.auth.load_certificate(credentials[0])
    client.curve_publickey, client.curve_secretkey = zmq.auth.load_certificate(credentials[1])
monitor = client.get_monitor_socket(zmq.EVENT_HANDSHAKE_SUCCEEDED | zmq.EVENT_HANDSHAKE_FAILED_AUTH)
monitor.rcvtimeo = 20_000
client.connect(endpoint)
client.send(b"hello from Python")
event = recv_monitor_message(monitor)
if event["event"] == zmq.EVENT_HANDSHAKE_SUCCEEDED:
    print("welcome", flush=True)
    client.linger = 20_000
else:
    print("refused", int(event["value"]), flush=True)
    client.linger = 0
client.disable_monitor()
monitor.close()
client.close()
context.term()
