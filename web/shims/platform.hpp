#pragma once
/// What this compiler and these libraries lack for WebAssembly; included before every file.

// Random123 asks for a platform that it was tested on. Its Philox is plain arithmetic on 32 and 64 bits.
#ifndef __riscv
#define __riscv 1
#include <Random123/features/compilerfeatures.h>
#undef __riscv
#endif

#include <bit>
#include <type_traits>

#ifndef __cpp_lib_bit_cast
namespace std {
/// The compiler has it, its library does not yet.
template <class To, class From>
constexpr To bit_cast(const From& from) noexcept {
  static_assert(sizeof(To) == sizeof(From) && is_trivially_copyable_v<To> && is_trivially_copyable_v<From>);
  return __builtin_bit_cast(To, from);
}
}  // namespace std
#endif
