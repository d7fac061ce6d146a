#pragma once
/// The members of a plain struct, found by the compiler: what walks over them cannot forget one that is added later.

#include <boost/preprocessor/repetition/enum_params.hpp>
#include <boost/preprocessor/repetition/repeat_from_to.hpp>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace exarace {

namespace detail {

/// Stands for a value of any type while members are counted.
struct Anything {
  template <class T>
  operator T() const;
};

template <class T, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
  return requires { T{((void)I, Anything{})...}; };
}

inline constexpr std::size_t kMostMembers = 64;

template <class T, std::size_t Count = kMostMembers>
constexpr std::size_t count_members() {
  if constexpr (Count == 0 || takes<T>(std::make_index_sequence<Count>{}))
    return Count;
  else
    return count_members<T, Count - 1>();
}

}  // namespace detail

/// Number of members of a plain struct: an aggregate without bases, of at most 64 members.
template <class T>
inline constexpr std::size_t member_count = detail::count_members<std::remove_const_t<T>>();

/// References to all members of a plain struct, in order.
template <class T>
constexpr auto members_of(T& object) {
  constexpr std::size_t count = member_count<T>;
  static_assert(std::is_aggregate_v<std::remove_const_t<T>> && count > 0);
  if constexpr (count == 0) {
    return std::tie();
  }
#define EXARACE_MEMBERS(z, n, unused)            \
  else if constexpr (count == n) {               \
    auto& [BOOST_PP_ENUM_PARAMS(n, m)] = object; \
    return std::tie(BOOST_PP_ENUM_PARAMS(n, m)); \
  }
  BOOST_PP_REPEAT_FROM_TO(1, 65, EXARACE_MEMBERS, ~)
#undef EXARACE_MEMBERS
}

}  // namespace exarace
