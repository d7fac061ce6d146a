#pragma once
/// The bytes of an HDF5 file that lives in memory, taken over when it closes: what HDF5 1.10 hands out before that
/// (H5Fget_file_image) has a wrong checksum in its first block.

#include <cstdint>
#include <vector>

namespace exarace::detail {

/// Receives the memory of one file.
class FileImage {
 public:
  FileImage() = default;
  FileImage(const FileImage&) = delete;
  FileImage& operator=(const FileImage&) = delete;
  ~FileImage();

  /// Makes a file that is opened with this access list (hid_t) live here.
  void keep(std::int64_t access_list);
  /// The file's bytes, after it was closed. Throws ResultError if it was not.
  std::vector<char> take() const;

  void* memory = nullptr;  ///< set by HDF5
  std::size_t size = 0;
  bool closed = false;
};

}  // namespace exarace::detail
