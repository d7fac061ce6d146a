try run baselin
