#include "scenarios/runner/furnish/setup.hpp"
#include "scenarios/runner/play/run.hpp"

namespace exarace {

Catalogue blank_catalogue() {
  const auto setup = std::make_shared<Setup>();
  Catalogue out = catalogue(*setup);
  out.owner = setup;
  return out;
}

}  // namespace exarace
