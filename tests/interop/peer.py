"""What the tutorials' programs in Python share: their arguments, sockets, lines that are printed whole.

Ports, hosts, pauses and numbers of rounds come from the command line, in the same places as those of the Rust programs;
the defaults are the tutorials' own.
"""

import builtins
import sys
import threading

import zmq

context = zmq.Context()
arguments = sys.argv[2:]
printing = threading.Lock()


def print(*values, **options):
    """Python writes a line and its end apart, and threads would mix theirs."""
    with printing:
        builtins.print(*values, **{"flush": True, **options})


def arg(place, default):
    return type(default)(arguments[place]) if place < len(arguments) else default


def rounds(place):
    """A number of rounds from the command line, or for ever."""
    return range(int(arguments[place])) if place < len(arguments) else iter(int, 1)


def bound(kind, port, host="*"):
    socket = context.socket(kind)
    socket.bind(f"tcp://{host}:{port}")
    return socket


def connected(kind, port, host="localhost"):
    socket = context.socket(kind)
    socket.connect(f"tcp://{host}:{port}")
    return socket


def subscribed(port, topic, host="localhost"):
    socket = connected(zmq.SUB, port, host)
    socket.subscribe(topic)
    return socket


def run(programs):
    """Runs the program that the command line names."""
    programs[sys.argv[1]]()
