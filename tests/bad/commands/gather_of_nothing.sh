mkdir folder
try gather folder -o a.h5
try gather nowhere -o a.h5
