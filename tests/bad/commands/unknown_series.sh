try run baseline $few --record chips.solt --record nothing.at.all
