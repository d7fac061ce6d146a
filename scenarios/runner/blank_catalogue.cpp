#include "scenarios/runner/run.hpp"
#include "scenarios/runner/setup.hpp"

namespace exarace {

Catalogue blank_catalogue() {
  const auto setup = std::make_shared<Setup>();
  Catalogue out = catalogue(*setup);
  out.owner = setup;
  return out;
}

}  // namespace exarace
