"""Training the detector: its start, what it is punished for, what it is shown."""

from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")
pytest.importorskip("yolox", reason="the extra `train` is not installed")

from torch import Tensor  # noqa: E402  # after the skip
from yolox.models import YoloxModule  # noqa: E402

from models.training.detector import (  # noqa: E402  # after the skip
    DetectorTraining,
    Plan,
    train,
)
from models.training.detector_augment import (  # noqa: E402
    drawn,
    recoloured,
    shown,
)
from models.training.detector_export import detector_of, export_detector  # noqa: E402
from models.training.detector_loss import Target, detection_loss  # noqa: E402
from models.training.detector_network import (  # noqa: E402
    detector_network,
    learning,
    maps,
    started,
)
from models.training.export import export  # noqa: E402

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(120),
    # what YOLOX and the exporter of PyTorch say of PyTorch
    pytest.mark.filterwarnings("ignore:.*autocast:FutureWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Converting a tensor"),
]
KNOWN = (7, None)
SIZES = ((96, 96), (64, 96))
NONE = torch.zeros(0, dtype=torch.int64)
torch.set_num_threads(1)


@dataclass(frozen=True)
class Sample:
    image: NDArray[np.uint8]
    boxes: NDArray[np.float32]
    labels: NDArray[np.int64]
    ignored: NDArray[np.float32]
    untaught: frozenset[int] = frozenset()


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a network of COCO's classes with random weights, its norms folded."""
    torch.manual_seed(0)
    path = tmp_path_factory.mktemp("start") / "coco.onnx"
    network = detector_network(80)
    network.head.decode_in_inference = False
    network.head.initialize_biases(0.01)
    export(network, np.zeros((1, 3, 64, 64), np.float32), path)
    return path


@pytest.fixture(scope="module")
def pictures() -> Tensor:
    noise = np.random.default_rng(0).integers(0, 255, (8, 3, 64, 64))
    return torch.from_numpy(noise.astype(np.float32))


def square(label: int = 1) -> Sample:
    image = np.full((96, 96, 3), 90, np.uint8)
    cv2.rectangle(image, (30, 40), (70, 60), (240, 240, 240), -1)
    return Sample(
        image,
        np.array([[30, 40, 71, 61]], np.float32),
        np.array([label]),
        np.zeros((0, 4), np.float32),
    )


SQUARE = drawn([square()])


def plan(steps: int) -> Plan:
    return Plan(known=KNOWN, steps=steps, batch=2, warm_up=2, every=2, sizes=SIZES)


def quiet(network: object) -> dict[str, float]:
    return {"checked": 1.0}


def test_a_start_keeps_boxes_objects_and_known_classes(
    start: Path, pictures: Tensor
) -> None:
    coco = started(start, range(80), pictures).eval()
    ours = started(start, KNOWN, pictures).eval()
    with torch.inference_mode():
        for old, new in zip(maps(coco, pictures), maps(ours, pictures), strict=True):
            assert torch.allclose(old[:, :5], new[:, :5], atol=1e-4)
            assert torch.allclose(old[:, 5 + 7], new[:, 5], atol=1e-4)


def test_a_start_may_be_a_file_of_our_own(
    start: Path, pictures: Tensor, tmp_path: Path
) -> None:
    trained = started(start, KNOWN, pictures).eval()
    plain, _ = export_detector(trained, tmp_path, [square().image] * 2)
    ours = started(plain, (1,), pictures).eval()
    with torch.inference_mode():
        for old, new in zip(maps(trained, pictures), maps(ours, pictures), strict=True):
            assert torch.allclose(old[:, :5], new[:, :5], atol=1e-3)
            assert torch.allclose(old[:, 6], new[:, 5], atol=1e-3)


def test_pictures_drawn_elsewhere_change_in_their_colours_alone() -> None:
    piece = recoloured(lambda _: square())((64, 64), np.random.default_rng(0))
    assert piece.image.shape == square().image.shape
    assert np.array_equal(piece.boxes, square().boxes)
    assert not np.array_equal(piece.image, square().image)


def test_learning_begins_with_the_function_that_was_loaded(
    start: Path, pictures: Tensor
) -> None:
    network = started(start, KNOWN, pictures)
    with torch.inference_mode():
        still = maps(network.eval(), pictures)
        learning(network)
        moving = maps(network, pictures)
    for a, b in zip(still, moving, strict=True):
        assert float((a - b).abs().max()) < 0.05 * float(a.std()) + 1e-3


def test_a_run_that_was_interrupted_goes_on_as_if_it_had_not_been(
    start: Path, tmp_path: Path
) -> None:
    whole = train(SQUARE, start=start, folder=tmp_path / "a", plan=plan(4), check=quiet)
    first = DetectorTraining.begun(SQUARE, start, tmp_path / "none", plan(4))
    for _ in range(2):
        first.learn(SQUARE)
    (tmp_path / "b").mkdir()
    torch.save(first.progress.state(), tmp_path / "b" / "detector.pt")
    resumed = train(
        SQUARE, start=start, folder=tmp_path / "b", plan=plan(4), check=quiet
    )
    for a, b in zip(
        whole.state_dict().values(), resumed.state_dict().values(), strict=True
    ):
        assert torch.equal(a, b)


