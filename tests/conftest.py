"""Properties are tried on the same examples in every run, and no example has a deadline: machines differ."""

from hypothesis import settings

settings.load_profile("ci")
