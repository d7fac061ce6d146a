#pragma once
/// Tools of lines: what ages without vendor service, and what finer lines cost without EUV.

#include "sim/state/world.hpp"

namespace exarace {

/// A class of tools that its vendors may not service lives on spare parts; when these are gone its tools fail one by
/// one, the slower the longer the fab's own people have looked after them. The scarcest class sets what the line can
/// make. Lines that must expose critical layers several times gain output and yield as EUV scanners reach them.
struct Tooling {
  double spares_at_start = 0.75;  ///< spare parts of a class when service stops [year]
  double exposure_decay = 0.10;   ///< of scanners without service and spares [1/year]
  double process_decay = 0.10;    ///< of deposition, etch, clean, implant and bonding [1/year]
  double control_decay = 0.15;    ///< of metrology and inspection [1/year]
  double own_service = 0.35;      ///< rate at which the fab's own people learn to do without vendors [1/year]
  double repair = 1.0;            ///< of broken tools once vendors are back [1/year]
  double euv_node = 7;            ///< lines at or below gain from EUV [nm]
  double extra_exposures = 1.5;   ///< exposures of a critical layer beyond one, without EUV
  double exposure_share = 0.35;   ///< of a line's time that critical layers take at one exposure each
  double euv_speed = 0.3;         ///< at which a line without EUV is equipped once it may be [1/year]

  void advance(World& world) const;
  static const Fields& fields();

 private:
  double decay_of(int tool_class) const;
  void age(World& world, LineId line) const;
  void equip(World& world, LineId line) const;
  double output(const World& world, LineId line) const;
};

}  // namespace exarace
