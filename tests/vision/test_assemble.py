from tests.support.text import line
from vision.assemble import containers, hints
from vision.results import Layout, Status


def test_owner_and_serial_on_one_row_make_one_number() -> None:
    lines = [line("305438", at=(80, 0)), line("CSQU"), line("3", at=(180, 0))]
    (reading,) = containers(lines)
    assert (reading.number, reading.status) == ("CSQU3054383", Status.CERTAIN)
    assert reading.layout is Layout.ONE_LINE


def test_a_row_may_slope() -> None:
    lines = [
        line("CSQU", angle=-20),
        line("3054383", at=(90 - 14, -30), angle=-20),
    ]
    (reading,) = containers(lines)
    assert reading.number == "CSQU3054383"


def test_owner_above_serial_makes_a_two_line_number() -> None:
    (reading,) = containers([line("CSQU"), line("3054383", at=(0, 26))])
    assert (reading.number, reading.layout) == ("CSQU3054383", Layout.TWO_LINES)


def test_a_column_makes_a_vertical_number_with_the_size_type_beside_it() -> None:
    lines = [
        line("CSQU3054383", stacked=True),
        line("22G126", at=(60, 0), stacked=True),
    ]
    (reading,) = containers(lines)
    assert (reading.layout, reading.size_type) == (Layout.VERTICAL, "22G1")


def test_the_size_type_below_goes_with_the_number() -> None:
    (reading,) = containers([line("CSQU3054383"), line("45G1", at=(60, 26))])
    assert reading.size_type == "45G1"


def test_a_far_size_type_belongs_to_another_container() -> None:
    (reading,) = containers([line("CSQU3054383"), line("45G1", at=(600, 600))])
    assert reading.size_type is None


def test_two_containers_stay_two() -> None:
    lines = [line("CSQU3054383"), line("MSKU3866036", at=(0, 400))]
    assert {r.number for r in containers(lines)} == {"CSQU3054383", "MSKU3866036"}


def test_weights_and_words_are_no_container_numbers() -> None:
    words = ["MAXGROSS", "30480KGS", "67200LBS", "TARE", "2210KGS", "NET", "1173CUFT"]
    assert containers([line(w, at=(0, 24 * i)) for i, w in enumerate(words)]) == ()


def test_no_lines_give_no_numbers() -> None:
    assert containers([]) == ()


def test_a_serial_without_its_owner_is_a_hint() -> None:
    serial = line("3054383")
    assert hints([serial, line("KAMBARA", at=(0, 300))]) == (serial,)


def test_a_number_read_whole_leaves_no_hint() -> None:
    assert hints([line("CSQU3054383")]) == ()


def test_the_weights_block_is_no_container_number() -> None:
    block = [line("AXGR"), line("672001", at=(62, 0))]

    assert containers(block) == ()


def test_a_rare_category_is_believed_with_its_check_digit() -> None:
    (reading,) = containers([line("AXGR"), line("6720010", at=(62, 0))])

    assert (reading.number, reading.status) == ("AXGR6720010", Status.CERTAIN)
