try sweep small --shard 0/3
try sweep small --shard 5/3
try sweep small --shard some
