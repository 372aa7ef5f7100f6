"""The state machine: people, boards, and what they do to each other, through the verbs."""

from tests.proof.deciding import Deciding
from tests.proof.fairness import Fairness
from tests.proof.reading import Reading
from tests.proof.relocating import Relocating
from tests.proof.writing import Writing


class Stories(Writing, Deciding, Relocating, Reading, Fairness):
    """All that can happen in a story."""
