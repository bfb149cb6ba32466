from pathlib import Path

import pytest

from datasets.labels import LabelsError, container_photos, plate_photos
from datasets.scores import Outcome, container_outcome, plate_outcome, table
from tests.support.text import container, plate
from vision.results import ContainerReading, Readings, Status


def judged(*containers: ContainerReading, truth: str = "CSQU3054383") -> Outcome:
    return container_outcome(Readings(containers=containers), truth, "22G1", 10)


def test_an_inferred_number_counts_as_exact_but_not_as_certain() -> None:
    outcome = judged(container(status=Status.INFERRED))
    assert (outcome.exact, outcome.certain) == (True, False)


def test_an_uncertain_number_is_an_abstention() -> None:
    outcome = judged(container(status=Status.UNCERTAIN))
    assert (outcome.exact, outcome.abstained) == (False, True)


def test_only_the_first_reading_can_be_exact() -> None:
    outcome = judged(container("MSKU3866036"), container())
    assert (outcome.exact, outcome.wrong_certain) == (False, True)


def test_a_size_type_counts_with_the_first_reading() -> None:
    assert judged(container(size_type="22G1")).size_type is True
    assert judged(container()).size_type is False


def test_nothing_read_is_an_abstention() -> None:
    outcome = judged()
    assert (outcome.exact, outcome.abstained, outcome.wrong_certain) == (
        False,
        True,
        False,
    )


def test_a_plate_is_compared_as_text() -> None:
    readings = Readings(plates=(plate("AB12CDE"),))
    assert plate_outcome(readings, "AB12CDE", 1).exact
    assert plate_outcome(readings, "AB12CDF", 1).wrong_certain


def test_the_table_counts_each_group() -> None:
    rows = table([("portal H", [judged(container()), judged()])]).splitlines()
    assert rows[-1] == "| portal H | 2 | 1 (50%) | 1 | 0 | 1 | 0/2 | 10 |"


def test_container_labels_are_read(tmp_path: Path) -> None:
    (tmp_path / "labels.csv").write_text(
        "set,file,number,size_type,layout\nweb,web/1.jpg,CSQU3054383,,H\n"
    )
    (photo,) = container_photos(tmp_path)
    assert photo.path == tmp_path / "web/1.jpg"
    assert (photo.text, photo.size_type, photo.layout) == ("CSQU3054383", None, "H")


def test_unknown_masked_and_training_plates_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "labels.csv").write_text(
        "set,file,text,label,lines,split\n"
        "vn,vn/1.jpg,59P1-52934,author,2,val\n"
        "vn,vn/2.jpg,?,author,2,val\n"
        "vn,vn/3.jpg,59P152934,author,2,train\n"
        "es,es/4.jpg,324HW,author; masked,1,val\n"
    )
    assert [p.text for p in plate_photos(tmp_path, most=9)] == ["59P152934"]


def test_a_folder_without_labels_is_named(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match=r"no labels\.csv"):
        container_photos(tmp_path)
