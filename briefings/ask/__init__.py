"""Questions in plain English → answers out of merged events, each with the sentences that say it."""
