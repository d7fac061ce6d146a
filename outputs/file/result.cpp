#include "outputs/file/result.hpp"

#include <limits>
#include <set>
#include <string_view>
#include <type_traits>

#include "outputs/file/digest.hpp"
#include "outputs/file/place.hpp"
#include "outputs/file/result_parts.hpp"
#include "outputs/file/writer.hpp"
#include "sim/core/build_info.hpp"

namespace exarace {
namespace {

void write_series(FileWriter& file, const Recording& recording, bool single) {
  GroupWriter& group = file.group("series");
  group.attribute({"step", std::string(to_string(recording.calendar.length))});
  write_time(group, recording.days());
  std::set<Dim> used;
  for (const Record& record : recording.records) used.insert(record.dims.begin(), record.dims.end());
  for (const Dim dim : used) {
    const std::string name(dim_name(dim));
    group.axis(name, recording.axes[dim].ids, text_facts("Id of the " + name));
  }
  for (const Record& record : recording.records) {
    std::vector<std::string> dims = {"time"};
    for (const Dim dim : record.dims) dims.emplace_back(dim_name(dim));
    group.variable(record.name, dims, record.values, number_facts(record.unit, record.about), {single, {}});
  }
}

void write_table(GroupWriter& group, const FinalTable& table) {
  group.axis(table.dimension, table.ids, text_facts("Id of the " + table.dimension));
  for (const FinalColumn& column : table.columns) {
    Attributes about = number_facts(column.unit, column.about);
    Storage storage;
    if (column.kind == Kind::date) about = day_facts(column.about), storage.fill = kNever.days;
    if (column.kind == Kind::choice) about = word_facts(column.about, column.choices);
    if (column.kind == Kind::flag) about = flag_facts(column.about);
    if (column.kind == Kind::text || column.kind == Kind::reference) about = text_facts(column.about);
    const std::string name = table.name + "." + column.key;
    const auto write = [&](const auto& values) {
      if constexpr (std::is_same_v<std::decay_t<decltype(values)>, std::vector<std::string>>)
        group.texts(name, {table.dimension}, values, about);
      else
        group.variable(name, {table.dimension}, values, about, storage);
    };
    std::visit(write, column.values);
  }
}

/// One column of the events, `get` being the member or what is made of it.
template <class T, class Get>
void write_event_column(GroupWriter& group, const Events& events, const char* name, Get&& get,
                        const Attributes& attributes) {
  std::vector<T> values;
  values.reserve(events.rows.size());
  for (const Event& event : events.rows) values.push_back(get(event));
  group.variable(name, {"event"}, values, attributes);
}

void write_events(FileWriter& file, const Events& events) {
  GroupWriter& group = file.group("events");
  group.axis("event", events.rows.size());
  const auto column = [&](const char* name, std::string Event::*member, const std::string& about) {
    std::vector<std::string_view> texts;
    texts.reserve(events.rows.size());
    for (const Event& event : events.rows) texts.push_back(event.*member);
    group.texts(name, {"event"}, texts, text_facts(about));
  };
  write_event_column<std::int32_t>(
      group, events, "date", [](const Event& e) { return e.date.days; }, day_facts("Day"));
  column("kind", &Event::kind, "What happened, in a word");
  column("subject", &Event::subject, "Who or what it happened to");
  column("object", &Event::object, "What it was about, or the other side");
  column("instrument", &Event::instrument, "Instrument of the law behind it");
  write_event_column<double>(
      group, events, "quantity", [](const Event& e) { return e.quantity; },
      number_facts("1", "How much, in the unit of the object"));
  write_event_column<double>(
      group, events, "value", [](const Event& e) { return e.value; }, number_facts("USD", "Worth"));
  column("text", &Event::text, "One sentence for people");
}

/// Money that was refused, by wish.
void write_denials(FileWriter& file, const std::vector<DenialRow>& rows) {
  GroupWriter& group = file.group("denials");
  group.axis("denial", rows.size());
  const auto texts = [&](const char* name, std::string DenialRow::*member, const std::string& about) {
    std::vector<std::string_view> values;
    values.reserve(rows.size());
    for (const DenialRow& row : rows) values.push_back(row.*member);
    group.texts(name, {"denial"}, values, text_facts(about));
  };
  const auto days = [&](const char* name, Date DenialRow::*member, const std::string& about) {
    std::vector<std::int32_t> values;
    for (const DenialRow& row : rows) values.push_back((row.*member).days);
    group.variable(name, {"denial"}, values, day_facts(about));
  };
  const auto numbers = [&](const char* name, double DenialRow::*member, const Attributes& facts) {
    std::vector<double> values;
    for (const DenialRow& row : rows) values.push_back(row.*member);
    group.variable(name, {"denial"}, values, facts);
  };
  days("date", &DenialRow::date, "First day of the step in which it was asked for");
  texts("buyer", &DenialRow::buyer, "Who asked");
  texts("seller", &DenialRow::seller, "Of whom");
  texts("good", &DenialRow::good, "What was asked for");
  texts("sku", &DenialRow::sku, "Which chip it is or is made for");
  texts("instrument", &DenialRow::instrument, "Rule that refused it");
  numbers("units", &DenialRow::units, number_facts("1", "How much beyond what had been asked for before"));
  numbers("usd", &DenialRow::value, number_facts("USD", "Worth of that"));
  days("first_asked", &DenialRow::first_asked, "When the wish began");
}

/// What a run prints in a few lines.
void write_told(FileWriter& file, const std::vector<ToldNumber>& rows) {
  GroupWriter& group = file.group("summary");
  std::vector<std::string> names, about, units;
  std::vector<double> values, low, high;
  for (const ToldNumber& row : rows) {
    names.push_back(row.name), about.push_back(row.about), units.push_back(row.unit);
    values.push_back(row.value), low.push_back(row.low), high.push_back(row.high);
  }
  group.axis("number", names, text_facts("Name of the number"));
  group.texts("about", {"number"}, about, text_facts("What it tells"));
  group.variable("value", {"number"}, values, number_facts("1", "The number, in its own unit"));
  group.texts("unit", {"number"}, units, text_facts("Unit of the number"));
  group.variable("low", {"number"}, low, number_facts("1", "Least of what it is the mean of"));
  group.variable("high", {"number"}, high, number_facts("1", "Most of what it is the mean of"));
}

/// A table, not a variable for each: opening thousands of scalars takes Python ten seconds.
void write_parameters(FileWriter& file, const std::vector<Parameter>& parameters) {
  GroupWriter& group = file.group("parameters");
  std::vector<std::string> keys, words, units, about;
  std::vector<double> numbers_;
  for (const Parameter& parameter : parameters) {
    const double* number = std::get_if<double>(&parameter.value);
    keys.push_back(parameter.key);
    numbers_.push_back(number != nullptr ? *number : std::numeric_limits<double>::quiet_NaN());
    words.push_back(number != nullptr ? "" : std::get<std::string>(parameter.value));
    units.push_back(parameter.unit);
    about.push_back(parameter.about);
  }
  group.axis("parameter", keys, text_facts("Key in scenario files"));
  group.variable("value", {"parameter"}, numbers_, number_facts("1", "Value of a number, in its own unit"));
  group.texts("text", {"parameter"}, words, text_facts("Value of what is not a number"));
  group.texts("unit", {"parameter"}, units, text_facts("Unit of the number"));
  group.texts("about", {"parameter"}, about, text_facts("Meaning"));
}

/// Facts are attributes; texts of many lines are variables, which can be compressed.
void write_provenance(FileWriter& file, const Provenance& provenance) {
  GroupWriter& group = file.group("provenance");
  for (const auto& [name, text] : provenance_facts(provenance))
    if (is_long(name))
      group.texts(name, {}, std::vector<std::string>{text}, text_facts("Resolved text of what was run"));
    else
      group.attribute({name, text});
}

}  // namespace

/// Says which run it is: without it, programs that open many results at once cannot tell them apart.
void write_run(FileWriter& file, const Provenance& provenance) {
  const std::string digest = sha256(provenance.scenario_text).substr(0, 8);
  const std::vector<std::string> name = {provenance.scenario + " " + std::to_string(provenance.seed) + "." +
                                         std::to_string(provenance.replicate) + " " + digest};
  file.group("/").axis("run", name, text_facts("Scenario, seed and replicate, and the first digits of what was run"));
}

std::vector<char> result_bytes(const ResultContent& content, const WriteOptions& options) {
  FileWriter file;
  file.attribute({"Conventions", std::string("CF-1.10")});
  file.attribute({"title", content.title});
  file.attribute({"source", std::string("exarace ") + build_info().version});
  file.attribute({"exarace_layout", std::int32_t{kLayout}});
  file.attribute({"groups", std::string("series final events denials summary parameters provenance")});
  file.attribute({"comment", std::string("The series stand in the group 'series', and at the top as links to it.")});
  write_run(file, content.provenance);
  write_series(file, content.recording, options.single);
  file.show_at_top("series");
  GroupWriter& final = file.group("final");
  for (const FinalTable& table : content.final) write_table(final, table);
  write_events(file, content.events);
  write_denials(file, content.denials);
  write_told(file, content.told);
  write_parameters(file, content.parameters);
  write_provenance(file, content.provenance);
  file.attribute({"complete", std::int32_t{1}});
  return file.finish();
}

void write_result(const std::string& path, const ResultContent& content, const WriteOptions& options) {
  put_in_place(path, result_bytes(content, options), options.force ? Existing::replace : Existing::keep);
}

void check_output(const std::string& path, bool force) {
  check_place(path, force ? Existing::replace : Existing::keep);
}

}  // namespace exarace
