try run baseline no_controls
