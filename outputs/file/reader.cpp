#include "outputs/file/reader.hpp"

#include <fmt/format.h>
#include <hdf5.h>

#include <algorithm>

#include "outputs/file/digest.hpp"
#include "outputs/file/open_object.hpp"
#include "outputs/file/place.hpp"

namespace exarace {
namespace {

using detail::check;
using detail::checked_count;
using detail::count_of;
using detail::Handle;
using detail::holds_references;
using detail::shape_of;

/// Copies texts that HDF5 allocated, and frees them.
std::vector<std::string> take_texts(std::vector<char*>& raw, hid_t type, hid_t space) {
  std::vector<std::string> texts;
  for (const char* text : raw) texts.emplace_back(text == nullptr ? "" : text);
  H5Dvlen_reclaim(type, space, H5P_DEFAULT, raw.data());
  return texts;
}

/// Texts of a block of characters, `width` to each, filled up with zeros.
std::vector<std::string> cut_texts(const std::vector<char>& block, std::size_t width) {
  std::vector<std::string> texts;
  for (std::size_t first = 0; width > 0 && first < block.size(); first += width) {
    const char* text = block.data() + first;
    texts.emplace_back(text, std::find(text, text + width, '\0'));
  }
  return texts;
}

/// Whether a type is that of blocks of characters.
bool is_character(hid_t type) {
  return H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) == 0 && H5Tget_size(type) == 1;
}

std::string attribute_text(hid_t attribute, const std::string& place) {
  const Handle type(H5Aget_type(attribute), place), space(H5Aget_space(attribute), place);
  const std::size_t count = checked_count(shape_of(space, place), H5Tget_size(type), place);
  if (H5Tis_variable_str(type) > 0) {
    std::vector<char*> raw(count);
    check(H5Aread(attribute, type, raw.data()), place);
    const auto texts = take_texts(raw, type, space);
    return texts.empty() ? "" : texts.front();
  }
  const H5T_class_t kind = H5Tget_class(type);
  if (kind != H5T_INTEGER && kind != H5T_FLOAT) return "";
  std::vector<double> values(count);
  check(H5Aread(attribute, H5T_NATIVE_DOUBLE, values.data()), place);
  return values.empty() ? "" : fmt::format("{:.15g}", values.front());
}

/// Text of an attribute of an object, "" if there is none.
std::string text_attribute(hid_t object, const char* name, const std::string& place) {
  const htri_t there = H5Aexists(object, name);
  check(there, place);
  if (there == 0) return "";
  return attribute_text(Handle(H5Aopen(object, name, H5P_DEFAULT), place), place);
}

herr_t add_name(hid_t, const char* name, const H5L_info_t*, void* names) {
  static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  return 0;
}

herr_t add_attribute(hid_t, const char* name, const H5A_info_t*, void* names) {
  static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  return 0;
}

/// Whether a variable stands for a dimension that is only counted.
bool is_bare(hid_t variable, const std::string& place) {
  if (H5Aexists(variable, "NAME") <= 0) return false;
  const Handle attribute(H5Aopen(variable, "NAME", H5P_DEFAULT), place);
  const Handle type(H5Aget_type(attribute), place), space(H5Aget_space(attribute), place);
  if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) > 0) return false;
  if (count_of(shape_of(space, place)) != 1) return false;
  std::string text(H5Tget_size(type), '\0');
  check(H5Aread(attribute, type, text.data()), place);
  return text.starts_with("This is a netCDF dimension but not a netCDF variable");
}

/// Last part of the name of an object that another refers to.
std::string name_behind(hid_t file, const hobj_ref_t& reference, const std::string& place) {
  const Handle object(H5Rdereference2(file, H5P_DEFAULT, H5R_OBJECT, &reference), place);
  const ssize_t length = H5Iget_name(object, nullptr, 0);
  check(static_cast<int>(length), place);
  std::string name(static_cast<std::size_t>(length) + 1, '\0');
  H5Iget_name(object, name.data(), name.size());
  name.pop_back();
  return name.substr(name.find_last_of('/') + 1);
}

std::vector<std::string> dims_of(hid_t file, hid_t variable, std::size_t rank, const std::string& place) {
  if (rank == 0 || H5Aexists(variable, "DIMENSION_LIST") <= 0) return {};
  const Handle attribute(H5Aopen(variable, "DIMENSION_LIST", H5P_DEFAULT), place);
  const Handle type(H5Aget_type(attribute), place), space(H5Aget_space(attribute), place);
  if (!holds_references(type) || count_of(shape_of(space, place)) != rank)
    throw ResultError(place + ": DIMENSION_LIST does not refer to one dimension for each of " + std::to_string(rank));
  std::vector<hvl_t> lists(rank);
  check(H5Aread(attribute, type, lists.data()), place);
  std::vector<hobj_ref_t> first(rank);
  for (std::size_t i = 0; i < rank; ++i)
    if (lists[i].len > 0) first[i] = *static_cast<const hobj_ref_t*>(lists[i].p);
  H5Dvlen_reclaim(type, space, H5P_DEFAULT, lists.data());
  std::vector<std::string> names;
  for (const hobj_ref_t& reference : first) names.push_back(reference == 0 ? "" : name_behind(file, reference, place));
  return names;
}

}  // namespace

FileReader::FileReader(const std::string& path) : path_(path) {
  std::vector<char> bytes = read_bytes(path);
  if (check_seal(bytes) != Seal::intact)
    throw ResultError(
        path + ": is damaged, changed by another program, or no result of exarace; 'exarace verify' tells which");
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), path);
  check(H5Pset_file_locking(access, false, true), path);
  file_ = Handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access), at("cannot be opened"));
}

