// Loaded before a program (LD_PRELOAD): the call number FAIL_AT of the functions named in FAIL_CALL fails once, with
// "no space left" where something is written and "input/output error" elsewhere. Only files below FAIL_BELOW count.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;

static int below(const char* path) {
  const char* top = getenv("FAIL_BELOW");
  return top && strncmp(path, top, strlen(top)) == 0;
}

static int counted(const char* name) {
  const char *which = getenv("FAIL_CALL"), *at = getenv("FAIL_AT");
  if (!which || !at || strcmp(which, name) != 0) return 0;
  return atomic_fetch_add(&calls, 1) + 1 == atol(at);
}

static int fails(const char* name, int fd) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = '\0';
  return below(path) && counted(name);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void* data, size_t size) {
  if (fails("write", fd)) {
    if (size > 1) REAL(write)(fd, data, size / 2);  // a full disk takes the first half
    return errno = ENOSPC, -1;
  }
  return REAL(write)(fd, data, size);
}

ssize_t pwrite(int fd, const void* data, size_t size, off_t place) {
  if (fails("write", fd)) return errno = ENOSPC, -1;
  return REAL(pwrite)(fd, data, size, place);
}

int fsync(int fd) {
  if (fails("fsync", fd)) return errno = EIO, -1;
  return REAL(fsync)(fd);
}

int fdatasync(int fd) {
  if (fails("fsync", fd)) return errno = EIO, -1;
  return REAL(fdatasync)(fd);
}

int close(int fd) {
  if (fails("close", fd)) {
    REAL(close)(fd);
    return errno = EIO, -1;
  }
  return REAL(close)(fd);
}

int rename(const char* from, const char* to) {
  if (below(to) && counted("rename")) return errno = ENOSPC, -1;
  return REAL(rename)(from, to);
}

int linkat(int from_dir, const char* from, int to_dir, const char* to, int flags) {
  if (below(to) && counted("link")) return errno = ENOSPC, -1;
  return REAL(linkat)(from_dir, from, to_dir, to, flags);
}

int link(const char* from, const char* to) {
  if (below(to) && counted("link")) return errno = ENOSPC, -1;
  return REAL(link)(from, to);
}
