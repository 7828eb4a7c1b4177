"""Registering over the API, beside the bare inserts and updates that it can't do without, by as many clients.

What the bare clients write is told by a real request: they send its own inserts and updates through psycopg,
prepared, in one transaction each. Both sides take turns, since whatever else the machine does must meet them alike.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Sequence
from functools import partial
from queue import Empty, Queue

from tests.bench import bare, world

CLIENTS, TURNS, EACH, FLOOR, SECONDS = 8, 5, 160, 0.25, 60.0
Register = Callable[[int], None]


def main() -> int:
    """The ratio of the two rates: the median of the turns."""
    world.begin()
    from tests import factories

    clerk = factories.make_malee(factories.make_school())
    token = world.token_of(clerk.person)
    first, second, *letters = world.checked_letters(clerk, 2 + EACH * (1 + TURNS * 2))
    world.register_here(token, first)  # the book of the year is opened
    writes = bare.recorded(lambda: world.register_here(token, second))
    world.say(f"- each registration writes: {', '.join(map(str, writes))}")
    turns = [letters[at : at + EACH] for at in range(0, len(letters), EACH)]
    with world.web(workers=2) as web:  # as deploy/README.md has it
        api = [_over_the_api(web.port, token) for _ in range(CLIENTS)]
        plain = [bare.client(writes) for _ in range(CLIENTS)]
        _rate(turns.pop(), api)  # connections are open, caches are warm
        pairs = [(_rate(turns.pop(), api), _rate(turns.pop(), plain)) for _ in range(TURNS)]
    by_api, by_hand = (statistics.median(side) for side in zip(*pairs, strict=True))
    world.say(f"- over the API {by_api:.0f}/s, bare {by_hand:.0f}/s, {CLIENTS} clients, fsync on")
    ratio = statistics.median(one / other for one, other in pairs)
    return 0 if world.verdict("registering over the API / bare statements", ratio, FLOOR) else 1


def _rate(letters: Sequence[int], clients: Sequence[Register]) -> float:
    """Letters a second."""
    waiting: Queue[int] = Queue()
    for pk in letters:
        waiting.put(pk)

    def work(register: Register) -> None:
        while True:
            try:
                pk = waiting.get_nowait()
            except Empty:
                return
            register(pk)

    return len(letters) / world.at_once([partial(work, one) for one in clients], seconds=SECONDS)


def _over_the_api(port: int, token: str) -> Register:
    client = world.Client(port, token)

    def register(pk: int) -> None:
        path = world.REGISTER.format(pk)
        answer = client.post(path, {}, key=f"r{pk}", patience=SECONDS)
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {answer.body}")

    return register


if __name__ == "__main__":
    sys.exit(main())
