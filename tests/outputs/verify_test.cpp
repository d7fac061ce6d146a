#include "outputs/file/verify.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "outputs/file/info.hpp"
#include "outputs/file/read_result.hpp"
#include "outputs/file/result.hpp"
#include "outputs/file/writer.hpp"
#include "sim/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_result.hpp"

using namespace exarace;
using test::Folder;
using Wrong = Finding::Kind;

namespace {

void write(const std::string& path, const std::vector<char>& bytes) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// Kind of the first finding about a file of these bytes.
Wrong first_finding(const Folder& folder, const std::vector<char>& bytes) {
  write(folder / "copy.h5", bytes);
  const auto findings = verify_file(folder / "copy.h5");
  REQUIRE(!findings.empty());
  return findings[0].kind;
}

/// Bytes of a file of another layout, or an unfinished one.
std::vector<char> odd_file(std::int32_t layout, std::int32_t complete) {
  FileWriter file;
  file.attribute({"exarace_layout", layout});
  file.attribute({"complete", complete});
  for (const char* name : {"series", "final", "events", "parameters", "provenance"}) file.group(name);
  return file.finish();
}

}  // namespace

TEST_CASE("a file as it was written has nothing wrong") {
  const Folder folder;
  write_result(folder / "a.h5", test::small_content());
  for (const Finding& finding : verify_file(folder / "a.h5")) FAIL(finding.text);
}

TEST_CASE("every flipped bit is found, wherever it is") {
  const Folder folder;
  std::vector<char> bytes = result_bytes(test::small_content());
  for (std::size_t place = 0; place < bytes.size(); place += 97) {
    const char bit = static_cast<char>(1 << (place % 8));
    bytes[place] ^= bit;
    INFO("byte " << place);
    first_finding(folder, bytes);
    bytes[place] ^= bit;
  }
}

TEST_CASE("a file cut off anywhere is found and called cut off") {
  const Folder folder;
  const std::vector<char> bytes = result_bytes(test::small_content());
  for (const std::size_t length : {std::size_t{0}, std::size_t{1}, std::size_t{8}, std::size_t{47}, std::size_t{100},
                                   bytes.size() / 2, bytes.size() - 1}) {
    INFO("length " << length);
    CHECK(first_finding(folder, {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)}) ==
          Wrong::truncated);
  }
}

TEST_CASE("bytes added at the end are found") {
  const Folder folder;
  std::vector<char> bytes = result_bytes(test::small_content());
  bytes.push_back('x');
  CHECK(first_finding(folder, bytes) == Wrong::damaged);
}

TEST_CASE("a damaged file is refused by readers instead of being handed to HDF5") {
  const Folder folder;
  std::vector<char> bytes = result_bytes(test::small_content());
  bytes[2231] ^= 64;  // HDF5 1.10.8 crashes on a file broken in such places
  write(folder / "a.h5", bytes);
  CHECK(verify_file(folder / "a.h5").at(0).kind == Wrong::damaged);
  CHECK_THROWS_AS(read_series(folder / "a.h5", "test.number"), ResultError);
  CHECK_THROWS_AS(describe_file(folder / "a.h5"), ResultError);
}

TEST_CASE("a missing file, a folder and other files are told apart") {
  const Folder folder;
  CHECK(verify_file(folder / "none.h5").at(0).kind == Wrong::missing);
  CHECK(verify_file(folder.path.string()).at(0).kind == Wrong::unreadable);
  std::ofstream(folder / "text.h5") << "not a result, and longer than the first block of one, which has 48 bytes";
  CHECK(verify_file(folder / "text.h5").at(0).kind == Wrong::unreadable);
}

TEST_CASE("an unfinished file and one of a later layout are found") {
  const Folder folder;
  CHECK(first_finding(folder, odd_file(kLayout, 0)) == Wrong::incomplete);
  CHECK(first_finding(folder, odd_file(kLayout + 1, 1)) == Wrong::wrong_layout);
  write(folder / "good.h5", odd_file(kLayout, 1));
  CHECK(verify_file(folder / "good.h5").empty());
}

TEST_CASE("a writer killed at any moment leaves the old file or the new one, whole") {
  const Folder folder;
  write_result(folder / "a.h5", test::small_content());
  for (int kill_after = 0; kill_after < 30; ++kill_after) {
    const pid_t writer = ::fork();
    if (writer == 0) {
      const ResultContent content = test::small_content();
      for (;;) write_result(folder / "a.h5", content, {true, false});
    }
    ::usleep(static_cast<useconds_t>(5000 + kill_after * 731));
    ::kill(writer, SIGKILL);
    ::waitpid(writer, nullptr, 0);
    CHECK(verify_file(folder / "a.h5").empty());
  }
}
