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


def zip_locked(name: str, data: bytes, password: bytes) -> bytes:
    """A zip file of one member under the old zip cipher, which zipfile reads and cannot write."""
    import binascii
    import struct

    keys = _keys(password)
    check = binascii.crc32(data)
    plain = bytes(11) + bytes([check >> 24]) + data
    cipher = bytes(_ciphered(keys, plain))
    head = struct.pack("<HHHHHIIIHH", 20, 1, 0, 0, 33, check, len(cipher), len(data), len(name), 0)
    local = b"PK\x03\x04" + head + name.encode()
    central = b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode()
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local) + len(cipher), 0)
    return local + cipher + central + end


def _keys(password: bytes) -> list[int]:
    keys = [0x12345678, 0x23456789, 0x34567890]
    for byte in password:
        _turn(keys, byte)
    return keys


def _turn(keys: list[int], byte: int) -> None:
    import binascii

    def crc(key: int, value: int) -> int:
        return binascii.crc32(bytes([value]), key ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    keys[0] = crc(keys[0], byte)
    keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
    keys[2] = crc(keys[2], keys[1] >> 24)


def _ciphered(keys: list[int], plain: bytes):
    for byte in plain:
        mixed = (keys[2] | 2) & 0xFFFF
        yield byte ^ ((mixed * (mixed ^ 1)) >> 8) & 0xFF
        _turn(keys, byte)
