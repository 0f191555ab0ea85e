"""Sends values to the peer at the address given, which answers their `repr` and the values; checks both."""

import pickle
import sys

import zmq
import zmq.utils.jsonapi

values = [
    None, True, False, 0, 1, -1, 255, 256, 65535, 65536, -(2**31), 2**31, 2**63 - 1, -(2**63), 2**63, 2**64, -(2**64),
    2**127, 2**128 - 1, -(2**128), 10**50, -(10**400), 1 << 3000,
    0.0, -0.0, 1.5, 1e16, 1e-5, 5e-324, 1.7976931348623157e308, float("inf"),
    "", "text", "it's", "both ' and \"", "new\nline\ttab\\", "naïve 😀 \x7f\x00\xa0", "x" * 300, "y" * 70000,
    b"", b"bytes", b"\x00\xff'", bytes(range(256)), b"z" * 70000, bytearray(b""), bytearray(b"ab"),
    [], [1, [2, [3]]], (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), {}, {"a": 1, 2: "b", (3, None): [True]}, {"k": {"k": {}}},
    set(), {1}, frozenset(), frozenset(["a"]), list(range(3000)), {str(n): n for n in range(2000)},
]
shared = ["same", b"again"]
values.append([shared, shared, {"x": shared}])

jsons = [
    None, True, 0, -1, 2**53 + 1, 2**63 - 1, -(2**63), 2**64 - 1, 1.5, 1e16, 1e-7, 1e22, 123456789.123456789,
    2**63, 2**64, -(2**63) - 1, 2**70, 2**127, -(2**127) - 1, 2**128, 10**50, -(10**400), float("nan"), float("inf"),
    float("-inf"), [2**70, {"k": -(10**40)}], {1: 2, True: 3, None: 4, 1.5: 5, float("inf"): 6}, 1e308, 5e-324, -0.0,
    "", "naïve 😀 \u2028 \x7f \x01 \b\f\n\r\t\"\\/", [], [1, [2, [3, {}]]], {}, {"z": 1, "a": {"é": [None, False]}},
]

socket = zmq.Context().socket(zmq.REQ)
socket.rcvtimeo = 20000
socket.connect(sys.argv[1])
for value in values:
    for protocol in range(6):
        socket.send_multipart([b"pickle", pickle.dumps(value, protocol)])
        text, back = socket.recv_multipart()
        assert text.decode() == repr(value), (protocol, text, value)
        back = pickle.loads(back)
        assert type(back) is type(value) and back == value and repr(back) == repr(value), (protocol, back, value)
deep = []
for _ in range(120):
    deep = [deep]
for value in [*jsons, deep, ["x" * 70000], list(range(3000))]:
    socket.send(b"json", zmq.SNDMORE)
    socket.send_json(value)
    text = zmq.utils.jsonapi.dumps(value)
    back = socket.recv()
    assert back == text, (back, text)
for value in [complex(1), range(3), pickle.Pickler, print]:
    for protocol in range(6):
        socket.send_multipart([b"pickle", pickle.dumps(value, protocol)])
        assert socket.recv() == b"refused", (protocol, value)
socket.send(b"end")
socket.recv()
print("all equal")
