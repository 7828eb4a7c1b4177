"""The supervisor: starts in order, waits for each to be ready, starts again what ended, stops in reverse."""

from __future__ import annotations

import math
import os
import selectors
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType

from eoffice.supervisor.child import Child
from eoffice.supervisor.linux import adopt_orphans
from eoffice.supervisor.plan import Plan

TICK_SECONDS = 0.1
READY_SECONDS = 120.0
MOST_FAILURES_AT_START = 5
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class CouldNotStart(Exception):
    """A process did not come up; the words of its own log say why."""


class Supervisor:
    """Runs a plan in the foreground. One thread: the kernel ends the children when it ends."""

    def __init__(self, plan: Plan, *, show_logs: bool) -> None:
        self.plan = plan
        self.children = [
            Child(service, plan.log_folder, show=show_logs or service.once) for service in plan.services
        ]
        self.environment = os.environ | {"PYTHONUNBUFFERED": "1"} | plan.environment
        self.selector = selectors.DefaultSelector()
        self.stopping = 0

    def run(self) -> int:
        """Until a signal says stop; 0 then, 1 where something could not be started."""
        adopt_orphans()
        for number in STOPPING:
            signal.signal(number, self._on_signal)
        for remark in self.plan.remarks:
            _say(remark)
        try:
            self._start_all()
            self._watch()
        except CouldNotStart as reason:
            _say(str(reason))
            return 1
        finally:
            self._stop_all()
        return 0

    def _start_all(self) -> None:
        for child in self.children:
            if not self.stopping:
                self._start(child)
                self._wait_for(child)
        if not self.stopping:
            _say(f"ready on {self.plan.address}")

    def _start(self, child: Child) -> None:
        pipe = child.start(self.environment)
        self.selector.register(pipe, selectors.EVENT_READ, child)

    def _wait_for(self, child: Child) -> None:
        if child.service.once:
            self._turn_while(lambda: child.running, seconds=None)
            if child.process is None or child.process.returncode != 0:
                raise self._fault(child)
            return
        if not self._turn_while(lambda: not (child.running and child.service.ready()), seconds=READY_SECONDS):
            raise self._fault(child)

    def _turn_while(self, waiting: Callable[[], bool], *, seconds: float | None) -> bool:
        """Look after everything until `waiting` is over; False where that took more than `seconds`."""
        deadline = time.monotonic() + (seconds or math.inf)
        while not self.stopping and waiting():
            self._turn()
            for child in self.children:
                if child.failures >= MOST_FAILURES_AT_START:
                    raise self._fault(child)
            if time.monotonic() > deadline:
                return False
        return True

    def _watch(self) -> None:
        while not self.stopping:
            self._turn()

    def _turn(self) -> None:
        """One look around: what was written, who ended, who is due."""
        for key, _events in self.selector.select(TICK_SECONDS):
            if not key.data.output.read(key.fileobj):
                self.selector.unregister(key.fileobj)
                key.fileobj.close()  # type: ignore[union-attr]
        self._reap_adopted()
        for child in self.children:
            self._look_after(child)

    def _look_after(self, child: Child) -> None:
        if child.process is None or child.running or child.service.once:
            return
        if not child.due_at:
            pause = child.note_end()
            _say(f"{child.service.name} ended ({_how(child.process.returncode)}); again in {pause:g} s.")
        elif time.monotonic() >= child.due_at and not self.stopping:
            child.due_at = 0.0
            self._start(child)

    def _reap_adopted(self) -> None:
        """Processes whose parent died come to us; our own children are left to their Popen."""
        own = {child.process.pid for child in self.children if child.process is not None}
        while True:
            try:
                found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if found is None or found.si_pid in own:
                return
            os.waitpid(found.si_pid, 0)

    def _stop_all(self) -> None:
        for child in reversed(self.children):
            child.ask_to_stop()
            deadline = time.monotonic() + child.service.stop_seconds
            while child.running and time.monotonic() < deadline and self.stopping < 2:
                self._turn_only_output()
            child.send(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()
        self._turn_only_output()
        for child in self.children:
            child.output.close()

    def _turn_only_output(self) -> None:
        for key, _events in self.selector.select(TICK_SECONDS):
            if not key.data.output.read(key.fileobj):
                self.selector.unregister(key.fileobj)
        self._reap_adopted()

    def _fault(self, child: Child) -> CouldNotStart:
        self._turn_only_output()
        if child.service.once:  # it has said so here
            return CouldNotStart("did not start.")
        output = child.output
        return CouldNotStart(
            f"{child.service.name} did not start. Its last words ({output.path}):\n{output.tail()}"
        )

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping += 1


def _how(status: int) -> str:
    return signal.Signals(-status).name if status < 0 else f"status {status}"


def _say(words: str) -> None:
    sys.stdout.write(f"eoffice {words}\n")
    sys.stdout.flush()
