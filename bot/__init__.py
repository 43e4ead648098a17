"""The edge: the command line and, around it, all that knows of terminals and files to write."""
