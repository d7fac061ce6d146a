#include "outputs/file_scales.hpp"

#include <hdf5.h>

#include <cstdio>

#include "outputs/file_handle.hpp"

namespace exarace::detail {
namespace {

void fixed_text(hid_t object, const char* name, const std::string& text) {
  const Handle type(H5Tcopy(H5T_C_S1), name);
  check(H5Tset_size(type, text.size() + 1), name);
  const Handle space(H5Screate(H5S_SCALAR), name);
  const Handle attribute(H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT), name);
  check(H5Awrite(attribute, type, text.c_str()), name);
}

hobj_ref_t reference(hid_t group, const std::string& name) {
  hobj_ref_t ref;
  check(H5Rcreate(&ref, group, name.c_str(), H5R_OBJECT, -1), "refer to " + name);
  return ref;
}

struct User {
  hobj_ref_t variable;
  int axis;
  int padding = 0;  // a hole would put whatever was in memory into the file
};

}  // namespace

void make_scale(std::int64_t variable, const std::string& name) {
  fixed_text(variable, "CLASS", "DIMENSION_SCALE");
  fixed_text(variable, "NAME", name);
}

void make_bare_scale(std::int64_t variable, std::size_t length) {
  char name[80];
  std::snprintf(name, sizeof name, "This is a netCDF dimension but not a netCDF variable.%10zu", length);
  make_scale(variable, name);
}

void name_axes(std::int64_t group, std::int64_t variable, const std::vector<std::string>& scales) {
  const char* name = "DIMENSION_LIST";
  std::vector<hobj_ref_t> refs;
  for (const std::string& scale : scales) refs.push_back(reference(group, scale));
  std::vector<hvl_t> lists;
  for (hobj_ref_t& ref : refs) lists.push_back({1, &ref});
  const hsize_t rank = lists.size();
  const Handle type(H5Tvlen_create(H5T_STD_REF_OBJ), name);
  const Handle space(H5Screate_simple(1, &rank, nullptr), name);
  const Handle attribute(H5Acreate2(variable, name, type, space, H5P_DEFAULT, H5P_DEFAULT), name);
  check(H5Awrite(attribute, type, lists.data()), name);
}

void name_users(std::int64_t group, std::int64_t scale, const std::vector<std::pair<std::string, int>>& users) {
  if (users.empty()) return;
  const char* name = "REFERENCE_LIST";
  std::vector<User> rows;
  for (const auto& [variable, axis] : users) rows.push_back({reference(group, variable), axis, 0});
  const hsize_t count = rows.size();
  const Handle type(H5Tcreate(H5T_COMPOUND, sizeof(User)), name);
  check(H5Tinsert(type, "dataset", HOFFSET(User, variable), H5T_STD_REF_OBJ), name);
  check(H5Tinsert(type, "dimension", HOFFSET(User, axis), H5T_NATIVE_INT), name);
  const Handle space(H5Screate_simple(1, &count, nullptr), name);
  const Handle attribute(H5Acreate2(scale, name, type, space, H5P_DEFAULT, H5P_DEFAULT), name);
  check(H5Awrite(attribute, type, rows.data()), name);
}

}  // namespace exarace::detail
