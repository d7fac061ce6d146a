try run baseline $few -o a.h5
locked() { flock a.h5 "$EXARACE" "$@"; echo "exit code $?"; }
locked run baseline $few -o a.h5 --force
locked info a.h5
locked reproduce a.h5
locked verify a.h5
try verify a.h5
