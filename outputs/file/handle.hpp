#pragma once
/// Owned HDF5 identifiers, and HDF5's own complaints as our errors. Only outputs/file*.cpp include it.

#include <cstdint>
#include <string>

namespace exarace::detail {

/// Owns one HDF5 identifier (its type, hid_t, is a 64-bit integer).
class Handle {
 public:
  Handle() = default;
  /// Takes over `id`; throws ResultError with HDF5's reason if it is not valid.
  Handle(std::int64_t id, const std::string& doing);
  Handle(Handle&& other) noexcept : id_(other.id_) { other.id_ = -1; }
  Handle& operator=(Handle&& other) noexcept;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { close(); }

  void close() noexcept;
  operator std::int64_t() const { return id_; }

 private:
  std::int64_t id_ = -1;
};

/// Throws ResultError with HDF5's reason if a call failed.
void check(int status, const std::string& doing);

/// Keeps HDF5 from printing its error stack while it lives.
class Quiet {
 public:
  Quiet();
  ~Quiet();
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  void* function_ = nullptr;
  void* data_ = nullptr;
};

}  // namespace exarace::detail
