#include "outputs/file/handle.hpp"

#include <hdf5.h>

#include "sim/core/error.hpp"

namespace exarace::detail {
namespace {

/// The innermost reason on HDF5's error stack, which it then clears.
std::string reason() {
  std::string text;
  const auto keep_first = [](unsigned n, const H5E_error2_t* error, void* out) -> herr_t {
    if (n == 0 && error->desc != nullptr) *static_cast<std::string*>(out) = error->desc;
    return 0;
  };
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &text);
  H5Eclear2(H5E_DEFAULT);
  return text.empty() ? "unknown reason" : text;
}

[[noreturn]] void fail(const std::string& doing) { throw ResultError(doing + ": " + reason()); }

}  // namespace

Handle::Handle(std::int64_t id, const std::string& doing) : id_(id) {
  if (id < 0) fail(doing);
}

Handle& Handle::operator=(Handle&& other) noexcept {
  if (this != &other) {
    close();
    id_ = other.id_;
    other.id_ = -1;
  }
  return *this;
}

void Handle::close() noexcept {
  if (id_ >= 0) H5Idec_ref(id_);
  id_ = -1;
}

void check(int status, const std::string& doing) {
  if (status < 0) fail(doing);
}

Quiet::Quiet() {
  H5E_auto2_t function = nullptr;
  H5Eget_auto2(H5E_DEFAULT, &function, &data_);
  function_ = reinterpret_cast<void*>(function);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

Quiet::~Quiet() { H5Eset_auto2(H5E_DEFAULT, reinterpret_cast<H5E_auto2_t>(function_), data_); }

}  // namespace exarace::detail
