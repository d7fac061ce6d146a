try run