def test_a_few_steps_learn_one_picture(start: Path, tmp_path: Path) -> None:
    quick = replace(plan(24), rate=5e-3, warm_up=4)
    training = DetectorTraining.begun(SQUARE, start, tmp_path / "none", quick)
    before = loss(training.network)
    for _ in range(quick.steps):
        training.learn(SQUARE)
    assert loss(training.network) < 0.95 * before


def loss(network: YoloxModule) -> float:
    """Judge a network, as it runs, by the one picture."""
    piece = square()
    target = Target(
        torch.from_numpy(piece.boxes),
        torch.from_numpy(piece.labels),
        torch.from_numpy(piece.ignored),
        NONE,
    )
    pixels = torch.from_numpy(piece.image).permute(2, 0, 1)[None].float()
    with torch.inference_mode():
        parts = detection_loss(network.head, maps(network, pixels), [target])
    return float(sum(parts.values()))


def test_what_lies_upon_an_ignored_box_is_not_punished() -> None:
    network = detector_network(2)
    levels = [torch.zeros(1, 7, 64 // s, 64 // s) for s in (8, 16, 32)]
    everywhere = torch.tensor([[-8.0, -8.0, 72.0, 72.0]])
    none = torch.zeros((0, 4))

    def punished(ignored: Tensor) -> float:
        target = Target(none, NONE, ignored, NONE)
        levels[2][:, 2:4] = 1.0  # the coarse cells claim large boxes
        return float(detection_loss(network.head, levels, [target])["object"])

    assert punished(everywhere) < punished(none)


def test_a_class_that_an_image_does_not_teach_is_not_punished() -> None:
    network = detector_network(2)
    levels = [torch.zeros(1, 7, 64 // s, 64 // s) for s in (8, 16, 32)]
    for level in levels:
        level[:, 6] = 1.0  # every cell claims the second class

    def punished(untaught: Tensor) -> float:
        target = Target(torch.zeros((0, 4)), NONE, torch.zeros((0, 4)), untaught)
        return float(detection_loss(network.head, levels, [target])["object"])

    assert punished(torch.tensor([1])) == 0
    assert punished(torch.tensor([0])) == punished(NONE) > 0


def test_what_is_no_text_may_be_cut_in_half_and_mirrored() -> None:
    def kept(*, texts: bool) -> int:
        rng = np.random.default_rng(0)
        pieces = (shown([wide()], (96, 96), rng, texts=texts) for _ in range(300))
        return sum(len(piece.boxes) for piece in pieces)

    assert kept(texts=False) > kept(texts=True)


def wide() -> Sample:
    return replace(square(), boxes=np.array([[0, 40, 22, 56]], np.float32))


def test_a_prediction_in_place_costs_less_than_one_too_large() -> None:
    network = detector_network(2)
    target = Target(
        torch.tensor([[16.0, 16.0, 48.0, 48.0]]),
        torch.tensor([1]),
        torch.zeros((0, 4)),
        NONE,
    )

    def cost(larger: float) -> dict[str, float]:
        levels = [torch.zeros(1, 7, 64 // s, 64 // s) for s in (8, 16, 32)]
        for stride, level in zip((8, 16, 32), levels, strict=True):
            level[:, 2:4] = float(np.log(32 / stride)) + larger
        parts = detection_loss(network.head, levels, [target])
        return {name: float(part) for name, part in parts.items()}

    right, wrong = cost(0.0), cost(1.0)
    assert right["box"] < wrong["box"]
    assert right["edge"] < wrong["edge"]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("count", [1, 4])
def test_boxes_follow_the_varied_image(seed: int, count: int) -> None:
    piece = shown([square()] * count, (192, 256), np.random.default_rng(seed))
    assert piece.image.shape == (192, 256, 3)
    grey = piece.image.min(axis=2)
    for x0, y0, x1, y1 in piece.boxes:
        inside = grey[int(y0) + 2 : int(y1) - 2, int(x0) + 2 : int(x1) - 2]
        frame = grey[max(0, int(y0) - 3) : int(y1) + 3, max(0, int(x0) - 3) :]
        assert np.median(inside) > np.percentile(frame, 5)


def test_an_image_without_objects_can_be_shown() -> None:
    empty = np.zeros((0, 4), np.float32)
    sample = Sample(square().image, empty, np.zeros(0, np.int64), empty)
    piece = shown([sample], (64, 96), np.random.default_rng(0))
    assert piece.boxes.shape == (0, 4)


def test_an_exported_checkpoint_answers_like_the_network(
    start: Path, tmp_path: Path
) -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    network = train(SQUARE, start=start, folder=tmp_path, plan=plan(2), check=quiet)
    kept = detector_of(tmp_path / "detector.pt", len(KNOWN))
    plain, small = export_detector(kept, tmp_path, [square().image] * 2)
    images = np.random.default_rng(0).integers(0, 255, (1, 3, 64, 96))
    feed = {"images": images.astype(np.float32)}
    answers = [
        onnxruntime.InferenceSession(str(p)).run(None, feed)[0] for p in (plain, small)
    ]
    with torch.inference_mode():
        wanted = network(torch.from_numpy(feed["images"])).numpy()
    assert answers[0].shape == answers[1].shape == (1, 96 + 24 + 6, 5 + len(KNOWN))
    assert np.allclose(answers[0], wanted, atol=1e-4)
