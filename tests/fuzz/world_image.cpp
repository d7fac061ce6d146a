/// The bytes of a world, any of them changed, become a world again, or are refused; nothing asks for all memory.

#include "outputs/file/world_image.hpp"

#include "outputs/file/checkpoint.hpp"
#include "outputs/record/recorder.hpp"
#include "scenarios/runner/furnish/setup.hpp"
#include "scenarios/runner/play/run.hpp"
#include "sim/core/error.hpp"
#include "tests/fuzz/harness.hpp"
#include "tests/support/small_result.hpp"

using namespace exarace;

namespace {

std::vector<char> image_of_baseline() {
  const std::string image =
      image_of(open_run(with_changes(read_scenario("baseline"), "fuzz", {{"run.enterprises", "100"}}), {})->world);
  return {image.begin(), image.end()};
}

std::vector<char> image_of_recording() {
  const std::string image = image_of(test::small_recording());
  return {image.begin(), image.end()};
}

template <class T>
void restored(const std::vector<char>& bytes) {
  try {
    T object;
    restore(object, std::string(bytes.begin(), bytes.end()));
  } catch (const Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<char> world = image_of_baseline(), recording = image_of_recording();
  restored<World>(fuzz::damaged(world, {data, size}));
  restored<Recording>(fuzz::damaged(recording, {data, size}));
  return 0;
}
