#include "scenarios/runner/read/parse.hpp"

#define TOML_HEADER_ONLY 0
#include <toml++/toml.h>

#include <sstream>

#include "scenarios/runner/read/problems.hpp"

namespace exarace {
namespace {

constexpr int kDeepest = 40;  // no scenario nests deeper; the limit keeps a hostile file from exhausting the stack

[[noreturn]] void fail(const Where& where, std::string text) {
  throw_if_any({Problem{where, "", std::move(text)}});
  std::abort();
}

Where to_where(const Source& source, const toml::source_region& region) {
  return {&source, region.begin.line, region.begin.column};
}

/// Follows a TOML text as far as depth asks: which characters stand outside texts and comments.
class DepthCheck {
 public:
  explicit DepthCheck(const Source& source) : source_(source), text_(source.text) {}

  /// Refuses keys of very many parts, `a.a.a...`, and brackets in very many: the library would recurse once for each.
  void run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"' || c == '\'')
        skip_text(c);
      else if (c == '#')
        at_ = std::min(text_.find('\n', at_), text_.size());
      else
        look(c), ++at_;
    }
  }

 private:
  void look(char c) {
    if (c == '\n') ++line_;
    if (c == '\n' || c == '=' || c == ',') dots_ = 0;
    if (c == '{' || c == '[') dots_ = 0, ++open_;
    if ((c == '}' || c == ']') && open_ > 0) --open_;
    if (c == '.' && ++dots_ > kDeepest) fail({&source_, line_, 1}, "this key has too many parts");
    if (open_ > kDeepest) fail({&source_, line_, 1}, "tables and lists are nested too deep");
  }

  bool triple(char quote) const { return text_.substr(at_, 3) == std::string(3, quote); }

  /// To behind a text; one that is not closed ends where the library stops reading.
  void skip_text(char quote) {
    const bool long_text = triple(quote);
    at_ += long_text ? 3 : 1;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') {
        if (!long_text) return;
        ++line_;
      } else if (c == '\\' && quote == '"') {
        if (at_ + 1 < text_.size() && text_[at_ + 1] != '\n') ++at_;
      } else if (c == quote && (!long_text || triple(quote))) {
        at_ += long_text ? 3 : 1;
        for (int more = 0; long_text && more < 2 && at_ < text_.size() && text_[at_] == quote; ++more) ++at_;
        return;
      }
    }
  }

  const Source& source_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  int dots_ = 0, open_ = 0;
};

Date to_date(const toml::date& day) { return make_date(day.year, day.month, day.day); }

std::string to_text(const toml::node& node) {
  std::ostringstream out;
  if (const auto* moment = node.as_date_time()) out << moment->get();
  if (const auto* time = node.as_time()) out << time->get();
  return out.str();
}

Node convert(const Source& source, const toml::node& node, int depth) {
  Node out;
  out.where = to_where(source, node.source());
  if (depth > kDeepest) fail(out.where, "tables and lists are nested too deep");
  if (const auto* table = node.as_table()) {
    Node::Table members;
    members.reserve(table->size());
    for (const auto& [key, value] : *table)  // in order of keys
      members.push_back({std::string(key.str()), to_where(source, key.source()), convert(source, value, depth + 1)});
    out.value = std::move(members);
  } else if (const auto* array = node.as_array()) {
    Node::List list;
    list.reserve(array->size());
    for (const toml::node& element : *array) list.push_back(convert(source, element, depth + 1));
    out.value = std::move(list);
  } else if (const auto* text = node.as_string())
    out.value = text->get();
  else if (const auto* whole = node.as_integer())
    out.value = whole->get();
  else if (const auto* real = node.as_floating_point())
    out.value = real->get();
  else if (const auto* flag = node.as_boolean())
    out.value = flag->get();
  else if (const auto* date = node.as_date())
    out.value = to_date(date->get());
  else
    out.value = Node::Clock{to_text(node)};
  return out;
}

/// A line without its indentation.
std::string_view line_at(std::string_view text, std::uint32_t line) {
  for (; line > 1 && text.find('\n') != text.npos; --line) text.remove_prefix(text.find('\n') + 1);
  text = text.substr(0, text.find('\n'));
  return text.substr(std::min(text.size(), text.find_first_not_of(" \t")));
}

/// "; the first is on line 3" for the nearest line above that begins with `start`; a key is not sought above its table.
std::string first_line(const Source& source, std::uint32_t below, std::string_view start) {
  const auto ends = [&](std::string_view line) {
    return line.size() == start.size() || line.find_first_of(" \t=#", start.size()) == start.size();
  };
  for (std::uint32_t line = below; --line > 0;) {
    const std::string_view text = line_at(source.text, line);
    if (text.starts_with(start) && ends(text)) return "; the first is on line " + std::to_string(line);
    if (text.starts_with('[') && !start.starts_with('[')) break;
  }
  return "";
}

/// The library garbles the names of some duplicate keys, so the name is taken from the line itself.
std::string duplicate_text(const Source& source, Where& where) {
  const std::string_view line = line_at(source.text, where.line);
  if (line.starts_with('[')) {
    const std::string header(line.substr(0, line.find_last_of(']') + 1));
    const std::string first = first_line(source, where.line, header);
    return first.empty() ? header + " is something else already; a file writes rows all as [[name]] or all as [name.id]"
                         : "duplicate table " + header + first + ", put its keys there";
  }
  if (line.find('{') != line.npos) return "a key stands twice in this table; remove one of them";
  std::string name(line.substr(0, line.find('=')));
  name.erase(name.find_last_not_of(" \t") + 1);
  const auto offset = static_cast<std::size_t>(line.data() - source.text.data());
  const std::size_t before = offset == 0 ? std::string::npos : source.text.rfind('\n', offset - 1);
  where.column = static_cast<std::uint32_t>(before == std::string::npos ? offset + 1 : offset - before);
  return "duplicate key '" + name + "'" + first_line(source, where.line, name);
}

std::string syntax_text(const Source& source, std::string_view description, Where& where) {
  if (description.find("cannot redefine") != description.npos) return duplicate_text(source, where);
  if (description.find("unescaped control characters") != description.npos)
    return "the text is not closed on its line, or holds a control character";
  constexpr std::string_view prefix = "Error while parsing ";
  if (!description.starts_with(prefix)) return "not valid TOML: " + std::string(description);
  description.remove_prefix(prefix.size());
  std::string text = "not valid TOML: " + std::string(description);
  if (description.starts_with("inline table") && description.find("\\n") != description.npos)
    text += "; an inline table { } stands on one line, a longer one is a [table] of its own";
  return text;
}

Node parse(const Source& source, std::string_view text) {
  try {
    return convert(source, toml::parse(text), 0);
  } catch (const toml::parse_error& error) {
    Where where = to_where(source, error.source());
    const std::string description = syntax_text(source, error.description(), where);
    fail(where, description);
  }
}

}  // namespace

Node parse_document(const Source& source) {
  DepthCheck(source).run();
  return parse(source, source.text);
}

Node parse_value(const Source& source) {
  const bool bare = source.text.find_first_of("[{\"'") != 0;
  DepthCheck(source).run();
  if (source.text.empty()) fail({&source, 0, 0}, "no value; an empty text is \"\"");
  Node out;
  try {
    const Node document = parse(source, "value = " + source.text);
    const auto& table = std::get<Node::Table>(document.value);
    if (table.size() != 1) fail({&source, 0, 0}, "expected one value");
    out = table.front().node;
  } catch (const ScenarioError&) {
    if (!bare) throw;
    out.value = source.text;
  }
  out.where = {&source, 0, 0};
  return out;
}

}  // namespace exarace
