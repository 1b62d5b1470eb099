"""One of those that run this misbehaves, once, as the second argument says; the others write the serials of all events to a file."""
import os
import subprocess
import sys
import time

record, fault = sys.argv[1], sys.argv[2]


def am_i_the_one():
    try:
        os.close(os.open(record + '.' + fault, os.O_CREAT | os.O_EXCL))
        return True
    except FileExistsError:
        return False


def say(text):
    sys.stdout.write(text)
    sys.stdout.flush()


say('READY\n')
if fault == 'never-reads' and am_i_the_one():
    while True:
        time.sleep(1000)
while True:
    headers = dict(field.split(':') for field in sys.stdin.readline().split())
    if fault == 'closes-in-the-middle' and am_i_the_one():
        os.close(0)
        while True:
            time.sleep(1000)
    sys.stdin.read(int(headers['len']))
    with open(record, 'a') as file:
        file.write(os.environ['SUPERVISOR_PROCESS_NAME'] + ' ' + headers['serial'] + '\n')
    if fault not in ('none', 'never-reads') and am_i_the_one():
        if fault == 'dies':
            os.kill(os.getpid(), 9)
        elif fault == 'leaves':
            with open(record + '.left', 'w') as file:
                file.write(str(subprocess.Popen(['sleep', '25']).pid))
            os._exit(1)
        elif fault == 'garbage':
            say('oops, something is wrong\n')
        elif fault == 'much':
            for _ in range(2000):
                say('x' * 65536)
        elif fault == 'rejects':
            say('RESULT 4\nFAILREADY\n')
        elif fault == 'closes':
            os.close(0)
            say('RESULT 2\nOKREADY\n')
            while True:
                time.sleep(1000)
    else:
        say('RESULT 2\nOKREADY\n')
