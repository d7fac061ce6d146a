#pragma once
/// Every key of a catalogue with its default, as plain data: listings, JSON Schema and pages are made from it.

#include <optional>
#include <string>
#include <vector>

#include "scenarios/runner/read/catalogue.hpp"

namespace exarace {

/// A key that a scenario may set.
struct KeyDescription {
  std::string path;  ///< "clouds.<id>.cash"
  const Field* field = nullptr;
  std::optional<Value> fallback;       ///< value where a file says nothing; none for keys that must be said, and rows
  std::vector<KeyDescription> nested;  ///< keys of the elements of `rows`
};

/// A kind of rows with the keys that only it has.
struct KindDescription {
  std::string name;
  std::string about;
  std::vector<KeyDescription> keys;
};

/// A part with its keys.
struct PartDescription {
  std::string path;
  std::string about;
  bool table = false;
  std::vector<KeyDescription> keys;
  std::vector<KindDescription> kinds;
};

/// Describes all parts. The catalogue must be fresh: defaults are read from its objects, and sample rows are left in
/// it.
std::vector<PartDescription> describe(const Catalogue& catalogue);

/// What a key holds, in two words at most: "number", "time series", "reference".
std::string type_name(const Field& field);

/// A value as users write it, "12.7", "2022-10-07", "linear"; a reference by its row number, "none" for no row.
std::string value_text(const Field& field, const Value& value);

}  // namespace exarace
