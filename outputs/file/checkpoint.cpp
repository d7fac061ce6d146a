#include "outputs/file/checkpoint.hpp"

#include <algorithm>
#include <charconv>
#include <span>

#include "outputs/file/digest.hpp"
#include "outputs/file/reader.hpp"
#include "outputs/file/result.hpp"
#include "outputs/file/world_image.hpp"
#include "outputs/file/writer.hpp"
#include "outputs/record/recorder.hpp"
#include "sim/core/build_info.hpp"
#include "sim/core/image.hpp"

namespace exarace {
namespace {

/// Digest of how the bytes inside are arranged.
std::string layout_digest() {
  Image image(Image::Mode::layout);
  Recording recording;
  transfer(image, recording);
  return sha256(world_layout() + image.text());
}

/// The program, as far as bits can depend on it.
std::string program_text(const std::string& version, const std::string& commit, const std::string& compiler,
                         const std::string& flags) {
  return "exarace " + version + ", commit " + commit + ", " + compiler + ", " + flags;
}

std::string this_program() {
  const BuildInfo& build = build_info();
  return program_text(build.version, build.commit, build.compiler, build.flags);
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0, end; (end = text.find('\n', at)) != text.npos; at = end + 1)
    lines.push_back(text.substr(at, end - at));
  return lines;
}

void write_image(GroupWriter& group, const std::string& name, const std::string& image, const std::string& about) {
  group.axis(name + "_byte", image.size());
  const auto* bytes = reinterpret_cast<const std::int8_t*>(image.data());
  group.variable(name, {name + "_byte"}, std::span<const std::int8_t>(bytes, image.size()), {{"long_name", about}});
}

std::string read_image(const FileReader& file, const std::string& name) {
  const std::vector<char> bytes = file.bytes("state", name);
  return {bytes.begin(), bytes.end()};
}

void check_kind(const FileReader& file, const std::string& path) {
  const std::string version = file.attribute("/", "exarace_checkpoint");
  if (version.empty())
    throw ResultError(path + ": is a result, not a checkpoint; exarace run --checkpoint-every makes one");
  if (version != std::to_string(kCheckpointVersion))
    throw ResultError(path + ": is a checkpoint of version " + version + "; this program reads version " +
                      std::to_string(kCheckpointVersion));
  const std::string program = file.attribute("state", "program"), now = this_program();
  if (program != now)
    throw ResultError(path + ": was written by another program, in which the run would take another course\n  there: " +
                      program + "\n  here:  " + now + "\ngo on with that program, or begin anew with exarace run");
  if (file.attribute("state", "layout") != layout_digest())
    throw ResultError(path +
                      ": its world is arranged in another way than in this program; begin anew with exarace run");
}

/// A whole number that stands as text. Throws ResultError.
std::uint64_t number_of(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    throw ResultError("a checkpoint has the number '" + text + "'");
  return value;
}

/// Takes the facts that a Provenance has members for out of the list; those of program and machine are made anew.
Provenance provenance_from(const std::vector<std::pair<std::string, std::string>>& facts) {
  Provenance p;
  for (const auto& [name, text] : facts) {
    if (name == "scenario") p.scenario = text;
    if (name == "scenario_text") p.scenario_text = text;
    if (name == "seed") p.seed = number_of(text);
    if (name == "replicate") p.replicate = number_of(text);
    if (name == "user_code") p.user_code = text == "yes";
    if (name == "command") p.command = text;
    if (name == "started") p.started = text;
    if (name.starts_with("history_")) p.more.emplace_back(name, text);
  }
  return p;
}

}  // namespace

std::string image_of(const Recording& recording) {
  Image image(Image::Mode::write);
  transfer(image, const_cast<Recording&>(recording));  // writing changes nothing
  return image.text();
}

void restore(Recording& recording, const std::string& bytes) {
  Image image{std::span<const char>(bytes)};
  transfer(image, recording);
  for (const Record& record : recording.records) {
    std::size_t width = 1;
    for (const Dim dim : record.dims) {
      if (static_cast<std::size_t>(dim) >= kDims) throw ResultError("a checkpoint has a series over nothing known");
      width *= recording.axes[dim].ids.size();
    }
    if (record.width != width || (width > 0 && recording.steps > record.values.size() / width))
      throw ResultError("a checkpoint has fewer numbers of " + record.name + " than it says");
  }
}

void write_checkpoint(const std::string& path, const Checkpoint& c, Existing existing) {
  FileWriter file;
  file.attribute({"title", c.title});
  file.attribute({"source", std::string("exarace ") + build_info().version});
  file.attribute({"exarace_layout", std::int32_t{kLayout}});
  file.attribute({"exarace_checkpoint", std::int32_t{kCheckpointVersion}});
  GroupWriter& state = file.group("state");
  state.attribute({"program", this_program()});
  state.attribute({"layout", layout_digest()});
  state.attribute({"step", static_cast<std::int32_t>(c.step)});
  state.attribute({"day", to_string(c.day)});
  state.attribute({"record", joined(c.record)});
  state.attribute({"audit", std::string(c.audit ? "yes" : "no")});
  state.attribute({"output", c.output});
  write_image(state, "world", c.world, "Everything that is");
  write_image(state, "recording", c.recording, "What was recorded");
  write_image(state, "told", c.told, "What is told at the end");
  GroupWriter& provenance = file.group("provenance");
  for (const auto& [name, text] : provenance_facts(c.provenance)) provenance.attribute({name, text});
  file.attribute({"complete", std::int32_t{1}});
  put_in_place(path, file.finish(), existing);
}

Checkpoint read_checkpoint(const std::string& path) {
  const FileReader file(path);
  check_kind(file, path);
  Checkpoint c;
  c.title = file.attribute("/", "title");
  c.provenance = provenance_from(file.attributes("provenance"));
  c.record = lines_of(file.attribute("state", "record"));
  c.audit = file.attribute("state", "audit") == "yes";
  c.output = file.attribute("state", "output");
  // Empty where the run was to write no file.
  if (c.output.find('/') != c.output.npos || c.output == "." || c.output == "..")
    throw ResultError(path + ": names its result '" + c.output + "', which is no file beside it");
  c.step = static_cast<std::uint32_t>(number_of(file.attribute("state", "step")));
  c.day = parse_date(file.attribute("state", "day"));
  c.world = read_image(file, "world");
  c.recording = read_image(file, "recording");
  c.told = read_image(file, "told");
  return c;
}

}  // namespace exarace
