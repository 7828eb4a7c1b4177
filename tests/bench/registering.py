"""Fifty clients at once, and two thousand registrations while the web process is killed again and again."""

from __future__ import annotations

import random
import sys
import threading
from functools import partial
from queue import Empty, Queue

from tests.bench import world

TOGETHER, MANY, CLIENTS, SECONDS = 50, 2_000, 8, 400.0
KILL_AFTER = (40, 160)  # registrations since the last one


def main() -> int:
    """Both drills; 1 where a number is missing or there twice."""
    world.begin()
    from tests import factories

    clerk = factories.make_malee(factories.make_school())
    token = world.token_of(clerk.person)
    holds = _together(clerk, token)
    return 0 if _killed(clerk, token) and holds else 1


def _together(clerk: object, token: str) -> bool:
    letters = world.checked_letters(clerk, TOGETHER)
    with world.web() as web:
        world.at_once(
            [partial(_register, world.Client(web.port, token), pk) for pk in letters], seconds=SECONDS
        )
    return _whole(TOGETHER, "50 clients at once")


def _register(client: world.Client, pk: int) -> None:
    answer = client.post(world.REGISTER.format(pk), {}, key=f"register-{pk}", patience=SECONDS)
    if answer.status != 200:
        raise RuntimeError(f"letter {pk}: {answer.status} {answer.body}")


def _killed(clerk: object, token: str) -> bool:
    waiting: Queue[int] = Queue()
    for pk in world.checked_letters(clerk, MANY):
        waiting.put(pk)
    port, over, kills, done = world.free_port(), threading.Event(), [0], [0]
    running = [world.start_web(port)]

    def killer() -> None:
        after = random.randint(*KILL_AFTER)
        while not over.wait(0.01):
            if done[0] >= after:
                running[0].kill()
                kills[0] += 1
                running[0] = world.start_web(port)
                after = done[0] + random.randint(*KILL_AFTER)

    def client() -> None:
        one = world.Client(port, token)
        while True:
            try:
                pk = waiting.get_nowait()
            except Empty:
                return
            _register(one, pk)
            done[0] += 1

    hand = threading.Thread(target=killer)
    hand.start()
    try:
        seconds = world.at_once([client] * CLIENTS, seconds=SECONDS)
    finally:
        over.set()
        hand.join()
        running[0].kill()
    return _whole(TOGETHER + MANY, f"{MANY} registrations, {kills[0]} SIGKILLs, {seconds:.0f} s")


def _whole(expected: int, what: str) -> bool:
    from documents.verify import verify_registers
    from workflows.engine.models import Transition
    from workflows.engine.verify import verify_log
    from workflows.letters.models import IncomingLetter

    numbers = IncomingLetter.objects.filter(receive_number__isnull=False).order_by("receive_number")
    found = list(numbers.values_list("receive_number", flat=True))
    steps = Transition.objects.filter(step="register").count()
    faults = [*verify_log(), *verify_registers()]
    holds = found == list(range(1, expected + 1)) and steps == expected and not faults
    missing = len(set(range(1, expected + 1)) - set(found))
    twice = len(found) - len(set(found))
    world.say(
        f"- {what}: {missing} missing, {twice} twice, {len(faults)} faults {'holds' if holds else 'MISSED'}"
    )
    return holds


if __name__ == "__main__":
    sys.exit(main())
