#include "scenarios/runner/play/branch.hpp"

#include <algorithm>

#include "sim/core/error.hpp"
#include "sim/core/image.hpp"
#include "sim/policy/regime.hpp"

namespace exarace {
namespace {

using Keys = std::vector<std::string>;

template <class T>
std::string bytes_of(T object) {
  Image image(Image::Mode::write);
  transfer(image, object);
  return image.text();
}

/// Gives one cell of a row its new value where the scenarios differ and the run has not touched it. True where history
/// keeps its own.
template <class T>
bool take_cell(const Field& field, T& now, typename T::Id row, const T& before, typename T::Id old, const T& next,
               typename T::Id fresh) {
  const Value was = field.get(&before, old.index), will = field.get(&next, fresh.index);
  if (bytes_of(was) == bytes_of(will)) return false;
  if (bytes_of(field.get(&now, row.index)) != bytes_of(was)) return true;
  field.set(&now, row.index, will);
  return false;
}

/// All cells of a row that both scenarios have.
template <class T>
void take_row(const std::string& table, T& now, typename T::Id row, const T& before, typename T::Id old, const T& next,
              typename T::Id fresh, Keys& kept) {
  for (const Field& field : T::fields())
    if (field.resize && take_cell(field, now, row, before, old, next, fresh) && !field.state)
      kept.push_back(table + "." + now.id[row] + "." + field.key);
}

[[noreturn]] void refuse_rows(const std::string& table, const std::string& id) {
  throw ScenarioError("cannot branch: '" + id + "' stands in " + table +
                      " of only one of the two scenarios; on a branch only regimes may come and go");
}

template <class T>
void take_table(const std::string& name, T& now, const T& before, const T& next, Keys& kept) {
  for (const auto row : next.rows())
    if (!before.find(next.id[row])) refuse_rows(name, next.id[row]);
  for (const auto row : before.rows()) {
    if (!next.find(before.id[row]) || next.id[row] != before.id[row]) refuse_rows(name, before.id[row]);
    take_row(name, now, row, before, row, next, row, kept);
  }
}

/// Calls visit(id) for every instrument that a value names.
template <class T, class Visit>
void for_instruments(T& value, const Visit& visit) {
  if constexpr (std::is_same_v<T, InstrumentId>)
    visit(value);
  else if constexpr (requires { std::variant_size<T>::value; })
    std::visit([&](auto& one) { for_instruments(one, visit); }, value);
  else if constexpr (IsList<T> && !std::is_same_v<T, std::string>)
    for (auto& element : value) for_instruments(element, visit);
  else if constexpr (std::is_aggregate_v<T>)
    std::apply([&](auto&... member) { (for_instruments(member, visit), ...); }, members_of(value));
}

/// The law of the other scenario joins that of history: rows of history keep their places.
class Joined {
 public:
  Joined(Instruments& now, const Instruments& before, const Instruments& next)
      : now_(now), before_(before), next_(next) {}

  /// Whether anything about the law is other than in history.
  bool join(Date today, Keys& kept) {
    for (const InstrumentId id : next_.rows())
      if (!now_.find(next_.id[id])) add(id);
    for (const InstrumentId id : next_.rows()) {
      const InstrumentId row = now_.find(next_.id[id]), old = before_.find(next_.id[id]);
      if (old) take_row("regimes", now_, row, before_, old, next_, id, kept);
      if (!old || kind_text(before_, old) != kind_text(next_, id)) now_.what[row] = renumbered(id);
    }
    for (const InstrumentId id : before_.rows())
      if (!next_.find(before_.id[id])) end(now_.find(before_.id[id]), today);
    now_.outlook = next_.outlook;
    return law_text(before_) != law_text(next_);
  }

 private:
  void add(InstrumentId id) {
    const InstrumentId row = append_row(now_);
    now_.what.push_back(InstrumentKind{});
    for (const Field& field : Instruments::fields())
      if (field.resize) field.set(&now_, row.index, field.get(&next_, id.index));
  }

  /// Out of force from this day on; the day before for one that nobody felt, which then never shows.
  void end(InstrumentId id, Date today) {
    const Date last = now_.law.on(id) ? today : Date{today.days - 1};
    now_.ends[id] = std::min(now_.ends[id], last);
    now_.reported[id] = now_.law.on(id) ? now_.reported[id] : kNever;
    now_.announced[id] = now_.law.on(id) ? now_.announced[id] : kNever;
  }

  InstrumentKind renumbered(InstrumentId id) const {
    InstrumentKind what = next_.what[id];
    for_instruments(what, [&](InstrumentId& named) { named = now_.find(next_.id[named]); });
    return what;
  }

  /// A kind with its keys, the instruments in it by name, so that two scenarios can be compared.
  static std::string kind_text(const Instruments& regimes, InstrumentId id) {
    InstrumentKind what = regimes.what[id];
    std::string names;
    for_instruments(what, [&](InstrumentId& named) { names += regimes.id[named] + ' ', named = {}; });
    return names + bytes_of(what);
  }

  /// All that a scenario says about the law.
  static std::string law_text(const Instruments& regimes) {
    std::string text = bytes_of(regimes.outlook);
    for (const InstrumentId id : regimes.rows()) {
      for (const Field& field : Instruments::fields())
        if (field.resize) text += bytes_of(field.get(&regimes, id.index));
      text += kind_text(regimes, id);
    }
    return text;
  }

  Instruments& now_;
  const Instruments& before_;
  const Instruments& next_;
};

/// The law as it would have been published at the end of the step that is over.
void publish_law(World& world) {
  const Date today = world.today;
  if (world.step > 0) world.today = world.calendar.first_day(--world.step);
  bind(world);
  if (world.today != today) world.today = today, ++world.step;
}

}  // namespace

std::vector<std::string> branch(World& now, const Setup& before, const Setup& next) {
  const Calendar &was = before.world.calendar, &will = next.world.calendar;
  if (was.start != will.start || was.length != will.length)
    throw ScenarioError("cannot branch: run.start and run.step must be those of the history");
  if (will.end <= now.today)
    throw ScenarioError("cannot branch: run.end = " + to_string(will.end) + " is not after " + to_string(now.today) +
                        ", the day of the checkpoint");
  Keys kept;
  const World &b = before.world, &n = next.world;
  now.calendar = will;
  now.mechanisms = n.mechanisms;
  now.technology = n.technology;
  now.adoption_threshold = n.adoption_threshold;
  take_table("countries", now.countries, b.countries, n.countries, kept);
  take_table("governments", now.governments, b.governments, n.governments, kept);
  take_table("groups", now.groups, b.groups, n.groups, kept);
  take_table("designers", now.designers, b.designers, n.designers, kept);
  take_table("fabs", now.fabs, b.fabs, n.fabs, kept);
  take_table("lines", now.lines, b.lines, n.lines, kept);
  take_table("toolmakers", now.toolmakers, b.toolmakers, n.toolmakers, kept);
  take_table("clouds", now.clouds, b.clouds, n.clouds, kept);
  take_table("labs", now.labs, b.labs, n.labs, kept);
  take_table("investors", now.investors, b.investors, n.investors, kept);
  take_table("brokers", now.brokers, b.brokers, n.brokers, kept);
  take_table("skus", now.skus, b.skus, n.skus, kept);
  const bool other_law = Joined(now.regimes, b.regimes, n.regimes).join(now.today, kept);
  now.regimes.change();  // its instruments, or the chips that they look at
  if (other_law || b.mechanisms.on_ != n.mechanisms.on_) publish_law(now);
  return kept;
}

}  // namespace exarace
