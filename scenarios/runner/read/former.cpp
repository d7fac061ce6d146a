#include "scenarios/runner/read/former.hpp"

#include <fmt/format.h>

namespace exarace {
namespace {

/// Whether a path is that of a former key; a `*` stands for any id.
bool matches(std::string_view former, std::string_view path) {
  while (true) {
    const std::string_view wanted = former.substr(0, former.find('.')), found = path.substr(0, path.find('.'));
    if (wanted != "*" && wanted != found) return false;
    const bool last = wanted.size() == former.size();
    if (last || found.size() == path.size()) return last && found.size() == path.size();
    former.remove_prefix(wanted.size() + 1);
    path.remove_prefix(found.size() + 1);
  }
}

/// Calls visit(field, its path) for every key of the catalogue.
template <class Visit>
void for_keys(const Catalogue& catalogue, const Visit& visit) {
  const auto walk = [&](const auto& self, const Fields& fields, const std::string& place) -> void {
    for (const Field& field : fields) {
      visit(field, place + "." + field.key);
      if (field.nested) self(self, *field.nested, place + "." + field.key + ".<id>");
    }
  };
  for (const Part& part : catalogue.parts) {
    const std::string place = part.path + (part.table ? ".<id>" : "");
    walk(walk, *part.fields, place);
    for (const RowKind& kind : part.kinds) walk(walk, *kind.fields, place);
  }
}

}  // namespace

std::string moved_hint(const Catalogue& catalogue, const std::string& path) {
  std::string hint;
  for_keys(catalogue, [&](const Field& field, const std::string& now) {
    for (const FormerKey& former : field.former)
      if (matches(former.path, path))
        hint = fmt::format("; it is {} now{}{}", now, former.how.empty() ? "" : ", ", former.how);
  });
  return hint;
}

bool held_moved_keys(const Catalogue& catalogue, const std::string& path) {
  bool held = false;
  for_keys(catalogue, [&](const Field& field, const std::string&) {
    for (const FormerKey& former : field.former) held = held || former.path.starts_with(path + ".");
  });
  return held;
}

}  // namespace exarace
