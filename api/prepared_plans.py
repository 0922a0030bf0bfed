"""Plans prepared for what-ifs, kept in memory between questions."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from services.assignment.whatif.prepared import WhatIfBase

KEPT = 3


class PreparedPlans:
    """The plans asked about last, ready for the next adjustment.

    A prepared plan never changes, and its key names the plan with its data, so what is kept is
    never stale. One of a region takes about 20 MB, besides the network it was made on; at most
    `KEPT` are kept, and the one that was not asked for longest makes room. Preparing takes under
    a second: whoever asks for a plan that is being prepared waits for it, others do not.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, WhatIfBase] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def keep(self, key: Hashable, make: Callable[[], WhatIfBase]) -> WhatIfBase:
        """Return the plan kept under a key, else make it and keep it."""
        with self._lock:
            making = self._making.setdefault(key, Lock())
        try:
            with making:
                with self._lock:
                    found = self._kept.get(key)
                return self._remember(key, make() if found is None else found)
        finally:
            with self._lock:
                self._making.pop(key, None)

    def _remember(self, key: Hashable, plan: WhatIfBase) -> WhatIfBase:
        with self._lock:
            self._kept[key] = plan
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return plan
