"""Statements of the judging path: compiled once, then run on the driver's own cursor.

SQLAlchemy takes longer to get a statement to SQLite than SQLite takes to run it. What
it knows is asked once: the text, the order of the parameters, how each type is written
and read. Connections, transactions and errors stay its own.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    Connection,
    Dialect,
    Select,
    Table,
    TextClause,
    UpdateBase,
    bindparam,
    insert,
)
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

Given = Mapping[str, object]
"""The parameters of one run, by name."""

Row = tuple[Any, ...]
_Change = Callable[[Any], Any]
_AT_ONCE = 20  # rows of one INSERT


class Prepared:
    """One statement; its parameters are ``bindparam``s, or the *columns* of an INSERT.

    Those *written* are given as the database keeps them: a JSON column's text. The
    statement's own text must not depend on values; see ``several`` for lists.
    """

    def __init__(
        self,
        statement: Select[Any] | UpdateBase | TextClause,
        columns: Collection[str] = (),
        *,
        written: Collection[str] = (),
    ) -> None:
        """Keep *statement*, to be compiled where it is first run."""
        self._statement = statement
        self._columns, self._written = columns, written
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, given: Given) -> list[Row]:
        """Run, and read every row."""
        compiled, cursor = self._ran(connection, given)
        rows: list[Row] = [*cursor.fetchall()]
        cursor.close()
        return rows if compiled.plain else [compiled.row(row) for row in rows]

    def values(self, connection: Connection, given: Given) -> list[Any]:
        """Run, and read the first column of every row."""
        return [row[0] for row in self.rows(connection, given)]

    def value(self, connection: Connection, given: Given) -> Any:  # noqa: ANN401 - a column's
        """Run, and read the first column of the first row; None without a row."""
        rows = self.rows(connection, given)
        return rows[0][0] if rows else None

    def run(self, connection: Connection, given: Given) -> int:
        """Run, and count the rows that were written."""
        _, cursor = self._ran(connection, given)
        count: int = cursor.rowcount
        cursor.close()
        return count

    def _ran(
        self, connection: Connection, given: Given
    ) -> tuple["_Compiled", DBAPICursor]:
        """Run in the transaction of *connection*; SQLAlchemy's DBAPIError."""
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.driver)
        if compiled is None:
            compiled = self._compile(dialect)
            self._compiled[dialect.driver] = compiled
        parameters = compiled.parameters(given)
        try:
            cursor = connection.connection.cursor()
            cursor.execute(compiled.text, parameters)
        except dialect.loaded_dbapi.Error as error:
            raise _told(connection, error, compiled.text) from error
        return compiled, cursor

    def _compile(self, dialect: Dialect) -> "_Compiled":
        made = self._statement.compile(
            dialect=dialect, column_keys=list(self._columns) or None
        )
        if not isinstance(made, SQLCompiler):
            msg = f"not a statement with parameters: {made}"
            raise TypeError(msg)
        changes = {
            name: each.type.dialect_impl(dialect).bind_processor(dialect)
            for name, each in made.binds.items()
            if name not in self._written
        }
        shown = getattr(self._statement, "selected_columns", ())
        reads = [
            each.type.dialect_impl(dialect).result_processor(dialect, None)
            for each in shown
        ]
        return _Compiled(
            text=str(made),
            arranged=_arranged(made),
            fixed={
                n: each.value for n, each in made.binds.items() if not each.required
            },
            changes=tuple((n, change) for n, change in changes.items() if change),
            reads=tuple((at, read) for at, read in enumerate(reads) if read),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compiled:
    """A statement as one driver takes it.

    ``fixed`` are parameters that the statement brings along. ``changes`` and ``reads``
    name the parameters and columns that are not kept as they are.
    """

    text: str
    arranged: Callable[[Given], Any]
    fixed: Given
    changes: tuple[tuple[str, _Change], ...]
    reads: tuple[tuple[int, _Change], ...]

    @property
    def plain(self) -> bool:
        """Whether rows are what they are kept as."""
        return not self.reads

    def parameters(self, given: Given) -> Any:  # noqa: ANN401 - the driver's
        """Write *given* as the driver takes it; KeyError where one is missing."""
        if not (self.changes or self.fixed):
            return self.arranged(given)
        values = {**self.fixed, **given}
        for name, change in self.changes:
            values[name] = change(values[name])
        return self.arranged(values)

    def row(self, kept: Row) -> Row:
        """Read a row."""
        row = list(kept)
        for place, read in self.reads:
            row[place] = read(row[place])
        return tuple(row)


class PreparedRows:
    """An INSERT of many rows in one statement, which is prepared by their number."""

    def __init__(self, table: Table) -> None:
        """Write rows of *table* with all its columns."""
        self._table = table
        self._prepared: dict[int, Prepared] = {}

    def insert(self, connection: Connection, rows: Sequence[Given]) -> None:
        """Write *rows*, a few dozen at a time."""
        for first in range(0, len(rows), _AT_ONCE):
            some = rows[first : first + _AT_ONCE]
            given = {
                f"{name}_{number}": value
                for number, row in enumerate(some)
                for name, value in row.items()
            }
            self._of(len(some)).run(connection, given)

    def _of(self, count: int) -> Prepared:
        if count not in self._prepared:
            rows = [
                {
                    c.name: bindparam(f"{c.name}_{n}", type_=c.type)
                    for c in self._table.c
                }
                for n in range(count)
            ]
            self._prepared[count] = Prepared(insert(self._table).values(rows))
        return self._prepared[count]


def several(name: str, count: int) -> list[BindParameter[str]]:
    """Make the parameters of a list of *count* texts, one at least, for ``in_``."""
    return [bindparam(f"{name}_{number}") for number in range(count)]


def each_of(name: str, texts: Collection[str]) -> dict[str, str]:
    """Give *texts* as the parameters that ``several`` made."""
    return {f"{name}_{number}": text for number, text in enumerate(texts)}


def _arranged(made: SQLCompiler) -> Callable[[Given], Any]:
    """Say how a driver wants its parameters: by place or by name."""
    if not made.positional:
        return dict
    names = made.positiontup or []
    if len(names) < 2:  # itemgetter then gives no tuple
        return lambda values: tuple(values[name] for name in names)
    return itemgetter(*names)


def _told(connection: Connection, error: Exception, text: str) -> BaseException:
    """Tell a driver's *error* as SQLAlchemy does; a connection that is gone is left."""
    dialect = connection.dialect
    gone = dialect.is_disconnect(cast("Any", error), connection.connection, None)
    if gone:
        connection.invalidate(error)
    return DBAPIError.instance(
        text,
        None,
        error,
        dialect.loaded_dbapi.Error,
        connection_invalidated=gone,
        dialect=dialect,
    )
