"""The wall of Windows, as far as it can be tried elsewhere: what is asked of the system, in which form."""

import ctypes

import pytest

from imrdesk.sources import job_object


class Kernel:
    """Stands in for kernel32; `fails` names the call that says no."""

    def __init__(self, fails=""):
        self.calls = []
        for name in ("CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject", "GetCurrentProcess"):
            setattr(self, name, self._call(name, fails))

    def _call(self, name, fails):
        def call(*arguments):
            self.calls.append((name, arguments))
            return 0 if name == fails else 42

        return call


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="counts the bytes of 64-bit Windows")
def test_the_limits_have_the_form_that_windows_reads():
    assert ctypes.sizeof(job_object.BasicLimits) == 64
    assert ctypes.sizeof(job_object.ExtendedLimits) == 144
    assert job_object.BasicLimits.LimitFlags.offset == 16
    assert job_object.BasicLimits.ActiveProcessLimit.offset == 40
    assert job_object.ExtendedLimits.ProcessMemoryLimit.offset == 112


def test_a_process_is_confined_to_its_memory_and_alone():
    kernel = Kernel()
    assert job_object.confine(123_456, kernel)
    assert [name for name, _arguments in kernel.calls] == [
        "CreateJobObjectW", "SetInformationJobObject", "GetCurrentProcess", "AssignProcessToJobObject",
    ]  # fmt: skip
    made = job_object.limits(123_456)
    assert made.ProcessMemoryLimit == 123_456
    assert made.BasicLimitInformation.ActiveProcessLimit == 1
    assert kernel.calls[1][1][1] == 9
    assert kernel.calls[1][1][3] == ctypes.sizeof(job_object.ExtendedLimits)


@pytest.mark.parametrize("fails", ["CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject"])
def test_where_windows_says_no_the_thread_alone_watches(fails):
    assert not job_object.confine(1, Kernel(fails))
