try sweep xyzzy
