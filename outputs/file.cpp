#include "outputs/file.hpp"

#include <hdf5.h>

#include <algorithm>
#include <atomic>
#include <limits>

#include "outputs/digest.hpp"
#include "outputs/file_parts.hpp"
#include "outputs/file_scales.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

using detail::check;
using detail::Handle;
using detail::Pack;

Element stored_element(const Values& values, const Storage& storage) {
  return storage.single && values.element == Element::float64 ? Element::float32 : values.element;
}

void write_texts(hid_t variable, hid_t type, const Values& values, const std::string& name) {
  std::vector<const char*> texts;
  const auto* text = static_cast<const std::string*>(values.data);
  for (std::size_t i = 0; i < values.count; ++i) texts.push_back(text[i].c_str());
  // HDF5 clears two buffers of this size for every write; its own 1 MiB would be most of the time of small variables.
  const Handle transfer(H5Pcreate(H5P_DATASET_XFER), name);
  check(H5Pset_buffer(transfer, std::clamp<std::size_t>(32 * values.count, 1024, 1 << 20), nullptr, nullptr), name);
  check(H5Dwrite(variable, type, H5S_ALL, H5S_ALL, transfer, texts.data()), name);
}

}  // namespace

GroupWriter::GroupWriter(std::int64_t file, const std::string& name) {
  const Handle list(H5Pcreate(H5P_GROUP_CREATE), name);
  check(H5Pset_link_creation_order(list, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), name);
  check(H5Pset_attr_creation_order(list, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), name);
  check(H5Pset_attr_phase_change(list, 64, 32), name);
  check(H5Pset_obj_track_times(list, false), name);  // no clock in the file but in its extension header
  group_ = Handle(H5Gcreate2(file, name.c_str(), H5P_DEFAULT, list, H5P_DEFAULT), name);
}

Handle GroupWriter::create(const std::string& name, const std::vector<std::size_t>& shape, Values values,
                           const Storage& storage) {
  std::size_t count = 1;
  for (const std::size_t length : shape) count *= length;
  if (count != values.count) throw ResultError(name + ": the number of values is not that of its dimensions");
  const bool text = values.element == Element::text;
  const Element element = stored_element(values, storage);
  const Handle type = text ? detail::text_type() : Handle(H5Tcopy(detail::stored_type(element)), name);
  const Handle space = detail::space_of(shape);
  const Handle list = detail::storage_list(shape, H5Tget_size(type), text ? Pack::no : Pack::yes);
  const double none = std::numeric_limits<double>::quiet_NaN();
  if (!text && H5Tget_class(type) == H5T_FLOAT) check(H5Pset_fill_value(list, H5T_NATIVE_DOUBLE, &none), name);
  if (storage.fill) check(H5Pset_fill_value(list, H5T_NATIVE_INT32, &*storage.fill), name);
  Handle variable(H5Dcreate2(group_, name.c_str(), type, space, H5P_DEFAULT, list, H5P_DEFAULT), name);
  if (count > 0 && text) write_texts(variable, type, values, name);
  if (count > 0 && !text)
    check(H5Dwrite(variable, detail::native_type(values.element), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data), name);
  return variable;
}

void GroupWriter::axis(const std::string& name, Values labels, const Attributes& attributes) {
  Handle scale = create(name, {labels.count}, labels, {});
  detail::make_scale(scale, name);
  for (const Attribute& attribute : attributes) detail::write_attribute(scale, attribute);
  axes_.emplace(name, Axis{labels.count, std::move(scale), {}});
}

void GroupWriter::axis(const std::string& name, std::size_t length) {
  const Handle list = detail::storage_list({length}, sizeof(float), length == 0 ? Pack::yes : Pack::no);
  if (length > 0) check(H5Pset_layout(list, H5D_CONTIGUOUS), name);  // never written: takes no room
  Handle scale(
      H5Dcreate2(group_, name.c_str(), H5T_IEEE_F32LE, detail::space_of({length}), H5P_DEFAULT, list, H5P_DEFAULT),
      name);
  detail::make_bare_scale(scale, length);
  axes_.emplace(name, Axis{length, std::move(scale), {}});
}

void GroupWriter::variable(const std::string& name, const std::vector<std::string>& dims, Values values,
                           const Attributes& attributes, const Storage& storage) {
  std::vector<std::size_t> shape;
  for (const std::string& dim : dims) {
    const auto axis = axes_.find(dim);
    if (axis == axes_.end()) throw ResultError(name + ": its group has no dimension '" + dim + "'");
    shape.push_back(axis->second.length);
  }
  const Handle variable = create(name, shape, values, storage);
  if (!dims.empty()) attach(name, variable, dims);
  detail::write_fill(variable, stored_element(values, storage), storage);
  for (const Attribute& attribute : attributes) detail::write_attribute(variable, attribute);
}

void GroupWriter::texts(const std::string& name, std::vector<std::string> dims, const std::vector<std::string>& values,
                        Attributes attributes) {
  std::size_t width = 1;
  for (const std::string& value : values) width = std::max(width, value.size());
  std::vector<char> block(values.size() * width, '\0');
  for (std::size_t i = 0; i < values.size(); ++i)
    std::copy(values[i].begin(), values[i].end(), block.begin() + static_cast<std::ptrdiff_t>(i * width));
  dims.push_back("string" + std::to_string(width));
  if (axes_.count(dims.back()) == 0) axis(dims.back(), width);
  attributes.push_back({"_Encoding", std::string("utf-8")});
  variable(name, dims, block, attributes);
}

void GroupWriter::attach(const std::string& name, std::int64_t variable, const std::vector<std::string>& dims) {
  detail::name_axes(group_, variable, dims);
  for (std::size_t i = 0; i < dims.size(); ++i) axes_.at(dims[i]).used_by.emplace_back(name, static_cast<int>(i));
}

void GroupWriter::attribute(const Attribute& attribute) { detail::write_attribute(group_, attribute); }

void GroupWriter::close() {
  for (auto& [name, axis] : axes_) detail::name_users(group_, axis.scale, axis.used_by);
  axes_.clear();
  group_.close();
}

FileWriter::FileWriter() {
  static std::atomic<unsigned> made = 0;  // HDF5 refuses two open files of one name, in memory too
  const std::string name = "result-" + std::to_string(++made);
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), name), creation(H5Pcreate(H5P_FILE_CREATE), name);
  image_.keep(access);
  check(H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18), name);  // readable by everything since 2008
  check(H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), name);
  check(H5Pset_attr_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), name);
  check(H5Pset_attr_phase_change(creation, 64, 32), name);
  check(H5Pset_obj_track_times(creation, false), name);
  check(H5Pset_istore_k(creation, 4), name);  // small indices: most variables are one chunk
  file_ = Handle(H5Fcreate(name.c_str(), H5F_ACC_TRUNC, creation, access), name);
}

GroupWriter& FileWriter::group(const std::string& name) { return groups_.try_emplace(name, file_, name).first->second; }

void FileWriter::attribute(const Attribute& attribute) { detail::write_attribute(file_, attribute); }

std::vector<char> FileWriter::finish() {
  attribute({"checksum", std::string(blank_checksum())});
  for (auto& [name, group] : groups_) group.close();
  groups_.clear();
  file_.close();
  std::vector<char> bytes = image_.take();
  seal(bytes);
  return bytes;
}

}  // namespace exarace
