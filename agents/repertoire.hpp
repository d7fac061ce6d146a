#pragma once
/// Behaviours of one agent type side by side: the rows of its table choose among them by name.

#include <stdexcept>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

namespace exarace {

/// One of each kind of behaviour, with its keys. `Kinds` is a std::variant and the only list of them: each is a struct
/// with a `kind` (its name), an `about`, fields() for the keys that only it reads, and the verb of its agent type.
template <class Kinds>
struct Repertoire;

template <class First, class... Others>
struct Repertoire<std::variant<First, Others...>> {
  std::tuple<First, Others...> kinds;

  /// Names of all kinds, the usual one first.
  static std::vector<std::string> names() { return {First::kind, Others::kind...}; }

  /// What `use(kind)` gives for the kind of that name.
  template <class Use>
  decltype(auto) with(const std::string& name, const Use& use) const {
    return find<0>(name, use);
  }

 private:
  template <std::size_t I, class Use>
  decltype(auto) find(const std::string& name, const Use& use) const {
    const auto& kind = std::get<I>(kinds);
    if (name != kind.kind) {
      if constexpr (I < sizeof...(Others)) return find<I + 1>(name, use);
      throw std::logic_error("no behaviour is called '" + name + "'");
    }
    return use(kind);
  }
};

/// The behaviour that a row names, or the usual one of its type.
inline const std::string& named(const std::string& wanted, const std::string& usual) {
  return wanted.empty() ? usual : wanted;
}

}  // namespace exarace
