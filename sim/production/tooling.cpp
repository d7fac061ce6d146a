#include "sim/production/tooling.hpp"

#include <algorithm>

#include "sim/core/math.hpp"
#include "sim/core/smooth.hpp"
#include "sim/core/value_at.hpp"

namespace exarace {

const Fields& Tooling::fields() {
  using T = Tooling;
  static const Fields all = {
      key("spares_at_start", &T::spares_at_start)
          .unit("year")
          .range(0, 5)
          .about("Spare parts of a class of tools when its service stops.")
          .assumed()
          .prior(lognormal(0.75, 0.4)),
      key("exposure_decay", &T::exposure_decay)
          .unit("1/year")
          .range(0, 1)
          .about("Scanners that fail without service and spares.")
          .assumed(),
      key("process_decay", &T::process_decay)
          .unit("1/year")
          .range(0, 1)
          .about("Tools for deposition, etch, clean, implant and bonding that fail without service and spares.")
          .assumed()
          .prior(lognormal(0.1, 0.5)),
      key("control_decay", &T::control_decay)
          .unit("1/year")
          .range(0, 1)
          .about("Tools for metrology and inspection that fail without service and spares.")
          .assumed()
          .prior(lognormal(0.15, 0.5)),
      key("own_service", &T::own_service)
          .unit("1/year")
          .range(0, 5)
          .about("Speed at which a fab's own people learn to look after tools.")
          .assumed()
          .prior(lognormal(0.35, 0.5)),
      key("repair", &T::repair)
          .unit("1/year")
          .range(0, 20)
          .about("Repair of broken tools once vendors are back.")
          .assumed()
          .prior(lognormal(1, 0.5)),
      key("euv_node", &T::euv_node).unit("nm").range(1, 100).about("Lines at or below gain from EUV.").assumed(),
      key("extra_exposures", &T::extra_exposures)
          .range(0, 4)
          .about("Exposures of a critical layer beyond one, without EUV.")
          .assumed(),
      key("exposure_share", &T::exposure_share)
          .range(0, 1)
          .about("Part of a line's time that critical layers take at one exposure each.")
          .assumed(),
      key("euv_speed", &T::euv_speed)
          .unit("1/year")
          .range(0, 5)
          .about("Speed at which a line without EUV is equipped once it may be.")
          .assumed(),
  };
  return all;
}

double Tooling::decay_of(int tool_class) const {
  switch (tool_class) {
    case euv:
    case immersion: return exposure_decay;
    case process_control: return control_decay;
    case eda: return 0.0;  // software that is there goes on running
    default: return process_decay;
  }
}

void Tooling::age(World& world, LineId line) const {
  auto& lines = world.lines;
  auto& spares = lines.class_spares[line];
  auto& alone = lines.class_alone[line];
  auto& condition = lines.class_condition[line];
  if (spares.empty()) {
    spares.assign(kToolClasses, spares_at_start);
    alone.assign(kToolClasses, 0.0);
    condition.assign(kToolClasses, 1.0);
  }
  for (std::size_t cls = 0; cls < kToolClasses; ++cls) {
    const double unserviced = 1.0 - value_at(lines.class_service[line], cls, 1.0);
    const double from_spares = std::min(spares[cls], world.years * unserviced);
    const double bare = world.years * unserviced - from_spares;
    spares[cls] -= from_spares;
    if (bare > 0) {
      // What the fab's own people cannot keep up fails.
      const double decay = decay_of(static_cast<int>(cls)) * math::exp(-own_service * alone[cls]);
      alone[cls] += bare;
      condition[cls] *= 1.0 - closing(decay, bare);
    }
    condition[cls] = smoothed(condition[cls], 1.0, repair * (1.0 - unserviced), world.years);
    if (unserviced <= 0) spares[cls] = smoothed(spares[cls], spares_at_start, 2.0, world.years);
  }
}

void Tooling::equip(World& world, LineId line) const {
  auto& lines = world.lines;
  const bool gains = lines.product[line] == Product::logic && lines.node[line] <= euv_node &&
                     world.in_china(lines.site[line]) && value_at(lines.tool_shares[line], euv) <= 0;
  const auto& open = world.restrictions.tools_open_to_china;
  if (!gains || open.empty()) return;
  lines.euv_share[line] = smoothed(lines.euv_share[line], open[euv], euv_speed, world.years);
}

double Tooling::output(const World& world, LineId line) const {
  const auto& lines = world.lines;
  double weakest = 1.0;
  for (std::size_t cls = 0; cls < kToolClasses; ++cls)
    if (value_at(lines.tool_shares[line], cls) > 0) weakest = std::min(weakest, lines.class_condition[line][cls]);
  const double time = 1 + exposure_share * extra_exposures;
  return weakest * time / (1 + exposure_share * extra_exposures * (1 - lines.euv_share[line]));
}

void Tooling::advance(World& world) const {
  for (const LineId line : world.lines.rows()) {
    age(world, line);
    equip(world, line);
    world.lines.tool_effect[line] = output(world, line) - 1;
  }
}

}  // namespace exarace
