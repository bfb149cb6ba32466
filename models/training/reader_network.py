"""The reader's network: pixels of one line in, a score per step and character out.

Its trunk has the shape of PP-OCRv6's small recogniser (Apache-2.0), so that training
starts from weights that have seen much text. What differs: it looks at lines 32 px
high, answers every 4 px instead of every 8, knows 36 characters instead of 18,708,
and its widest layers are thinned so that it stays below three million parameters.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Class 0 is the blank of CTC; class i + 1 is the i-th of these."""
HEIGHT = 32
"""Pixels that a line is high."""
_WIDTH = 120
_HEADS = 8


class Gate(nn.Module):
    """Weighs channels by what the whole picture shows (squeeze and excitation)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.narrow = nn.Conv2d(channels, channels // 4, 1)
        self.widen = nn.Conv2d(channels // 4, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Keep the shape (B, C, H, W)."""
        mean = x.mean((2, 3), keepdim=True)
        return x * functional.hardsigmoid(
            self.widen(functional.relu(self.narrow(mean)))
        )


class Block(nn.Module):
    """Looks around each place, then mixes its channels."""

    def __init__(self, channels: int, hidden: int, *, gated: bool = False) -> None:
        super().__init__()
        self.around = nn.Conv2d(channels, channels, 3, padding=1, groups=channels)
        self.gate = Gate(channels) if gated else nn.Identity()
        self.widen = nn.Conv2d(channels, hidden, 1)
        self.narrow = nn.Conv2d(hidden, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Keep the shape (B, C, H, W)."""
        x = self.gate(self.around(x))
        return x + self.narrow(functional.gelu(self.widen(x)))


class Halve(nn.Module):
    """Halves the height and doubles the channels."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.around = nn.Conv2d(
            channels, channels, 3, stride=(2, 1), padding=1, groups=channels
        )
        self.widen = nn.Conv2d(channels, 2 * channels, 1)
        self.mix = nn.Conv2d(2 * channels, 2 * channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, H, W) -> (B, 2C, H / 2, W)."""
        return self.mix(functional.gelu(self.widen(self.around(x))))


class Stem(nn.Module):
    """Brings pixels to a quarter of their size."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, 48, 3, stride=2, padding=1)
        self.left = nn.Conv2d(48, 24, 2)
        self.right = nn.Conv2d(24, 48, 2)
        self.join = nn.Conv2d(96, 48, 3, stride=2, padding=1)
        self.widen = nn.Conv2d(48, 96, 1)

    def forward(self, x: Tensor) -> Tensor:
        """(B, 3, H, W) -> (B, 96, H / 4, W / 4)."""
        x = functional.relu(self.first(x))
        fine = functional.relu(self.left(functional.pad(x, (0, 1, 0, 1))))
        fine = functional.relu(self.right(functional.pad(fine, (0, 1, 0, 1))))
        # ReLU leaves nothing below nought, so padding with it changes no maximum.
        coarse = functional.max_pool2d(functional.pad(x, (0, 1, 0, 1)), 2, stride=1)
        x = functional.relu(self.join(torch.cat((coarse, fine), 1)))
        return functional.relu(self.widen(x))


class Mixer(nn.Module):
    """Lets every step of the line see every other one (a pre-norm transformer)."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(_WIDTH)
        self.queries = nn.Linear(_WIDTH, 3 * _WIDTH)
        self.project = nn.Linear(_WIDTH, _WIDTH)
        self.second_norm = nn.LayerNorm(_WIDTH)
        self.widen = nn.Linear(_WIDTH, 2 * _WIDTH)
        self.narrow = nn.Linear(2 * _WIDTH, _WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        """Keep the shape (B, steps, 120)."""
        batch, steps, _ = x.shape
        parts = self.queries(self.norm(x))
        parts = parts.reshape(batch, steps, 3, _HEADS, _WIDTH // _HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind()
        weights = query @ key.transpose(-2, -1) * (_WIDTH // _HEADS) ** -0.5
        seen = (weights.softmax(-1) @ value).transpose(1, 2)
        x = x + self.project(seen.reshape(batch, steps, _WIDTH))
        return x + self.narrow(functional.silu(self.widen(self.second_norm(x))))


class Normed(nn.Module):
    """A convolution, its batch norm and SiLU."""

    def __init__(self, convolution: nn.Conv2d) -> None:
        super().__init__()
        self.convolution = convolution
        self.norm = nn.BatchNorm2d(convolution.out_channels)

    def forward(self, x: Tensor) -> Tensor:
        """Keep height and width."""
        return functional.silu(self.norm(self.convolution(x)))


class ReaderNetwork(nn.Module):
    """(B, 3, 32, W) of pixels from -1 to 1, BGR -> logits (B, W / 4 - 1, 37).

    *height* is 48 and *stride* 2 in the network that training starts from.
    """

    def __init__(
        self,
        classes: int = len(ALPHABET) + 1,
        hidden: int = 736,
        *,
        height: int = HEIGHT,
        stride: int = 1,
    ) -> None:
        super().__init__()
        self.pool = nn.AvgPool2d((height // 16, 2), (1, stride))
        self.stem = Stem()
        fine = [Block(96, 192, gated=i == 0) for i in range(3)]
        middle = [Block(192, 384, gated=i % 2 == 0) for i in range(6)]
        coarse = [Block(384, hidden, gated=i == 0) for i in range(2)]
        self.trunk = nn.Sequential(*fine, Halve(96), *middle, Halve(192), *coarse)
        self.skip = Normed(nn.Conv2d(384, _WIDTH, 1, bias=False))
        self.squeeze = Normed(nn.Conv2d(384, _WIDTH, 1, bias=False))
        self.beside = Normed(
            nn.Conv2d(_WIDTH, _WIDTH, (1, 7), padding=(0, 3), groups=_WIDTH, bias=False)
        )
        self.mixers = nn.Sequential(Mixer(), Mixer())
        self.norm = nn.LayerNorm(_WIDTH)
        self.head = nn.Linear(_WIDTH, classes)

    def forward(self, pixels: Tensor) -> Tensor:
        """Give unnormalised scores; ``softmax`` makes them probabilities."""
        x = self.pool(self.trunk(self.stem(pixels)))
        near = self.squeeze(x)
        near = near + self.beside(near)
        far = self.norm(self.mixers(near.squeeze(2).transpose(1, 2)))
        return self.head(far + self.skip(x).squeeze(2).transpose(1, 2))
