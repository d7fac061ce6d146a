try run ''
