"""Read news of armed conflict into structured, quoted briefings; true without chat, clock or command line."""
