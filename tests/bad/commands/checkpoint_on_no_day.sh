try run baseline $few --checkpoint-at 2025-13-01
