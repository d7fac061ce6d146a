#include "outputs/file/info.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "outputs/file/provenance.hpp"
#include "outputs/file/read_result.hpp"
#include "outputs/file/reader.hpp"
#include "sim/core/calendar.hpp"

namespace exarace {
namespace {

using Json = nlohmann::ordered_json;

std::string day_text(double days) {
  return std::abs(days) <= kNever.days ? to_string(Date{static_cast<std::int32_t>(days)}) : std::string("no day");
}

Json series_facts(const FileReader& file, const std::string& path) {
  Json all = Json::array();
  for (const std::string& name : read_series_names(path)) {
    const Variable variable = file.numbers("series", name, false);
    all.push_back({{"name", name},
                   {"unit", variable.unit},
                   {"dims", variable.dims},
                   {"shape", variable.shape},
                   {"about", variable.about}});
  }
  return all;
}

Json facts(const std::string& path) {
  Json out = {{"file", path.substr(path.find_last_of('/') + 1)}};
  Json& provenance = out["provenance"] = Json::object();
  for (const auto& [name, text] : read_provenance(path))  // refuses what is not a result
    if (!is_long(name)) provenance[name] = text;
  const FileReader file(path);
  for (const char* name : {"title", "source", "exarace_layout", "complete", "checksum"})
    out[name] = file.attribute("/", name);
  if (!file.attribute("/", "exarace_checkpoint").empty()) {
    for (const char* name : {"day", "step", "record", "output", "program"}) out[name] = file.attribute("state", name);
    return out;
  }
  if (file.attribute("/", "exarace_kind") == "comparison") {
    out["replicates"] = file.attribute("effects", "replicates");
    out["confidence"] = file.attribute("effects", "confidence");
    return out;
  }
  const Variable bounds = file.numbers("series", "time_bounds");
  out["steps"] = read_steps(path);
  out["step"] = file.attribute("series", "step");
  if (!bounds.values.empty())
    out["from"] = day_text(bounds.values.front()), out["until"] = day_text(bounds.values.back());
  const Variable dates = file.numbers("events", "date", false);
  out["events"] = dates.shape.empty() ? 0 : dates.shape.front();
  out["series"] = series_facts(file, path);
  return out;
}

std::string text(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

std::string line(const std::string& name, const std::string& value) {
  return "  " + name + std::string(name.size() < 18 ? 18 - name.size() : 1, ' ') + value + "\n";
}

}  // namespace

std::string describe_file(const std::string& path) {
  const Json all = facts(path);
  std::string out = text(all["file"]) + ": " + text(all["title"]) + "\n";
  for (const auto& [name, value] : all.items())
    if (name != "file" && name != "title" && name != "series" && name != "provenance") out += line(name, text(value));
  out += "provenance\n";
  for (const auto& [name, value] : all["provenance"].items()) out += line(name, text(value));
  if (all.contains("series")) out += "series\n";
  for (const Json& series : all.value("series", Json::array())) {
    std::string dims;
    for (const Json& dim : series["dims"]) dims += (dims.empty() ? "" : ", ") + text(dim);
    out += "  " + text(series["name"]) + " [" + text(series["unit"]) + "] over " + dims + ": " + text(series["about"]) +
           "\n";
  }
  return out;
}

std::string describe_file_json(const std::string& path) { return facts(path).dump(2); }

}  // namespace exarace
