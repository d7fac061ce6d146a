#include "scenarios/runner/command/arguments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "scenarios/runner/play/stop.hpp"
#include "sim/core/calendar.hpp"

namespace exarace {
namespace {

std::string found(const std::string& expected, const std::string& text) {
  return fmt::format("expected {}, found '{}'", expected, text);
}

/// The text of what a reader throws, "" where it reads.
template <class Read>
std::string complaint_of(Read&& read) {
  try {
    read();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "";
}

}  // namespace

CLI::Validator whole_number(std::uint64_t low, std::uint64_t high) {
  const auto check = [low, high](const std::string& text) -> std::string {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool good = error == std::errc() && end == text.data() + text.size() && number >= low && number <= high;
    return good ? "" : found(fmt::format("a whole number from {} to {}", low, high), text);
  };
  return {check, "", "whole number"};
}

CLI::Validator one_of(std::vector<std::string> words) {
  const auto check = [words](const std::string& text) -> std::string {
    const bool good = std::find(words.begin(), words.end(), text) != words.end();
    return good ? "" : found(fmt::format("{}", fmt::join(words, " or ")), text);
  };
  return {check, "", "one of"};
}

CLI::Validator length_of_time() {
  return {[](const std::string& text) { return complaint_of([&] { parse_duration(text); }); }, "", "length of time"};
}

CLI::Validator day() {
  return {[](const std::string& text) { return complaint_of([&] { parse_date(text); }); }, "", "day"};
}

CLI::Validator file_name() {
  const auto check = [](const std::string& text) -> std::string { return text.empty() ? found("a name", text) : ""; };
  return {check, "", "file name"};
}

CLI::Validator result_name() {
  const auto check = [](const std::string& text) -> std::string {
    const std::string ending = std::filesystem::path(text).extension().string();
    const bool good = ending.empty() || ending == ".h5" || ending == ".hdf5" || ending == ".nc";
    if (text.empty()) return found("a name", text);
    return good ? "" : found("a name that ends in .h5, .hdf5 or .nc, as HDF5 is what is written", text);
  };
  return {check, "", "result name"};
}

}  // namespace exarace
