import numpy as np
from numpy.typing import NDArray

from vision.ctc import ALPHABET, UNREAD, Alphabet, decode, one_per_cell, spaced


def steps(text: str, score: float = 0.9) -> NDArray[np.float32]:
    """One step per character; ``_`` is the blank, ``*`` is everything else."""
    columns = {"_": 0, "*": 37} | {c: i for i, c in enumerate(ALPHABET, 1)}
    table = np.full((len(text), 38), (1 - score) / 37, np.float32)
    table[np.arange(len(text)), [columns[c] for c in text]] = score
    table.flags.writeable = False
    return table


def read(text: str) -> str:
    return "".join(character.best for character in decode(steps(text)))


def test_a_run_of_one_class_is_one_character() -> None:
    assert read("CC_SS__QQU") == "CSQU"


def test_a_blank_parts_equal_characters() -> None:
    assert read("7_7") == "77"


def test_everything_else_separates_and_is_dropped() -> None:
    assert read("A*A*1") == "AA1"


def test_no_steps_read_nothing() -> None:
    assert decode(steps("")) == ()


def test_runners_up_are_kept_with_their_probability() -> None:
    table = np.zeros((1, 38), np.float32)
    table[0, [1, 1 + ALPHABET.index("O")]] = 0.7, 0.3
    (character,) = decode(table)
    assert [round(p, 2) for p in character.choices.values()] == [0.7, 0.3]
    assert list(character.choices) == ["0", "O"]


def test_both_cases_of_a_letter_are_added_up() -> None:
    alphabet = Alphabet(["a", "A", "?"])
    folded = alphabet.fold(np.array([[0.1, 0.2, 0.3, 0.3, 0.1]], np.float32))
    assert np.isclose(folded[0, 1 + ALPHABET.index("A")], 0.5)
    assert np.isclose(folded[0, 37], 0.4)


def test_a_digit_lost_between_two_digits_is_marked() -> None:
    choices = spaced(decode(steps("1_2_3_____5_6_7")))
    assert choices[3] is UNREAD
    assert len(choices) == 7


def test_room_between_letters_and_digits_is_natural() -> None:
    choices = spaced(decode(steps("A_B_C_____5_6_7")))
    assert UNREAD not in choices


def test_each_cell_of_a_column_gives_one_character() -> None:
    characters = decode(steps("A__B____C_"))
    cells = one_per_cell(characters, [0.25, 0.5, 0.75, 1.0])
    assert [next(iter(cell)) for cell in cells] == ["A", "B", "?", "C"]


def test_characters_beside_their_cells_keep_their_order() -> None:
    characters = decode(steps("____C_X_D_"))
    cells = one_per_cell(characters, [1 / 3, 2 / 3, 1.0])
    assert [next(iter(cell)) for cell in cells] == ["C", "X", "D"]
