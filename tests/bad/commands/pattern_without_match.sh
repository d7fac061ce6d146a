try list series chips.solt
try list parameters xyzzy
