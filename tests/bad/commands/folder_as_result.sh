mkdir folder
for command in info reproduce resume verify; do try $command folder; done
