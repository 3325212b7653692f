"""What hostile files do to the process that reads them; run in the guard's workers by test_guard."""

import ctypes
import os
import socket
import subprocess
import time
from pathlib import Path


def name(item: Path) -> str:
    return item.name


def act(item: Path) -> str:
    """Do what the item is named after."""
    return DEEDS[item.name.partition(".")[0]]()


def hang() -> str:
    while True:
        pass


def sleep() -> str:
    time.sleep(3600)
    return ""


def bloat() -> str:
    held = []
    while True:
        held.append(bytearray(32 * 1024 * 1024))


def swallow() -> str:
    """Memory that C code takes: Python never hears of it."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    while address := libc.malloc(64 * 1024 * 1024):
        ctypes.memset(address, 1, 64 * 1024 * 1024)
    os.abort()


def fault() -> str:
    ctypes.string_at(0)
    return ""


def leave() -> str:
    os._exit(3)


def bug() -> str:
    raise ValueError("letter words that must not be logged")


def unpicklable() -> object:
    return lambda: None


def write() -> str:
    Path("written by a reader").write_bytes(b"x")
    return ""


def connect() -> str:
    socket.create_connection(("127.0.0.1", 9))
    return ""


def start() -> str:
    subprocess.run(["true"], check=False)
    return ""


def native_write() -> str:
    """What no audit hook sees: the system itself keeps C code from writing."""
    libc = ctypes.CDLL(None)
    handle = libc.open(b"written by a reader", os.O_CREAT | os.O_WRONLY, 0o600)
    return str(libc.write(handle, b"x", 1))


DEEDS = {
    deed.__name__: deed
    for deed in (hang, sleep, bloat, swallow, fault, leave, bug, unpicklable, write, connect, start, native_write)
} | {"good": lambda: "read"}
