"""The look that is used where nobody asks for another."""

from models.calibration import load_calibration
from models.detector import Detector
from models.reader import LineReader
from models.settings import USUAL, ModelSettings
from models.text import PaddleTextReader
from pipelines.gate_look import HINT, GateLook
from pipelines.look import Look
from vision.calibration import Curves, calibrated
from vision.results import Kind, Readings
from vision.strips import Image

MODELS = ("detector", "reader", "text-detector", "text-recogniser")
"""The cards of the models that ``default_look`` runs."""


def default_look(
    *, threads: int = 1, hinted: bool = False, settings: ModelSettings = USUAL
) -> Look:
    """Open the look that measures best (docs/accuracy.md), for any number of callers.

    *threads* work on one inference; 0: one a core. *hinted* is for a lane, see
    ``GateLook``. Raises ModelError where a model is absent or changed.
    """
    look = raw_look(threads=threads, hinted=hinted, settings=settings)
    return CalibratedLook(look, load_calibration(MODELS))


def raw_look(
    *, threads: int = 1, hinted: bool = False, settings: ModelSettings = USUAL
) -> Look:
    """Open the same look with its confidences as the models state them."""
    detector = Detector.load(threads=threads, threshold=HINT, settings=settings)
    return GateLook(
        detector,
        LineReader.load(threads=threads, settings=settings),
        PaddleTextReader.load(threads=threads, settings=settings),
        sure=detector.threshold,
        hinted=hinted,
    )


class CalibratedLook:
    """A look whose confidences are probabilities of being right."""

    def __init__(self, look: Look, curves: Curves) -> None:
        self._look, self._curves = look, curves

    def __call__(self, image: Image, *, wants: frozenset[Kind]) -> Readings:
        """Read an (H, W, 3) BGR image. Raises ModelError where it could not look."""
        return calibrated(self._look(image, wants=wants), self._curves)
