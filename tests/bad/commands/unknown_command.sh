try rum baseline
