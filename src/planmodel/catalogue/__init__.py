"""The catalogue of everything that a check can say: for every code its family, weight and page.

Pages of what the reader, the schema and the engine find stand beside those of rules, the program's own and those that
users wrote: ``entries`` makes them one kind, ``listing`` a table and JSON of them, ``pages`` articles and a handbook.
"""

from __future__ import annotations

from planmodel.catalogue.infos import rule_infos as rule_infos
