for command in info reproduce resume verify; do try $command a.h5; done
