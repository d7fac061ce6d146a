#include "outputs/file/chunks.hpp"

#include <hdf5.h>
#include <libdeflate.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
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

/// Swaps the parts of `a` that lie `shift` bits higher with those of `b` under the mask.
void swap_parts(std::uint64_t& a, std::uint64_t& b, int shift, std::uint64_t mask) {
  const std::uint64_t parts = ((a >> shift) ^ b) & mask;
  b ^= parts;
  a ^= parts << shift;
}

/// Eight numbers of eight bytes become eight rows of their first, second, ... bytes. Bytes are numbered from the low
/// end: what is written so lies as in files, which is little-endian.
void turn_eight(std::uint64_t (&block)[8]) {
  for (const int i : {0, 2, 4, 6}) swap_parts(block[i], block[i + 1], 8, 0x00ff00ff00ff00ff);
  for (const int i : {0, 1, 4, 5}) swap_parts(block[i], block[i + 2], 16, 0x0000ffff0000ffff);
  for (const int i : {0, 1, 2, 3}) swap_parts(block[i], block[i + 4], 32, 0x00000000ffffffff);
}

/// First bytes of all numbers, then second ones, and so on.
void shuffle(const char* data, std::size_t count, std::size_t element_size, char* out, std::size_t room) {
  if (element_size == 1) {
    std::memcpy(out, data, count);
    return;
  }
  std::size_t done = 0;
  for (; element_size == 8 && done + 8 <= count; done += 8) {
    std::uint64_t block[8];
    std::memcpy(block, data + 8 * done, sizeof block);
    turn_eight(block);
    for (std::size_t byte = 0; byte < 8; ++byte) std::memcpy(out + byte * room + done, &block[byte], 8);
  }
  for (std::size_t byte = 0; byte < element_size; ++byte)
    for (std::size_t i = done; i < count; ++i) out[byte * room + i] = data[i * element_size + byte];
}

/// Whether at least two of five words of eight bytes are zero.
bool is_sparse(const std::vector<char>& bytes) {
  const std::size_t words = bytes.size() / sizeof(std::uint64_t);
  std::size_t zeros = 0;
  for (std::size_t i = 0; i < words; ++i) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i * sizeof word, sizeof word);
    zeros += word == 0 ? 1 : 0;
  }
  return 5 * zeros >= 2 * words;
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

Packer::Packer()
    : dense_(libdeflate_alloc_compressor(kDeflateLevel)), sparse_(libdeflate_alloc_compressor(kSparseLevel)) {
  if (dense_ == nullptr || sparse_ == nullptr) throw ResultError("no memory to compress with");
}

Packer::~Packer() {
  libdeflate_free_compressor(dense_);
  libdeflate_free_compressor(sparse_);
}

void Packer::write(std::int64_t variable, const void* data, const std::vector<std::size_t>& shape,
                   std::size_t element_size) {
  const std::vector<std::size_t> chunk = chunk_of(shape, element_size);
  const std::size_t room = product(chunk), slab = room / chunk[0];
  const char* first = static_cast<const char*>(data);
  std::vector<hsize_t> place(shape.size());
  for (std::size_t row = 0; row < shape[0]; row += chunk[0]) {
    const std::size_t count = std::min(chunk[0], shape[0] - row) * slab;
    shuffled_.resize(room * element_size);
    if (count < room) std::fill(shuffled_.begin(), shuffled_.end(), '\0');  // the last chunk is whole too, in files
    shuffle(first + row * slab * element_size, count, element_size, shuffled_.data(), room);
    libdeflate_compressor* const compressor = element_size == 1 || is_sparse(shuffled_) ? sparse_ : dense_;
    packed_.resize(libdeflate_zlib_compress_bound(compressor, shuffled_.size()));
    const std::size_t size =
        libdeflate_zlib_compress(compressor, shuffled_.data(), shuffled_.size(), packed_.data(), packed_.size());
    if (size == 0) throw ResultError("a block of numbers cannot be compressed");
    place[0] = row;
    check(H5Dwrite_chunk(variable, H5P_DEFAULT, 0, place.data(), size, packed_.data()), "write a compressed block");
  }
}

}  // namespace exarace::detail
