"""The parts of people and machines that a painted frame keeps apart."""

from enum import IntEnum


class Part(IntEnum):
    """What a painted pixel belongs to; 0 is nothing."""

    BODY = 1
    HEAD = 2
    HELMET = 3
    TORSO = 4
    VEST = 5
    MACHINE = 6
