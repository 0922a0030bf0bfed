"""Says what is found of an organisation and what to do, when somebody asks."""

from collections.abc import Mapping, Sequence

from graph.model.ids import OrganisationId
from graph.texts import Message
from services.isolation.evidence import Evidence
from services.isolation.next_step import Advisor
from services.isolation.scene import Scene
from services.isolation.sentences import Wording


class SceneTeller:
    """Speaks of one scene.

    Parameters
    ----------
    needs
        Node → direction → level of the declared needs.
    paired
        (Node, direction) → leaders of the pairs in force.
    """

    def __init__(
        self,
        scene: Scene,
        needs: Mapping[int, Mapping[str, int]],
        paired: Mapping[tuple[int, str], Sequence[int]],
    ) -> None:
        self._number = scene.nodes.number
        self._wording = Wording(scene)
        self._advisor = Advisor(scene, self._wording, needs, paired)

    def sentence(self, organisation: OrganisationId, evidence: Evidence) -> Message:
        """Say what `evidence` of an organisation means."""
        return self._wording.sentence(self._number[organisation], evidence)

    def step(self, organisation: OrganisationId, evidence: Evidence) -> Message:
        """Say what to do about `evidence` of an organisation."""
        return self._advisor.step(self._number[organisation], evidence)
