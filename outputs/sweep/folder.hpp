#pragma once
/// Where the parts of a sweep stand in its folder.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace exarace {

/// A file of runs of one block: it was the `attempt`th that was written for it, from 0.
struct SegmentName {
  std::uint64_t block = 0;
  std::uint32_t attempt = 0;
  auto operator<=>(const SegmentName&) const = default;
};

/// The folder of a sweep.
struct SweepFolder {
  std::filesystem::path top;

  std::filesystem::path manifest() const { return top / "manifest.h5"; }
  std::filesystem::path segments() const { return top / "segments"; }
  std::filesystem::path index() const { return top / "index"; }
  std::filesystem::path claims() const { return top / "claims"; }
  std::filesystem::path claim_names() const { return top / "claims.names"; }
  std::filesystem::path segment(SegmentName name) const { return segments() / file_name(name); }

  /// "00000012-0.h5".
  static std::string file_name(SegmentName name);
  /// The other way round; nothing for other names, such as those of files in the making.
  static std::optional<SegmentName> parse(const std::string& file);
  /// All segments, in order of blocks and attempts.
  std::vector<SegmentName> list_segments() const;
  /// Damaged ones that were set aside.
  std::vector<SegmentName> list_set_aside() const;
  /// Makes the folders that are missing. Throws FileError where that fails, and where the folder holds something else.
  void make() const;
  /// Whether a path is the folder of a sweep.
  static bool is_sweep(const std::filesystem::path& path);

 private:
  std::vector<SegmentName> list(const std::string& ending) const;
};

}  // namespace exarace
