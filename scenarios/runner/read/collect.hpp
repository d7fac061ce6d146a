#pragma once
/// The rows that a document gives to each part of a catalogue, before any key is read.

#include <set>
#include <string>
#include <vector>

#include "scenarios/runner/read/catalogue.hpp"
#include "scenarios/runner/read/scenario.hpp"
#include "scenarios/runner/read/values.hpp"

namespace exarace {

/// A part with the rows of the document that belong to it.
struct Work {
  const Part* part;
  const Node* node = nullptr;      ///< its table or collection, if the document has one
  std::vector<const Node*> rows;   ///< enabled rows of a collection; the node itself otherwise
  std::vector<std::string> kinds;  ///< of every row, "" for none
};

/// One pass over a document.
struct Filling {
  const Catalogue& catalogue;
  const Scenario& scenario;
  ValueContext context;
  std::set<std::string> sections;  ///< paths of parts and of the tables that lead to them

  /// Reports a problem; one without a place belongs to the scenario's own file.
  void complain(const Where& where, const std::string& key, std::string text);
};

/// Paths of all parts and of the tables that lead to them: "behaviour" of "behaviour.cloud".
std::set<std::string> sections_of(const Catalogue& catalogue);

/// Finds the rows of every part, makes them, and notes their ids for references.
std::vector<Work> collect(Filling& filling);

/// Key path of a row: "clouds.microsoft"; of keys that stand once: "behaviour.cloud".
std::string row_path(const Work& work, std::size_t row);

/// Kind of that name, or nullptr.
const RowKind* find_kind(const Part& part, const std::string& name);

}  // namespace exarace
