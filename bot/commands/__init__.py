"""What can be done in a chat, once for every platform: the table of commands, how they are written, what they do."""
