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

/// What is asked of every batch, looked up once: the fleet is long.
struct Owner {
  std::size_t country, parent;
  bool chinese;
};
struct Chip {
  double h100e;
  std::size_t designer;
  bool chinese;
};

void add_up(const World& w, Installed& sums) {
  std::vector<Owner> owners;
  std::vector<Chip> chips;
  const auto chinese = [&](CountryId home) { return home && w.in_china(home); };
  for (const CloudId cloud : w.clouds.rows())
    owners.push_back({w.clouds.country[cloud].index, w.clouds.parent[cloud].index, chinese(w.clouds.parent[cloud])});
  for (const SkuId sku : w.skus.rows()) {
    const DesignerId designer = w.skus.designer[sku];
    chips.push_back({w.skus.h100e[sku], designer.index, designer && chinese(w.designers.parent[designer])});
  }
  sums.by_country.assign(w.countries.size(), 0.0);
  sums.by_parent.assign(w.countries.size(), 0.0);
  sums.by_cloud.assign(w.clouds.size(), 0.0);
  sums.by_designer.assign(w.designers.size(), 0.0);
  sums.foreign_in_china.assign(w.countries.size(), 0.0);
  w.fleet.for_each_holding([&](CloudId cloud, SkuId sku, const Fleet::Holding& held) {
    const Owner& owner = owners[cloud.index];
    const Chip& chip = chips[sku.index];
    const double h100e = double(held.running) * chip.h100e;
    sums.by_country[owner.country] += h100e;
    sums.by_parent[owner.parent] += h100e;
    sums.by_cloud[cloud.index] += h100e;
    sums.by_designer[chip.designer] += h100e;
    if (owner.chinese && !chip.chinese) sums.foreign_in_china[owner.parent] += h100e;
  });
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
