"""Seeded faults: what a planner might type wrong in the five real plans, and the finding that must then be made.

A kind of fault is a function from a real plan to all the places where that fault makes sense. Places are drawn by a
fixed seed, edits are made on the text by position, and what must be found is stated with each: the code, and the line
or the item where the finding, or a place that it points to, must stand. Harmless edits are seeded the same way; they
must change nothing that is found. ``python -m tests.mutations`` prints how many of how many.
"""
