#include "outputs/file/world_image.hpp"

#include "sim/core/image.hpp"

namespace exarace {

/// What a table holds beside its columns; found by the walk of sim/core/image.hpp.
auto rest_of(Instruments& r) {
  return std::tie(r.what, r.outlook, r.licences, r.pending, r.bound, r.law, r.foreseen, r.budgets);
}

std::string image_of(const World& world) {
  Image image(Image::Mode::write);
  transfer(image, const_cast<World&>(world));  // writing changes nothing
  return image.text();
}

void restore(World& world, const std::string& image) {
  Image bytes{std::span<const char>(image)};
  transfer(bytes, world);
  if (bytes.left() > 0) throw ResultError("a checkpoint holds more than its world");
}

const std::string& world_layout() {
  static const std::string layout = [] {
    Image image(Image::Mode::layout);
    World world;
    transfer(image, world);
    return image.text();
  }();
  return layout;
}

}  // namespace exarace
