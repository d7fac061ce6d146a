touch a.h5
try verify a.h5 --salvage out
