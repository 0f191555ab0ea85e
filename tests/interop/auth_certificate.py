"""Writes the certificates of a new key pair: auth_certificate.py DIRECTORY NAME"""

import sys

import zmq.auth

zmq.auth.create_certificates(sys.argv[1], sys.argv[2], {"email": "someone@example.org"})
