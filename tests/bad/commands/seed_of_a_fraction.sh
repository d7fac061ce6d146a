try compare baseline no_controls --seed 1.5
