#include "outputs/file/place.hpp"

#include <signal.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>

#include "outputs/file/aside.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_result.hpp"

using namespace exarace;
using test::Folder;
namespace fs = std::filesystem;

namespace {

std::span<const char> bytes(std::string_view text) { return {text.data(), text.size()}; }

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Text and errno of the refusal to write there; errno 0 if it was written.
std::pair<std::string, int> refusal(const std::string& path, Existing existing = Existing::keep,
                                    std::string_view text = "new") {
  try {
    put_in_place(path, bytes(text), existing);
  } catch (const FileError& error) {
    return {error.what(), error.number};
  }
  return {"", 0};
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// Acts as a user without rights while it lives, where the test runs as root.
struct Unprivileged {
  Unprivileged() {
    if (::geteuid() == 0 && ::seteuid(65534) != 0) throw std::runtime_error("seteuid");
  }
  ~Unprivileged() {
    if (::getuid() == 0 && ::seteuid(0) != 0) std::abort();
  }
};

}  // namespace

TEST_CASE("a file gets its name, its bytes and nothing beside it") {
  const Folder folder;
  put_in_place(folder / "a.h5", bytes("first"), Existing::keep);
  CHECK(content(folder / "a.h5") == "first");
  CHECK(folder.names() == std::vector<std::string>{"a.h5"});
}

TEST_CASE("an existing file is refused without force and replaced with it") {
  const Folder folder;
  put_in_place(folder / "a.h5", bytes("old"), Existing::keep);
  const auto [text, number] = refusal(folder / "a.h5");
  CHECK(text == (folder / "a.h5") + ": exists already; replace it with --force or name another place");
  CHECK(number == EEXIST);
  CHECK(content(folder / "a.h5") == "old");
  CHECK_THROWS_AS(check_place(folder / "a.h5", Existing::keep), FileError);
  CHECK_NOTHROW(check_place(folder / "a.h5", Existing::replace));
  put_in_place(folder / "a.h5", bytes("new"), Existing::replace);
  CHECK(content(folder / "a.h5") == "new");
  CHECK(folder.names().size() == 1);
}

TEST_CASE("a name that is taken while the file is written is not replaced") {
  const Folder folder;
  Aside aside(folder / "a.h5", "a.h5");
  aside.write(bytes("late"));
  put_in_place(folder / "a.h5", bytes("early"), Existing::keep);
  CHECK_THROWS_AS(aside.put(Existing::keep), FileError);
  CHECK(content(folder / "a.h5") == "early");
}

TEST_CASE("a file that did not get its name is removed") {
  const Folder folder;
  {
    Aside aside(folder / "a.h5", "a.h5");
    aside.write(bytes("lost"));
    CHECK(folder.names().size() == 1);
    CHECK(folder.names()[0] == ".a.h5.tmp-" + std::to_string(::getpid()));
  }
  CHECK(folder.names().empty());
}

TEST_CASE("two writers of one process do not share a file aside") {
  const Folder folder;
  Aside one(folder / "a.h5", "a.h5"), two(folder / "a.h5", "a.h5");
  one.write(bytes("one"));
  two.write(bytes("two"));
  CHECK(folder.names().size() == 2);
  one.put(Existing::replace);
  two.put(Existing::replace);
  CHECK(content(folder / "a.h5") == "two");
}

TEST_CASE("a folder, a missing folder, and a file in place of a folder are refused with what to do") {
  const Folder folder;
  CHECK(refusal(folder.path.string()).second == EISDIR);
  CHECK(holds(refusal(folder.path.string() + "/").first, "is a folder; name a file in it"));
  const auto [missing, number] = refusal(folder / "none/a.h5");
  CHECK(holds(missing, "there is no folder '" + (folder / "none") + "'; make it first: mkdir -p"));
  CHECK(number == ENOENT);
  std::ofstream(folder / "file") << "x";
  CHECK(refusal(folder / "file/a.h5").second == ENOTDIR);
  CHECK(holds(refusal("").first, "has no name"));
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);  // stands for /dev/null, which root could replace
  CHECK(refusal(folder / "pipe", Existing::replace).second == EEXIST);
  CHECK(fs::is_fifo(folder / "pipe"));
  CHECK(refusal(folder / std::string(300, 'n')).second == ENAMETOOLONG);
}

