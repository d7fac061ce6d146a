try run baseline --set run.start=2026-01-01
