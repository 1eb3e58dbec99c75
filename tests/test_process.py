"""Ctrl-C while something works that would swallow it."""

from __future__ import annotations

import signal

import pytest

from search.updating.process import postponed


def test_ctrl_c_is_heard_after_a_block_that_takes_every_error_for_its_own() -> None:
    done = []

    @postponed()
    def work() -> None:
        try:
            signal.raise_signal(signal.SIGINT)
            done.append("to the end")
        except BaseException:
            done.append("swallowed")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["to the end"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_is_deaf_to_ctrl_c_stays_so() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with postponed():
            signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
