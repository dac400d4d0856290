"""Version against version: what an edit changed, and does it weaken or strengthen? Drawn from ``derive.changes``."""

from planmodel.views.diff.page import Difference as Difference
from planmodel.views.diff.page import document as document
from planmodel.views.diff.page import summary as summary
from planmodel.views.diff.weighing import LEVELS as LEVELS
from planmodel.views.diff.weighing import Weighing as Weighing
from planmodel.views.diff.weighing import given as given
from planmodel.views.diff.weighing import known as known
