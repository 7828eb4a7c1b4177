"""The `eoffice` command says what it can do, and refuses in words."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands
from pytest_django.fixtures import Settings

from eoffice.cli import SUBCOMMANDS, main
from eoffice.supervisor import ports
from eoffice.supervisor.plan import Refusal, plan

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]


def test_help_lists_every_subcommand(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    words = capsys.readouterr().out
    assert [name for name in SUBCOMMANDS if name not in words] == []


def test_an_unknown_subcommand_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["strat"]) == 2
    assert "there is no 'strat'" in capsys.readouterr().err


def test_subcommands_of_this_package_are_there() -> None:
    modules = [subcommand.module for subcommand in SUBCOMMANDS.values() if subcommand.module]
    assert all(callable(import_module(module).run) for module in modules)


@pytest.mark.django_db
def test_the_doctor_says_what_is_wrong(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tmp_path.chmod(0o755)
    settings.DATA_DIR, settings.DEMO, settings.HOST = tmp_path, True, "0.0.0.0"
    with pytest.raises(SystemExit):
        call_command("doctor")
    words = capsys.readouterr().out
    assert f"chmod 700 {tmp_path}" in words
    assert "EOFFICE_DEMO is set and the address is 0.0.0.0" in words


def test_a_bad_setting_is_a_sentence_not_a_trace(tmp_path: Path) -> None:
    changed = {**os.environ, "EOFFICE_PORT": "eighty", "DJANGO_SETTINGS_MODULE": "eoffice.settings.base"}
    for words in (["start"], ["doctor"]):
        command = [sys.executable, "-m", "eoffice", *words]
        answer = subprocess.run(command, env=changed, cwd=ROOT, capture_output=True, text=True, check=False)
        assert answer.stderr == "eoffice: EOFFICE_PORT must be a whole number, not 'eighty'.\n"
        assert answer.returncode == 1


class Office:
    """Settings of an installation that is about to start."""

    def __init__(self, data: Path, **changes: object) -> None:
        self.HOST, self.PORT, self.DATA_DIR, self.REDIS_URL, self.DEMO = (
            "127.0.0.1",
            0,
            data,
            "redis://x",
            False,
        )
        self.__dict__.update(changes)


def test_a_taken_port_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "in_use", lambda _host, _port: True)
    with pytest.raises(Refusal, match=r"port 8000 of 127\.0\.0\.1 is taken"):
        plan(Office(tmp_path, PORT=8000))


def test_a_second_start_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    first = plan(Office(tmp_path))
    with pytest.raises(Refusal, match="another one runs already"):
        plan(Office(tmp_path))
    assert first.lock is not None


def test_the_demo_is_not_shown_to_others(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="passwords everyone knows"):
        plan(Office(tmp_path, DEMO=True, HOST="0.0.0.0"))


def test_processes_start_in_the_order_in_which_they_need_each_other(tmp_path: Path) -> None:
    started = [service.name for service in plan(Office(tmp_path, REDIS_URL="")).services]
    assert started == ["broker", "prepare", "web", "worker", "scheduler"]


def test_without_any_broker_the_scheduler_does_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eoffice.supervisor.broker.find_program", lambda: None)
    planned = plan(Office(tmp_path, REDIS_URL=""))
    assert [service.name for service in planned.services] == ["prepare", "web", "scheduler"]
    assert "looks at the log every second" in planned.remarks[0]


def test_every_other_subcommand_is_a_management_command() -> None:
    wanted = {subcommand.django for subcommand in SUBCOMMANDS.values() if subcommand.django}
    assert wanted - set(get_commands()) == set()
