"""Version against version: what an edit changed, whether that asks for less or for more, and where it stands.

Items are paired by their ids, then by likeness (see ``pairing``); every field that differs is judged by the order of
demands (see ``judging``). Two plans of one content have no changes, and the changes carried out on the old content give
the new one.
"""

from planmodel.derive.changes.applying import applied as applied
from planmodel.derive.changes.codes import CODES as CODES
from planmodel.derive.changes.codes import EDITORIAL as EDITORIAL
from planmodel.derive.changes.codes import NEUTRAL as NEUTRAL
from planmodel.derive.changes.codes import STRENGTHENS as STRENGTHENS
from planmodel.derive.changes.codes import WEAKENS as WEAKENS
from planmodel.derive.changes.codes import WEIGHTS as WEIGHTS
from planmodel.derive.changes.codes import mirror_of as mirror_of
from planmodel.derive.changes.finding import changes as changes
from planmodel.derive.changes.kinds import KINDS as KINDS
from planmodel.derive.changes.kinds import Change as Change
from planmodel.derive.changes.kinds import FieldChange as FieldChange
from planmodel.derive.changes.kinds import Side as Side
from planmodel.derive.changes.kinds import worst as worst
