"""Python runs this first in a server that tests have started: what it asks of the network is written down.

The folder ``WITNESS`` takes the notes. Whatever is not on this machine is refused as well. The server begins with as
few open files as macOS allows, and tells what it has come to on a signal.
"""

import json
import os
import signal
import socket
import stat
import sys
from contextlib import suppress
from pathlib import Path

NOTES = Path(os.environ["WITNESS"])
HERE = {None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::"}
ASKS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}
"""Event -> which of its arguments is the address."""


def listen(event, arguments):
    """Write down an address that is not on this machine, and refuse it."""
    if event in ASKS:
        address = arguments[ASKS[event]]
        host = address[0] if isinstance(address, tuple) else address
        host = host.decode() if isinstance(host, bytes) else host
        if host not in HERE and not str(host).startswith("/"):
            with (NOTES / "asked").open("a") as notes:
                notes.write(f"{event} {address}\n")
            raise OSError("There is no internet here")


def tell(*_):
    """Write down how many files may be open, and whether an answer waits for the one before, line by line."""
    waiting = []
    for number in range(500):
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                with socket.socket(fileno=os.dup(number)) as line:
                    if line.family in (socket.AF_INET, socket.AF_INET6) and line.getpeername():
                        waiting.append(not line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
    (NOTES / "new").write_text(json.dumps({"files": resource.getrlimit(resource.RLIMIT_NOFILE), "waiting": waiting}))
    (NOTES / "new").rename(NOTES / "told")


sys.addaudithook(listen)
if sys.platform != "win32":
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (256, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    signal.signal(signal.SIGUSR1, tell)
