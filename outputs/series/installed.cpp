#include "outputs/series/installed.hpp"

#include "sim/state/world.hpp"

namespace exarace {
namespace {

/// What a thread knows of the world that stands still.
struct Memory {
  const World* still = nullptr;
  bool added_up = false;
  Installed sums;
};

Memory& memory() {
  thread_local Memory memory;
  return memory;
}

void add_up(const World& w, Installed& sums) {
  sums.by_country.assign(w.countries.size(), 0.0);
  sums.by_parent.assign(w.countries.size(), 0.0);
  sums.by_cloud.assign(w.clouds.size(), 0.0);
  sums.by_designer.assign(w.designers.size(), 0.0);
  sums.foreign_in_china.assign(w.countries.size(), 0.0);
  for (const auto& b : w.fleet.batches) {
    if (b.installed == kNever) continue;
    const double h100e = double(b.units) * w.skus.h100e[b.sku];
    const CountryId parent = w.clouds.parent[b.cloud];
    const DesignerId designer = w.skus.designer[b.sku];
    sums.by_country[w.clouds.country[b.cloud].index] += h100e;
    sums.by_parent[parent.index] += h100e;
    sums.by_cloud[b.cloud.index] += h100e;
    sums.by_designer[designer.index] += h100e;
    if (w.in_china(parent) && !w.in_china(w.designers.parent[designer])) sums.foreign_in_china[parent.index] += h100e;
  }
}

}  // namespace

const Installed& installed_in(const World& world) {
  Memory& known = memory();
  if (known.still == &world && known.added_up) return known.sums;
  add_up(world, known.sums);
  known.added_up = known.still == &world;
  return known.sums;
}

StillWorld::StillWorld(const World& world) {
  memory().still = &world;
  memory().added_up = false;
}

StillWorld::~StillWorld() { memory().still = nullptr; }

}  // namespace exarace
