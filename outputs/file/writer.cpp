#include "outputs/file/writer.hpp"

#include <hdf5.h>

#include <algorithm>
#include <atomic>
#include <bit>

#include "outputs/file/digest.hpp"
#include "outputs/file/parts.hpp"
#include "outputs/file/scales.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

using detail::check;
using detail::Handle;
using detail::Room;

Element stored_element(const Values& values, const Storage& storage) {
  return storage.single && values.element == Element::float64 ? Element::float32 : values.element;
}

/// Whether numbers in memory are those of the file byte for byte.
bool lies_as_stored(const Values& values, const Storage& storage) {
  return std::endian::native == std::endian::little && stored_element(values, storage) == values.element;
}

void write_texts(detail::Kit& kit, hid_t variable, const Values& values, const std::string& name) {
  std::vector<const char*> texts;
  const auto* text = static_cast<const std::string*>(values.data);
  for (std::size_t i = 0; i < values.count; ++i) texts.push_back(text[i].c_str());
  check(H5Dwrite(variable, kit.text(), H5S_ALL, H5S_ALL, kit.transfer(texts.size()), texts.data()), name);
}

}  // namespace

GroupWriter::GroupWriter(detail::Kit& kit, std::int64_t file, const std::string& name) : kit_(&kit) {
  if (name == "/") {
    group_ = Handle(H5Gopen2(file, "/", H5P_DEFAULT), name);
    return;
  }
  const Handle list(H5Pcreate(H5P_GROUP_CREATE), name);
  check(H5Pset_link_creation_order(list, H5P_CRT_ORDER_TRACKED), name);
  detail::keep_order(list);
  group_ = Handle(H5Gcreate2(file, name.c_str(), H5P_DEFAULT, list, H5P_DEFAULT), name);
}

Handle GroupWriter::create(const std::string& name, const std::vector<std::size_t>& shape, Values values,
                           const Storage& storage) {
  std::size_t count = 1;
  for (const std::size_t length : shape) count *= length;
  if (count != values.count) throw ResultError(name + ": the number of values is not that of its dimensions");
  const bool text = values.element == Element::text;
  const std::int64_t type = text ? kit_->text() : detail::stored_type(stored_element(values, storage));
  const std::int64_t list = kit_->storage(shape, type, text ? Room::plain : Room::packed, storage.fill);
  Handle variable(H5Dcreate2(group_, name.c_str(), type, kit_->space(shape), H5P_DEFAULT, list, H5P_DEFAULT), name);
  if (count > 0 && text)
    write_texts(*kit_, variable, values, name);
  else if (count > 0 && detail::is_packed(shape, H5Tget_size(type)) && lies_as_stored(values, storage))
    kit_->packer().write(variable, values.data, shape, H5Tget_size(type));
  else if (count > 0)
    check(H5Dwrite(variable, detail::native_type(values.element), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data), name);
  return variable;
}

void GroupWriter::add_axis(const std::string& name, std::size_t length, Handle scale) {
  const std::uint64_t reference = detail::refer_to(scale);
  axes_.emplace(name, Axis{length, std::move(scale), reference, {}});
}

void GroupWriter::axis(const std::string& name, Values labels, const Attributes& attributes) {
  Handle scale = create(name, {labels.count}, labels, {});
  detail::make_scale(scale, name);
  for (const Attribute& attribute : attributes) detail::write_attribute(*kit_, scale, attribute);
  add_axis(name, labels.count, std::move(scale));
}

void GroupWriter::axis(const std::string& name, std::size_t length) {
  const std::int64_t type = detail::stored_type(Element::float32), list = kit_->storage({length}, type, Room::none);
  Handle scale(H5Dcreate2(group_, name.c_str(), type, kit_->space({length}), H5P_DEFAULT, list, H5P_DEFAULT), name);
  detail::make_bare_scale(scale, length);
  add_axis(name, length, std::move(scale));
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
  if (!dims.empty()) attach(variable, dims);
  detail::write_fill(*kit_, variable, stored_element(values, storage), storage);
  for (const Attribute& attribute : attributes) detail::write_attribute(*kit_, variable, attribute);
}

void GroupWriter::texts(const std::string& name, std::vector<std::string> dims,
                        std::span<const std::string_view> values, Attributes attributes) {
  std::size_t width = 1;
  for (const std::string_view value : values) width = std::max(width, value.size());
  std::vector<char> block(values.size() * width, '\0');
  for (std::size_t i = 0; i < values.size(); ++i)
    std::copy(values[i].begin(), values[i].end(), block.begin() + static_cast<std::ptrdiff_t>(i * width));
  dims.push_back("string" + std::to_string(width));
  if (axes_.count(dims.back()) == 0) axis(dims.back(), width);
  attributes.push_back({"_Encoding", std::string("utf-8")});
  variable(name, dims, block, attributes);
}

void GroupWriter::attach(std::int64_t variable, const std::vector<std::string>& dims) {
  const std::uint64_t reference = detail::refer_to(variable);
  std::vector<std::uint64_t> scales;
  for (std::size_t i = 0; i < dims.size(); ++i) {
    Axis& axis = axes_.at(dims[i]);
    scales.push_back(axis.reference);
    axis.users.push_back({reference, static_cast<std::int32_t>(i), 0});
  }
  detail::name_axes(*kit_, variable, std::move(scales));
}

void GroupWriter::attribute(const Attribute& attribute) { detail::write_attribute(*kit_, group_, attribute); }

void GroupWriter::close() {
  for (auto& [name, axis] : axes_) detail::name_users(axis.scale, axis.users);
  axes_.clear();
  group_.close();
}

FileWriter::FileWriter() {
  static std::atomic<unsigned> made = 0;  // HDF5 refuses two open files of one name, in memory too
  const std::string name = "result-" + std::to_string(++made);
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), name), creation(H5Pcreate(H5P_FILE_CREATE), name);
  image_.keep(access);
  check(H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18), name);  // readable by everything since 2008
  check(H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED), name);
  detail::keep_order(creation);
  check(H5Pset_istore_k(creation, 4), name);  // small indices: most variables are one chunk
  file_ = Handle(H5Fcreate(name.c_str(), H5F_ACC_TRUNC, creation, access), name);
}

GroupWriter& FileWriter::group(const std::string& name) {
  return groups_.try_emplace(name, kit_, file_, name).first->second;
}

void FileWriter::show_at_top(const std::string& group) {
  const auto link = [](hid_t from, const char* name, const H5L_info_t*, void* file) {
    return H5Lcreate_hard(from, name, *static_cast<const hid_t*>(file), name, H5P_DEFAULT, H5P_DEFAULT);
  };
  hid_t file = file_;
  check(H5Literate_by_name(file_, group.c_str(), H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, link, &file, H5P_DEFAULT),
        group);
}

void FileWriter::attribute(const Attribute& attribute) { detail::write_attribute(kit_, file_, attribute); }

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
