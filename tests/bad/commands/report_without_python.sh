PATH=/nowhere
try report a.h5
