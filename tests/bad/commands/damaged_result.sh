try run baseline $few -o a.h5
printf x | dd of=a.h5 bs=1 seek=100000 conv=notrunc 2>/dev/null
for command in info reproduce resume verify; do try $command a.h5; done
