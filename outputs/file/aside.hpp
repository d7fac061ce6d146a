#pragma once
/// A file in the making beside its final name.

#include <filesystem>
#include <span>
#include <string>

#include "outputs/file/place.hpp"

namespace exarace {

/// Holds `.name.tmp-<pid>` in the folder of `target`; it is removed unless it got its name. Throws FileError, whose
/// text begins with `shown`.
class Aside {
 public:
  Aside(std::filesystem::path target, std::string shown);
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;
  ~Aside();

  /// Writes and syncs the bytes, without a name as long as the file system can do that: such a file goes away by itself
  /// even when the process is killed.
  void write(std::span<const char> bytes);
  /// Gives the file its name in one step, and syncs the folder.
  void put(Existing existing);

 private:
  bool write_unnamed(std::span<const char> bytes);
  void write_named(std::span<const char> bytes);
  template <class Create>
  bool find_name(Create&& create);

  std::filesystem::path target_, folder_, path_;
  std::string shown_;
};

}  // namespace exarace
