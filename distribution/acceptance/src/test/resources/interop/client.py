"""Drives a supervisord as scripts in Python do, and prints what each call comes to.

    client.py all SOCKET PORT USER PASSWORD    every kind of call, over both transports
    client.py bytes SOCKET PORT USER PASSWORD  a log that is no text
"""
import http.client
import json
import socket
import sys
import threading
import xmlrpc.client

from supervisor.xmlrpc import SupervisorTransport

SOCKET, PORT, USER, PASSWORD = sys.argv[2:6]


class UnixConnection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(SOCKET)


class UnixTransport(xmlrpc.client.Transport):
    """The few lines that people put into their scripts."""

    def make_connection(self, host):
        if not self._connection or self._connection[0] != host:
            self._connection = host, UnixConnection(host)
        return self._connection[1]


def unix():
    return xmlrpc.client.ServerProxy('http://localhost', transport=UnixTransport())


def inet(user=USER, password=PASSWORD):
    return xmlrpc.client.ServerProxy('http://%s:%s@127.0.0.1:%s/RPC2' % (user, password, PORT))


def helper():
    """What comes with the reference and what its own client uses."""
    transport = SupervisorTransport(None, None, serverurl='unix://' + SOCKET)
    return xmlrpc.client.ServerProxy('http://127.0.0.1', transport=transport)


def show(label, function, *arguments):
    try:
        text = json.dumps(function(*arguments), ensure_ascii=True)
    except xmlrpc.client.Fault as fault:
        text = 'fault %d %s' % (fault.faultCode, ascii(fault.faultString))
    except xmlrpc.client.ProtocolError as error:
        text = 'status %d' % error.errcode
    print('%s%s: %s' % (label, ascii(list(arguments)), text), flush=True)


def state(proxy, name):
    info = proxy.supervisor.getProcessInfo(name)
    return info['statename'], info['pid'] > 0


def shapes(struct):
    return [(field, type(value).__name__) for field, value in struct.items() if field != 'autorestart']


def drive(label, proxy):
    s = proxy.supervisor

    def call(name, *arguments):
        show(label + ' ' + name, getattr(proxy, name), *arguments)

    for name in ('getState', 'getAPIVersion', 'getVersion', 'getIdentification'):
        call('supervisor.' + name)
    show(label + ' pid', lambda: s.getPID() > 1)
    show(label + ' info', lambda: shapes(s.getProcessInfo('cat')))
    show(label + ' infos', lambda: [(i['group'], i['name'], i['statename']) for i in s.getAllProcessInfo()])
    show(label + ' config', lambda: sorted({str(shapes(c)) for c in s.getAllConfigInfo()}))
    call('supervisor.startProcess', 'cat')
    call('supervisor.stopProcess', 'cat')
    show(label + ' stopped', lambda: state(proxy, 'cat'))
    call('supervisor.stopProcess', 'cat')
    call('supervisor.startProcess', 'cat', False)
    show(label + ' running', lambda: state(proxy, 'pair:pair_01'))
    call('supervisor.startProcess', 'quick')
    call('supervisor.startProcess', 'missing')
    call('supervisor.startProcess', 'gr\u00fcn \u2713 <&>')
    call('supervisor.signalProcess', 'pair:pair_00', 'CONT')
    call('supervisor.signalProcess', 'pair:pair_00', 18)
    call('supervisor.signalProcess', 'pair:*', 'sigcont')
    call('supervisor.signalProcess', 'pair:pair_00', 'NONSENSE')
    call('supervisor.signalProcessGroup', 'nosuch', 'HUP')
    call('supervisor.readProcessStdoutLog', 'words', 0, 0)
    call('supervisor.readProcessLog', 'words', -9, 0)
    call('supervisor.readProcessStdoutLog', 'words', -1, 1)
    call('supervisor.tailProcessStdoutLog', 'words', 0, 5)
    call('supervisor.tailProcessStderrLog', 'words', 0, 100)
    call('supervisor.removeProcessGroup', 'cat')
    call('supervisor.addProcessGroup', 'cat')
    call('supervisor.reloadConfig')
    call('supervisor.nosuch')
    call('nosuch')
    call('supervisor.getPID', 1)
    call('system.methodSignature', 'supervisor.startProcess')
    call('system.methodSignature', 'supervisor.nosuch')
    call('system.multicall', [
        {'methodName': 'supervisor.getAPIVersion'},
        {'methodName': 'supervisor.stopProcess', 'params': ['quiet']},
        {'methodName': 'supervisor.startProcess', 'params': ['quiet', True]},
        {'methodName': 'supervisor.startProcess', 'params': ['quiet']},
        {'methodName': 'system.multicall', 'params': [[]]},
        {'params': []},
    ])
    for action in (s.stopProcessGroup, s.startProcessGroup):  # in the order in which they happen to be done
        show(label + ' pair', lambda: sorted(action('pair'), key=lambda status: status['name']))
    call('supervisor.startProcessGroup', 'pair')


def in_parallel():
    """Clients side by side on connections of their own, each with many calls."""
    answers = []

    def work():
        proxy = inet()
        answers.append({proxy.supervisor.getState()['statename'] for _ in range(25)})

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [sorted(answer) for answer in answers]


if sys.argv[1] == 'all':
    drive('unix', unix())
    drive('inet', inet())
    drive('helper', helper())
    show('parallel', in_parallel)
    show('wrong password', lambda: inet(password='wrong').supervisor.getState())
    show('no password', lambda: xmlrpc.client.ServerProxy('http://127.0.0.1:%s' % PORT).supervisor.getState())
else:
    for one in (unix(), inet(), helper()):
        show('read', lambda: one.supervisor.readProcessStdoutLog('bytes', 0, 0))
        show('tail', lambda: one.supervisor.tailProcessStdoutLog('bytes', 0, 1000))
print('done')
