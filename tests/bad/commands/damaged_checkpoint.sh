try run baseline $few -o a.h5 --checkpoint-at 2022-02-01
printf x | dd of=a.2022-02-01.checkpoint.h5 bs=1 seek=100000 conv=notrunc 2>/dev/null
for command in resume verify; do try $command a.2022-02-01.checkpoint.h5; done
