#include "outputs/file/image.hpp"

#include <hdf5.h>

#include <cstdlib>
#include <cstring>

#include "outputs/file/handle.hpp"
#include "sim/core/error.hpp"

namespace exarace::detail {
namespace {

constexpr std::size_t kGrowth = 1 << 20;
constexpr std::size_t kEndOfFile = 28;  // place of the file's length in a superblock of version 2

void* allocate(std::size_t size, H5FD_file_image_op_t, void*) { return std::malloc(size); }

void* resize(void* memory, std::size_t size, H5FD_file_image_op_t, void* data) {
  auto& image = *static_cast<FileImage*>(data);
  void* larger = std::realloc(memory, size);
  if (larger != nullptr) image.memory = larger, image.size = size;
  return larger;
}

/// The memory is not freed but kept: the FileImage owns it from the first resize on.
herr_t release(void* memory, H5FD_file_image_op_t operation, void* data) {
  auto& image = *static_cast<FileImage*>(data);
  if (operation == H5FD_FILE_IMAGE_OP_FILE_CLOSE && memory == image.memory)
    image.closed = true;
  else
    std::free(memory);
  return 0;
}

void* copy(void* to, const void* from, std::size_t size, H5FD_file_image_op_t, void*) {
  return std::memcpy(to, from, size);
}

void* same(void* data) { return data; }
herr_t nothing(void*) { return 0; }

}  // namespace

FileImage::~FileImage() { std::free(memory); }

void FileImage::keep(std::int64_t access_list) {
  check(H5Pset_fapl_core(access_list, kGrowth, false), "file in memory");
  H5FD_file_image_callbacks_t callbacks = {allocate, copy, resize, release, same, nothing, this};
  check(H5Pset_file_image_callbacks(access_list, &callbacks), "file in memory");
}

std::vector<char> FileImage::take() const {
  std::uint64_t length = 0;
  if (closed && size >= kEndOfFile + sizeof length)
    std::memcpy(&length, static_cast<const char*>(memory) + kEndOfFile, sizeof length);
  if (length == 0 || length > size) throw ResultError("a file in memory was not closed");
  const char* first = static_cast<const char*>(memory);
  return {first, first + length};
}

}  // namespace exarace::detail
