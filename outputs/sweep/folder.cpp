#include "outputs/sweep/folder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "outputs/file/place.hpp"
#include "sim/core/reader.hpp"

namespace exarace {

namespace fs = std::filesystem;

namespace {

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directory(folder, error);
  if (error && !fs::is_directory(folder)) fail_on_disk(folder.string(), "make the folder", error.value());
}

}  // namespace

std::string SweepFolder::file_name(SegmentName name) {
  char text[48];
  std::snprintf(text, sizeof text, "%08llu-%u.h5", static_cast<unsigned long long>(name.block), name.attempt);
  return text;
}

std::optional<SegmentName> SweepFolder::parse(const std::string& file) {
  unsigned long long block = 0;
  unsigned attempt = 0;
  int used = 0;
  if (std::sscanf(file.c_str(), "%15llu-%7u.h5%n", &block, &attempt, &used) != 2) return std::nullopt;
  const SegmentName name{block, attempt};
  if (used != static_cast<int>(file.size()) || file_name(name) != file) return std::nullopt;
  return name;
}

std::vector<SegmentName> SweepFolder::list_segments() const { return list(""); }

std::vector<SegmentName> SweepFolder::list_set_aside() const { return list(".damaged"); }

std::vector<SegmentName> SweepFolder::list(const std::string& ending) const {
  std::vector<SegmentName> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(segments(), error)) {
    const std::string file = entry.path().filename().string();
    if (!file.ends_with(ending)) continue;
    if (const auto name = parse(file.substr(0, file.size() - ending.size()))) names.push_back(*name);
  }
  if (error && error.value() != ENOENT) fail_on_disk(segments().string(), "list the folder", error.value());
  std::sort(names.begin(), names.end());
  return names;
}

void SweepFolder::make() const {
  std::error_code error;
  const fs::path parent = top.has_parent_path() ? top.parent_path() : fs::path(".");
  if (parent.filename() == "results") make_folder(parent);
  if (!fs::exists(parent, error))
    throw FileError(top.string() + ": there is no folder '" + parent.string() + "'; make it first: mkdir -p '" +
                        parent.string() + "'",
                    ENOENT);
  make_folder(top);
  // In this order: another process may be making the same folder, and begins with that of segments.
  if (!fs::is_empty(top, error) && !fs::exists(manifest()) && !fs::exists(segments()))
    throw FileError(top.string() + ": is not empty and holds no sweep; name another folder" + in_words(" with -o", ""),
                    ENOTEMPTY);
  make_folder(segments());
  make_folder(index());
}

bool SweepFolder::is_sweep(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path / "manifest.h5", error);
}

}  // namespace exarace
