"""Compile Vietnamese government action plans into tables, calendars, comparisons and pictures."""

__version__ = "0.1.0"
