"""Briefbot in Discord."""
