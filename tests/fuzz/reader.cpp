/// A result with any bytes changed and its checksum made to fit is read, or refused.

#include "outputs/file/reader.hpp"

#include "outputs/file/checkpoint.hpp"
#include "outputs/file/info.hpp"
#include "outputs/file/read_result.hpp"
#include "outputs/file/result.hpp"
#include "outputs/file/verify.hpp"
#include "sim/core/error.hpp"
#include "tests/fuzz/harness.hpp"
#include "tests/support/small_result.hpp"

using namespace exarace;

namespace {

template <class Read>
void try_to(Read&& read) {
  try {
    read();
  } catch (const Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<char> whole = result_bytes(test::small_content());
  std::vector<char> bytes = fuzz::damaged(whole, {data, size});
  fuzz::reseal(bytes);
  const fuzz::MemoryFile file(bytes);
  const std::string path = file.path();
  try_to([&] { verify_file(path); });
  try_to([&] { describe_file(path); });
  try_to([&] { read_provenance(path); });
  try_to([&] {
    for (const std::string& name : read_series_names(path)) try_to([&] { read_series(path, name); });
  });
  try_to([&] { read_checkpoint(path); });
  return 0;
}
