"""Briefbot in Slack."""
