try run baseline --seed abc