FileReader::FileReader(std::string shown, const std::vector<char>& bytes) : path_(std::move(shown)) {
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), path_);
  check(H5Pset_fapl_core(access, 1 << 20, false), path_);
  check(H5Pset_file_image(access, const_cast<char*>(bytes.data()), bytes.size()), path_);  // HDF5 copies it
  file_ = Handle(H5Fopen(path_.c_str(), H5F_ACC_RDONLY, access), at("cannot be opened"));
}

Handle FileReader::open(const std::string& group) const {
  return detail::open_object(file_, group, at("has no group '" + group + "'"));
}

std::string FileReader::attribute(const std::string& group, const std::string& name) const {
  return text_attribute(open(group), name.c_str(), at(group + " " + name));
}

std::vector<std::pair<std::string, std::string>> FileReader::attributes(const std::string& group) const {
  const Handle object = open(group);
  std::vector<std::string> names;
  hsize_t next = 0;
  check(H5Aiterate2(object, H5_INDEX_CRT_ORDER, H5_ITER_INC, &next, add_attribute, &names), at(group));
  std::vector<std::pair<std::string, std::string>> out;
  for (const std::string& name : names) out.emplace_back(name, text_attribute(object, name.c_str(), at(group)));
  return out;
}

std::vector<std::string> FileReader::variables(const std::string& group) const {
  const Handle object = open(group);
  std::vector<std::string> names, out;
  check(H5Literate(object, H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, add_name, &names), at(group));
  for (const std::string& name : names) {
    const Handle variable = detail::open_object(object, name, at(group + "/" + name));
    if (H5Iget_type(variable) == H5I_DATASET && !is_bare(variable, at(group + "/" + name))) out.push_back(name);
  }
  return out;
}

Variable FileReader::numbers(const std::string& group, const std::string& name, bool with_values) const {
  const std::string place = at(group + "/" + name);
  const Handle object = open(group), variable = detail::open_dataset(object, name, place);
  const Handle space(H5Dget_space(variable), place);
  Variable out;
  out.shape = shape_of(space, place);
  out.dims = dims_of(file_, variable, out.shape.size(), place);
  const Handle type(H5Dget_type(variable), place);
  if (is_character(type) && !out.dims.empty()) out.shape.pop_back(), out.dims.pop_back();
  out.unit = text_attribute(variable, "units", place);
  out.about = text_attribute(variable, "long_name", place);
  if (!with_values) return out;
  const H5T_class_t kind = H5Tget_class(type);
  if (kind != H5T_INTEGER && kind != H5T_FLOAT) throw ResultError(place + ": holds no numbers");
  detail::check_expansion(variable, out.shape, H5Tget_size(type), place);
  out.values.resize(count_of(out.shape));
  check(H5Dread(variable, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, out.values.data()), place);
  return out;
}

bool FileReader::holds_texts(const std::string& group, const std::string& name) const {
  const std::string place = at(group + "/" + name);
  const Handle object = open(group), variable = detail::open_dataset(object, name, place);
  return H5Tget_class(Handle(H5Dget_type(variable), place)) == H5T_STRING;
}

std::vector<char> FileReader::bytes(const std::string& group, const std::string& name) const {
  const std::string place = at(group + "/" + name);
  const Handle object = open(group), variable = detail::open_dataset(object, name, place);
  const Handle space(H5Dget_space(variable), place), stored(H5Dget_type(variable), place);
  const Handle type(H5Tget_native_type(stored, H5T_DIR_ASCEND), place);
  const H5T_class_t kind = H5Tget_class(type);
  if (kind != H5T_INTEGER && kind != H5T_FLOAT) throw ResultError(place + ": holds texts, not numbers");
  const auto shape = shape_of(space, place);
  detail::check_expansion(variable, shape, H5Tget_size(type), place);
  std::vector<char> raw(count_of(shape) * H5Tget_size(type));
  check(H5Dread(variable, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, raw.data()), place);
  return raw;
}

std::vector<std::string> FileReader::texts(const std::string& group, const std::string& name) const {
  const std::string place = at(group + "/" + name);
  const Handle object = open(group), variable = detail::open_dataset(object, name, place);
  const Handle space(H5Dget_space(variable), place), type(H5Dget_type(variable), place);
  const auto shape = shape_of(space, place);
  detail::check_expansion(variable, shape, H5Tget_size(type), place);
  if (is_character(type) && !shape.empty()) {
    std::vector<char> block(count_of(shape));
    check(H5Dread(variable, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, block.data()), place);
    return cut_texts(block, shape.back());
  }
  if (H5Tis_variable_str(type) <= 0) throw ResultError(place + ": holds no texts");
  std::vector<char*> raw(count_of(shape));
  check(H5Dread(variable, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, raw.data()), place);
  return take_texts(raw, type, space);
}

std::vector<std::string> FileReader::unreadable(const std::vector<std::string>& groups) const {
  std::vector<std::string> bad;
  const auto try_to_read = [&](const std::string& place, auto&& read) {
    try {
      read();
    } catch (const std::exception&) {
      bad.push_back(place);
    }
  };
  for (const std::string& group : groups)
    try_to_read(group, [&] {
      attributes(group);
      for (const std::string& name : variables(group))
        try_to_read(group + "/" + name,
                    [&] { holds_texts(group, name) ? void(texts(group, name)) : void(numbers(group, name)); });
    });
  return bad;
}

}  // namespace exarace
