try list sereis
