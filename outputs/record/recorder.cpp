#include "outputs/record/recorder.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "outputs/series/installed.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

Lengths lengths_of(const Axes& axes) {
  Lengths lengths{};
  for (std::size_t i = 0; i < kDims; ++i) lengths[i] = axes.axes[i].ids.size();
  return lengths;
}

std::vector<std::size_t> extents(const std::vector<Dim>& dims, const Lengths& lengths) {
  std::vector<std::size_t> out;
  for (const Dim dim : dims) out.push_back(lengths[static_cast<std::size_t>(dim)]);
  return out;
}

std::size_t product(const std::vector<std::size_t>& extents) {
  std::size_t all = 1;
  for (const std::size_t extent : extents) all *= extent;
  return all;
}

/// Place of number `index` of a block of extents `from` in one of extents `to`.
std::size_t moved(std::size_t index, const std::vector<std::size_t>& from, const std::vector<std::size_t>& to) {
  std::size_t place = 0, stride = 1;
  for (std::size_t d = from.size(); d-- > 0;) {
    place += index % from[d] * stride;
    index /= from[d];
    stride *= to[d];
  }
  return place;
}

/// A number as it is kept: to 24 significant bits, which is seven digits, and half the room in a file. Whole numbers
/// keep all of theirs, so that chips can be counted.
double kept(double value) {
  constexpr int kDropped = 52 - 23;
  constexpr std::uint64_t kRest = (std::uint64_t{1} << kDropped) - 1;
  if ((std::bit_cast<std::uint64_t>(value) & kRest) == 0) return value;  // no more digits, as zero
  if (!std::isfinite(value) || value == std::floor(value)) return value;
  const auto bits = std::bit_cast<std::uint64_t>(value) + (std::uint64_t{1} << (kDropped - 1));
  return std::bit_cast<double>(bits >> kDropped << kDropped);
}

/// Gives a record longer axes, and room for `steps` steps; its `filled` steps keep their numbers.
void lay_out(Record& record, std::size_t steps, std::size_t filled, const Lengths& before, const Lengths& after) {
  const auto from = extents(record.dims, before), to = extents(record.dims, after);
  if (from == to) return;
  const std::size_t width = product(to);
  std::vector<double> values;
  values.reserve(steps * width);
  values.resize(filled * width, kNothing);
  for (std::size_t i = 0; i < record.width; i += from.back()) {
    const std::size_t place = moved(i, from, to);
    for (std::size_t step = 0; step < filled; ++step)
      std::copy_n(record.values.data() + step * record.width + i, from.back(), values.data() + step * width + place);
  }
  record.width = width;
  record.values = std::move(values);
}

}  // namespace

const Record* Recording::find(std::string_view name) const {
  const auto found = std::find_if(records.begin(), records.end(), [&](const Record& r) { return r.name == name; });
  return found == records.end() ? nullptr : &*found;
}

std::vector<std::size_t> Recording::shape(const Record& record) const {
  std::vector<std::size_t> shape = {steps};
  for (const Dim dim : record.dims) shape.push_back(axes[dim].ids.size());
  return shape;
}

std::vector<Date> Recording::days() const {
  std::vector<Date> days;
  for (std::size_t step = 0; step <= steps; ++step)
    days.push_back(calendar.first_day(static_cast<std::uint32_t>(step)));
  return days;
}

Recorder::Recorder(std::vector<const Series*> chosen, const Calendar& calendar, Axes axes)
    : chosen_(std::move(chosen)), lengths_(lengths_of(axes)), capacity_(calendar.steps()) {
  recording_.calendar = calendar;
  recording_.axes = std::move(axes);
  for (const Series* series : chosen_) {
    Record record{series->name, series->dims, series->unit, series->about, 1, {}};
    record.width = product(extents(record.dims, lengths_));
    record.values.reserve(capacity_ * record.width);
    recording_.records.push_back(std::move(record));
  }
}

void Recorder::sample(const World& world) {
  if (recording_.steps >= capacity_) throw Error("recorder: the calendar has no further step");
  if (lengths_of(world) != lengths_) grow(world);
  const StillWorld still(world);
  for (std::size_t i = 0; i < chosen_.size(); ++i) {
    Record& record = recording_.records[i];
    if (record.width == 0) continue;
    record.values.resize((recording_.steps + 1) * record.width, kNothing);
    chosen_[i]->sample(world, record.values.data() + recording_.steps * record.width);
  }
  ++recording_.steps;
}

void Recorder::grow(const World& world) {
  const Lengths now = lengths_of(world);
  for (std::size_t i = 0; i < kDims; ++i)
    if (now[i] < lengths_[i]) throw Error("recorder: a table lost rows during a run");
  for (Record& record : recording_.records) lay_out(record, capacity_, recording_.steps, lengths_, now);
  recording_.axes = axes_of(world);
  lengths_ = now;
}

void Recorder::go_on(const Recording& earlier) {
  for (std::size_t d = 0; d < kDims; ++d) {
    const auto &before = earlier.axes.axes[d].ids, &now = recording_.axes.axes[d].ids;
    if (before.size() > now.size() || !std::equal(before.begin(), before.end(), now.begin()))
      throw ScenarioError("cannot go on: rows of '" + std::string(dim_name(static_cast<Dim>(d))) +
                          "' differ from those of the checkpoint; only values may differ");
  }
  if (earlier.steps > capacity_) throw ScenarioError("cannot go on: the calendar ends before the checkpoint");
  const Lengths before = lengths_of(earlier.axes);
  for (Record& record : recording_.records) {
    record.values.resize(earlier.steps * record.width, kNothing);
    const Record* known = earlier.find(record.name);
    if (known == nullptr || known->dims != record.dims) continue;
    Record copy = *known;
    lay_out(copy, earlier.steps, earlier.steps, before, lengths_);
    std::copy_n(copy.values.begin(), earlier.steps * copy.width, record.values.begin());
  }
  recording_.steps = earlier.steps;
}

Recording Recorder::finish() && {
  for (Record& record : recording_.records)
    for (double& value : record.values) value = kept(value);
  return std::move(recording_);
}

}  // namespace exarace
