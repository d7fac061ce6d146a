try sweep small --threads 0
