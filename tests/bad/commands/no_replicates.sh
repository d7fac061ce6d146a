try compare baseline no_controls --replicates 0
