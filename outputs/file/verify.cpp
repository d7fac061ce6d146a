#include "outputs/file/verify.hpp"

#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "outputs/file/digest.hpp"
#include "outputs/file/place.hpp"
#include "outputs/file/reader.hpp"
#include "outputs/file/result.hpp"

namespace exarace {
namespace {

using Wrong = Finding::Kind;

constexpr std::string_view kSignature = "\x89HDF\r\n\x1a\n";

/// Length of the file as its first block (of version 2, which FileWriter makes) says it; 0 if it cannot be told.
std::uint64_t stated_length(const std::vector<char>& file) {
  constexpr std::size_t kVersion = 8, kLength = 28, kBlock = 48;
  if (file.size() < kBlock || file[kVersion] != 2) return 0;
  std::uint64_t length = 0;
  std::memcpy(&length, file.data() + kLength, sizeof length);
  return length;
}

/// Damage is found on the bytes alone: HDF5 can crash on a file with broken structure.
std::vector<Finding> check_bytes(const std::string& path) {
  std::vector<char> file = read_bytes(path);
  const std::string_view start(file.data(), std::min(file.size(), kSignature.size()));
  if (file.empty()) return {{Wrong::truncated, "is empty"}};
  if (start != kSignature.substr(0, start.size())) return {{Wrong::unreadable, "is not a result file (HDF5)"}};
  const std::uint64_t length = stated_length(file);
  if (file.size() < 48 || file.size() < length)
    return {{Wrong::truncated, "is cut off after " + std::to_string(file.size()) +
                                   (length > 0 ? " of " + std::to_string(length) : "") + " bytes"}};
  switch (check_seal(file)) {
    case Seal::intact: return {};
    case Seal::broken:
      return {{Wrong::damaged, "its bytes differ from its checksum: damaged, or changed by another program"}};
    case Seal::absent: break;
  }
  return {{Wrong::damaged, "has no checksum: damaged, changed by another program, or not written by exarace"}};
}

/// Groups that must be there, by the kind of file.
std::vector<std::string> groups_of(const FileReader& file) {
  if (!file.attribute("/", "exarace_checkpoint").empty()) return {"state", "provenance"};
  if (!file.attribute("/", "exarace_sweep").empty()) return {"runs", "series", "points", "scenarios", "provenance"};
  if (file.attribute("/", "exarace_kind") == "comparison") return {"effects", "runs", "provenance"};
  return {"series", "final", "events", "parameters", "provenance"};
}

std::vector<Finding> check_content(const std::string& path) {
  const FileReader file(path);
  std::vector<Finding> findings;
  const std::string layout = file.attribute("/", "exarace_layout");
  // A part of a sweep is covered by its seal; whether it belongs to its folder is a question for the folder.
  if (layout.empty() && !file.attribute("/", "exarace_sweep").empty()) return {};
  int version = 0;
  std::from_chars(layout.data(), layout.data() + layout.size(), version);
  if (version < 1 || version > kLayout)
    findings.push_back({Wrong::wrong_layout, "has layout '" + layout + "'; this program reads 1 to " +
                                                 std::to_string(kLayout) +
                                                 ", use the version that wrote it or a later one"});
  if (file.attribute("/", "complete") != "1") findings.push_back({Wrong::incomplete, "is not complete"});
  for (const std::string& place : file.unreadable(groups_of(file)))
    findings.push_back({Wrong::unreadable, place + " cannot be read"});
  return findings;
}

}  // namespace

std::vector<Finding> verify_bytes(const std::string& path) {
  try {
    return check_bytes(path);
  } catch (const FileError& error) {
    return {{error.number == ENOENT ? Wrong::missing : Wrong::unreadable, error.what()}};
  }
}

std::vector<Finding> verify_file(const std::string& path) {
  try {
    std::vector<Finding> findings = check_bytes(path);
    if (findings.empty()) findings = check_content(path);
    return findings;
  } catch (const FileError& error) {
    return {{error.number == ENOENT ? Wrong::missing : Wrong::unreadable, error.what()}};
  } catch (const std::exception& error) {
    return {{Wrong::unreadable, error.what()}};
  }
}

}  // namespace exarace
