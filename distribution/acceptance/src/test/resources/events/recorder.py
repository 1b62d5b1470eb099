"""Writes every event that it is sent to a file, header and payload, with Supervisor's own helpers: in text mode."""
import sys

from supervisor import childutils

with open(sys.argv[1], 'a', encoding='utf-8') as record:
    while True:
        headers, payload = childutils.listener.wait(sys.stdin, sys.stdout)
        line = ' '.join(key + ':' + headers[key] for key in ('serial', 'pool', 'poolserial', 'eventname', 'len'))
        record.write('@' + line + '\n' + payload + '\n')
        record.flush()
        childutils.listener.ok(sys.stdout)
