try run baseline $few -o a.h5
head -c 100000 a.h5 >cut.h5
for command in info reproduce resume verify; do try $command cut.h5 2>&1; done | sed 's/ of [0-9]* bytes/ of N bytes/'
