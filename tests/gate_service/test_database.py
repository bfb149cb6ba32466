"""The database itself: who hears of commits, who waits, what its file promises."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from subprocess import PIPE

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from gate_service.adapters.database.tables import METADATA
from gate_service.adapters.database.transactions import (
    DatabaseError,
    SqlTransactions,
    migrations,
    open_engine,
)
from gate_service.domain.audit import first_broken
from gate_service.domain.errors import InvalidInputError
from gate_service.domain.ports import Store
from gate_service.domain.safety import YardName
from gate_service.domain.visits import LaneName
from tests.support.gates import LANE
from tests.support.stored import APPOINTMENT, happened, nobody, write_and_fail


def test_watchers_hear_of_commits_alone(tmp_path: Path) -> None:
    heard: list[LaneName | YardName] = []
    engine = open_engine(f"sqlite:///{tmp_path / 'x.sqlite'}")
    transactions = SqlTransactions(engine, heard.extend)
    with transactions.write() as store:
        store.audit.append(happened())
        assert heard == []
        store.appointments.add(APPOINTMENT)
    with pytest.raises(InvalidInputError):
        write_and_fail(transactions)
    transactions.close()

    assert heard == [LANE]


def test_two_processes_wait_for_each_other(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'gate.sqlite'}"
    doors = [SqlTransactions(open_engine(url), nobody) for _ in range(2)]

    def write(number: int) -> None:
        with doors[number % 2].write() as store:
            _append(store)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(20)))
    with doors[0].read() as store:
        assert first_broken(store.audit.after(0, 100)) is None
        assert store.audit.version(LANE) == 20
    for door in doors:
        door.close()


def _append(store: Store) -> None:
    store.audit.append(happened())


def test_a_database_is_durable_and_checked(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'gate.sqlite'}")
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()

    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10000,
    }


def test_migrations_make_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'gate.sqlite'}")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_server_default": True}
        )
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_migrations_can_be_taken_back(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'gate.sqlite'}")
    with engine.connect() as connection, connection.begin():
        command.upgrade(migrations(connection), "head")
        command.downgrade(migrations(connection), "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
    engine.dispose()


@pytest.mark.parametrize(
    "url",
    ["sqlite:////nowhere/at/all/gate.sqlite", "nonsense", "martian://x"],
)
def test_a_database_that_cannot_be_opened_says_so_in_one_line(url: str) -> None:
    with pytest.raises(DatabaseError, match=r"^cannot open the database: [^\n]+$"):
        open_engine(url)


_OPENER = """
import sys
from gate_service.adapters.database.transactions import open_engine
print("ready", flush=True)
for line in sys.stdin:
    open_engine(line.strip()).dispose()
    print("open", flush=True)
"""


def test_processes_that_open_one_new_folder_together_all_open_it(
    tmp_path: Path,
) -> None:
    call = [sys.executable, "-c", _OPENER]
    with ExitStack() as all_:
        openers = [
            all_.enter_context(
                subprocess.Popen(call, stdin=PIPE, stdout=PIPE, text=True)  # noqa: S603 - our own interpreter
            )
            for _ in range(3)
        ]
        told = [_line(each) for each in openers]
        for number in range(4):
            for each in openers:
                assert each.stdin is not None
                each.stdin.write(f"sqlite:///{tmp_path / str(number)}.sqlite\n")
                each.stdin.flush()
            told += [_line(each) for each in openers]
    assert told == ["ready"] * 3 + ["open"] * 12


def _line(opener: "subprocess.Popen[str]") -> str:
    assert opener.stdout is not None
    return opener.stdout.readline().strip()
