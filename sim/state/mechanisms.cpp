#include "sim/state/mechanisms.hpp"

namespace exarace {

const Fields& Mechanisms::fields() {
  static const Fields all = [] {
    Fields list;
    for (std::size_t i = 0; i < kMechanisms; ++i) {
      Field f;
      f.key = "M" + std::to_string(i + 1);
      f.kind = Kind::flag;
      f.about_ = kMechanismTitles[i];
      f.set = [i](void* part, std::size_t, const Value& v) {
        static_cast<Mechanisms*>(part)->on_[i] = std::get<bool>(v);
      };
      f.get = [i](const void* part, std::size_t) -> Value { return static_cast<const Mechanisms*>(part)->on_[i]; };
      list.push_back(std::move(f));
    }
    return list;
  }();
  return all;
}

}  // namespace exarace
