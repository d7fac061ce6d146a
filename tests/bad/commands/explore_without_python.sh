PATH=/nowhere
try explore a.html
