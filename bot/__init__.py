"""Senim: an anonymous help-seeking bot. The plan of the house is in docs/house.md."""
