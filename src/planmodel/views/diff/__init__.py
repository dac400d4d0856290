"""Version against version: what an edit changed, and does it weaken or strengthen? Drawn from ``derive.changes``."""
