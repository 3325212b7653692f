"""A Job Object of Windows: the system itself keeps a worker within its memory, and lets it start no other process."""

import ctypes
from typing import Any

EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
ONE_PROCESS, MEMORY, NO_FAULT_BOX = (
    0x8,
    0x100,
    0x400,
)  # JOB_OBJECT_LIMIT_...: active process, process memory, die quietly


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; its counters of input and output stay nought."""

    _fields_ = (
        ("BasicLimitInformation", BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def limits(memory: int) -> ExtendedLimits:
    """One process, `memory` bytes, no box on the screen where it falls."""
    made = ExtendedLimits()
    made.BasicLimitInformation.LimitFlags = ONE_PROCESS | MEMORY | NO_FAULT_BOX
    made.BasicLimitInformation.ActiveProcessLimit = 1
    made.ProcessMemoryLimit = memory
    return made


def confine(memory: int, kernel: Any = None) -> bool:
    """Put this process into a job of its own, for as long as it lives; False where the system does not let it."""
    kernel = kernel or ctypes.WinDLL("kernel32")  # pyright: ignore[reportAttributeAccessIssue]
    handle = ctypes.c_void_p
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = handle
    kernel.CreateJobObjectW.argtypes = (handle, handle)
    kernel.SetInformationJobObject.argtypes = (handle, ctypes.c_int, handle, ctypes.c_uint32)
    kernel.AssignProcessToJobObject.argtypes = (handle, handle)
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return False
    wanted = limits(memory)
    if not kernel.SetInformationJobObject(job, EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted)):
        return False
    return bool(kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess()))
