"""Runs a command that the kernel kills when whoever started it is gone: ``python tether.py PARENT_PID COMMAND...``.

A file of its own, without imports of ours, because it is run by path: it has to be quick and then becomes the command.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
"""From ``linux/prctl.h``; kept over exec. It watches the parent's *thread*: see ``workers.local``."""


def become(parent: int, command: list[str]) -> None:
    """Replaces this process by ``command``, tied to the life of ``parent``.

    Raises:
        OSError: when the kernel refuses the tie or the command.
    """
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    if os.getppid() == parent:  # Otherwise it died before the tie was made.
        os.execv(command[0], command)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    become(int(sys.argv[1]), sys.argv[2:])
