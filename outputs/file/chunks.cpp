#include "outputs/file/chunks.hpp"

#include <hdf5.h>
#include <libdeflate.h>

#include <algorithm>
#include <functional>
#include <numeric>

#include "outputs/file/handle.hpp"
#include "sim/core/error.hpp"

namespace exarace::detail {
namespace {

constexpr std::size_t kChunkBytes = 1 << 20;
constexpr std::size_t kInOnePiece = 1024;  // bytes up to which a variable has neither chunks nor an index

std::size_t product(const std::vector<std::size_t>& lengths) {
  return std::accumulate(lengths.begin(), lengths.end(), std::size_t{1}, std::multiplies<>());
}

/// First bytes of all numbers, then second ones, and so on.
void shuffle(const char* data, std::size_t count, std::size_t element_size, char* out, std::size_t room) {
  for (std::size_t byte = 0; byte < element_size; ++byte)
    for (std::size_t i = 0; i < count; ++i) out[byte * room + i] = data[i * element_size + byte];
}

}  // namespace

bool is_packed(const std::vector<std::size_t>& shape, std::size_t element_size) {
  return !shape.empty() && product(shape) * element_size > kInOnePiece;
}

std::vector<std::size_t> chunk_of(const std::vector<std::size_t>& shape, std::size_t element_size) {
  std::vector<std::size_t> chunk = shape;
  if (std::count(shape.begin(), shape.end(), 0) > 0) {
    for (std::size_t& length : chunk) length = length == 0 ? 64 : std::min<std::size_t>(length, 64);
    return chunk;
  }
  const std::size_t slab = product(shape) / shape[0] * element_size;
  chunk[0] = std::min(chunk[0], std::max<std::size_t>(kChunkBytes / slab, 1));
  return chunk;
}

Packer::Packer() : compressor_(libdeflate_alloc_compressor(kDeflateLevel)) {
  if (compressor_ == nullptr) throw ResultError("no memory to compress with");
}

Packer::~Packer() { libdeflate_free_compressor(compressor_); }

void Packer::write(std::int64_t variable, const void* data, const std::vector<std::size_t>& shape,
                   std::size_t element_size) {
  const std::vector<std::size_t> chunk = chunk_of(shape, element_size);
  const std::size_t room = product(chunk), slab = room / chunk[0];
  const char* first = static_cast<const char*>(data);
  std::vector<hsize_t> place(shape.size());
  for (std::size_t row = 0; row < shape[0]; row += chunk[0]) {
    const std::size_t count = std::min(chunk[0], shape[0] - row) * slab;
    shuffled_.assign(room * element_size, '\0');  // the last chunk is whole too, in files
    shuffle(first + row * slab * element_size, count, element_size, shuffled_.data(), room);
    packed_.resize(libdeflate_zlib_compress_bound(compressor_, shuffled_.size()));
    const std::size_t size =
        libdeflate_zlib_compress(compressor_, shuffled_.data(), shuffled_.size(), packed_.data(), packed_.size());
    if (size == 0) throw ResultError("a block of numbers cannot be compressed");
    place[0] = row;
    check(H5Dwrite_chunk(variable, H5P_DEFAULT, 0, place.data(), size, packed_.data()), "write a compressed block");
  }
}

}  // namespace exarace::detail
