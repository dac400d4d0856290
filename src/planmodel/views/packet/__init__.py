"""One agency's packet: what it leads, does, co-ordinates and reports in every plan, each line with its clause."""

from __future__ import annotations

from planmodel.views.packet.page import agencies_with_work, data, packet, packets

__all__ = ["agencies_with_work", "data", "packet", "packets"]
