#pragma once
/// What happened in a run, in order: the law that took effect, the chip that was launched, the stock that was written
/// down.

#include <string>
#include <utility>
#include <vector>

#include "sim/core/calendar.hpp"

namespace exarace {

/// One thing that happened. Texts name rows by id ("clouds/aws"); a text that does not apply is empty, a number 0.
struct Event {
  Date date;               ///< first day of the step in which it happened, or the exact day where the law names one
  std::string kind;        ///< one word: "enacted", "launched", "defaulted", "seized"
  std::string subject;     ///< who or what it happened to
  std::string object;      ///< what it was about, or the other side
  std::string instrument;  ///< instrument of the law behind it, an id of the regimes
  double quantity = 0;     ///< how much, in the unit of the object
  double value = 0;        ///< worth [USD]
  std::string text;        ///< one sentence for people
};

/// Everything that happened so far, oldest first.
struct Events {
  std::vector<Event> rows;

  void add(Event event) { rows.push_back(std::move(event)); }
};

}  // namespace exarace