TEST_CASE("a missing folder results is made, one level deep") {
  const Folder folder;
  put_in_place(folder / "results/a.h5", bytes("x"), Existing::keep);
  CHECK(content(folder / "results/a.h5") == "x");
  CHECK(refusal(folder / "none/results/a.h5").second == ENOENT);
}

TEST_CASE("a folder without the right to write is refused, with the system's reason") {
  const Folder folder;
  fs::permissions(folder.path,
                  fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
  const Unprivileged user;
  const auto [text, number] = refusal(folder / "a.h5");
  CHECK(holds(text, "Permission denied"));
  CHECK(holds(text, "name another place"));
  CHECK(number == EACCES);
}

TEST_CASE("a write that fails leaves nothing, or what was there") {
  const Folder folder;
  put_in_place(folder / "old.h5", bytes("old"), Existing::keep);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{4096, before.rlim_max};
  ::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &small);
  const std::string large(100000, 'x');
  const auto fresh = refusal(folder / "new.h5", Existing::keep, large);
  const auto over = refusal(folder / "old.h5", Existing::replace, large);
  ::setrlimit(RLIMIT_FSIZE, &before);
  ::signal(SIGXFSZ, SIG_DFL);
  CHECK(fresh.second == EFBIG);
  CHECK(holds(fresh.first, "File too large"));
  CHECK(over.second == EFBIG);
  CHECK(folder.names() == std::vector<std::string>{"old.h5"});
  CHECK(content(folder / "old.h5") == "old");
}

TEST_CASE("a full disk is reported as such and leaves nothing") {
  const Folder folder;
  if (::mount("exarace-test", folder.path.c_str(), "tmpfs", 0, "size=64k") != 0) {
    WARN("not run: only root can make a small disk");
    return;
  }
  const auto [text, number] = refusal(folder / "a.h5", Existing::keep, std::string(1000000, 'x'));
  const auto left = folder.names();
  ::umount(folder.path.c_str());
  CHECK(number == ENOSPC);
  CHECK(holds(text, "cannot write: No space left on device; free some space or name another place"));
  CHECK(left.empty());
}

TEST_CASE("a file that another program holds locked to change it is neither replaced nor read") {
  const Folder folder;
  std::ofstream(folder / "a.h5") << "old";
  std::FILE* other = std::fopen((folder / "a.h5").c_str(), "r+");
  REQUIRE(::flock(::fileno(other), LOCK_EX) == 0);
  CHECK(refusal(folder / "a.h5", Existing::replace).second == EWOULDBLOCK);
  CHECK_THROWS_AS(check_readable(folder / "a.h5"), FileError);
  ::setenv("HDF5_USE_FILE_LOCKING", "FALSE", 1);
  CHECK_NOTHROW(check_readable(folder / "a.h5"));
  ::unsetenv("HDF5_USE_FILE_LOCKING");
  REQUIRE(::flock(::fileno(other), LOCK_SH) == 0);
  CHECK_NOTHROW(check_readable(folder / "a.h5"));
  CHECK(refusal(folder / "a.h5", Existing::replace).second == 0);
  std::fclose(other);
}

TEST_CASE("a link to a result stays a link") {
  const Folder folder;
  std::ofstream(folder / "real.h5") << "old";
  fs::create_symlink(folder / "real.h5", folder / "link.h5");
  put_in_place(folder / "link.h5", bytes("new"), Existing::replace);
  CHECK(fs::is_symlink(folder / "link.h5"));
  CHECK(content(folder / "real.h5") == "new");
}

TEST_CASE("what is to be read must be there, be a file, and be readable") {
  const Folder folder;
  CHECK_THROWS_WITH(check_readable(folder / "a.h5"), (folder / "a.h5") + ": there is no such file");
  CHECK_THROWS_WITH(
      check_readable(folder.path.string()),
      folder.path.string() + ": is a folder, not a result file; 'exarace verify' tells of the folder of a sweep");
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK_THROWS_WITH(check_readable(folder / "pipe"), (folder / "pipe") + ": is not a regular file");
}
