/* Laid before a program with LD_PRELOAD, makes flock fail as file systems without locks do: $NO_LOCKS is the errno. */
#include <errno.h>
#include <stdlib.h>

int flock(int file, int operation) {
  const char *number = getenv("NO_LOCKS");
  (void)file, (void)operation;
  errno = number ? atoi(number) : ENOSYS;
  return -1;
}
