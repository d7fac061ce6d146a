try validate xyzzy
