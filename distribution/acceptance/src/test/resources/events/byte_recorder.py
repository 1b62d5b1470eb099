"""Writes every event that it is sent to a file. Knows nothing but the description of the protocol, and reads bytes."""
import os
import sys

pending = b''


def more():
    global pending
    data = os.read(0, 65536)
    if not data:
        sys.exit(0)
    pending += data


def take(count):
    global pending
    while len(pending) < count:
        more()
    data, pending = pending[:count], pending[count:]
    return data


def take_line():
    while b'\n' not in pending:
        more()
    return take(pending.index(b'\n') + 1)


with open(sys.argv[1], 'ab', buffering=0) as record:
    while True:
        os.write(1, b'READY\n')
        header = take_line()
        fields = dict(field.split(b':', 1) for field in header.split())
        payload = take(int(fields[b'len']))
        record.write(b'@' + header + payload + b'\n')
        os.write(1, b'RESULT 2\nOK')
