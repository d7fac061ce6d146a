#include <cstdio>

#include "scenarios/runner/command/conduct.hpp"
#include "scenarios/runner/play/stop.hpp"
#include "sim/core/error.hpp"

namespace exarace {
namespace {

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 8 && text.find_first_not_of("0123456789") == text.npos;
}

std::chrono::seconds duration_of(const std::string& every) {
  try {
    return parse_duration(every);
  } catch (const ScenarioError&) {
    throw ScenarioError("--checkpoint-every: expected a number of steps (12) or a time (10m), found '" + every + "'");
  }
}

std::string without_ending(const std::string& output) {
  return output.ends_with(".h5") ? output.substr(0, output.size() - 3) : output;
}

}  // namespace

Checkpointer::Checkpointer(const ConductArguments& arguments, const std::string& output, bool resumed)
    : stem_(without_ending(output)), path_(stem_ + ".checkpoint.h5"), resumed_(resumed) {
  const std::string& every = arguments.checkpoint_every;
  if (is_number(every))
    steps_ = static_cast<std::uint32_t>(std::stoul(every));
  else if (!every.empty())
    time_ = duration_of(every);
  if (!every.empty() && steps_ == 0 && time_.count() == 0)
    throw ScenarioError("--checkpoint-every " + every + ": write a number of steps (12) or a time (10m) above zero");
  for (const std::string& day : arguments.checkpoint_at) days_.insert(to_string(parse_date(day)));
}

void Checkpointer::check(const Course& course) const {
  const Calendar& calendar = course.world().calendar;
  for (const std::string& day : days_) {
    const Date wanted = parse_date(day);
    std::uint32_t step = 1;  // days that have passed are kept already: the same command goes on
    while (step < course.steps() && calendar.first_day(step) < wanted) ++step;
    if (const Date next = calendar.first_day(step); next != wanted)
      throw ScenarioError("--checkpoint-at " + day + ": no step ends there; the next that can be kept is " +
                          to_string(next));
  }
}

void Checkpointer::look(const Course& course) {
  const std::string day = to_string(course.world().today);
  if (days_.count(day)) write_checkpoint(stem_ + "." + day + ".checkpoint.h5", course.checkpoint(), Existing::replace);
  if (course.ended()) return;
  const bool by_steps = steps_ > 0 && course.world().step % steps_ == 0;
  const bool by_time = time_.count() > 0 && Clock::now() - last_ >= time_;
  if (by_steps || by_time) write(course);
}

void Checkpointer::write(const Course& course) {
  write_checkpoint(path_, course.checkpoint(), Existing::replace);
  last_ = Clock::now();
}

void Checkpointer::remove() const {
  if (on()) std::remove(path_.c_str());
}

}  // namespace exarace
