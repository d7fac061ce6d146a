mkdir folder
try run ./folder
