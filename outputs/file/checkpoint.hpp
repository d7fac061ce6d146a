#pragma once
/// A run between two steps, as a file: from here it goes on, bit for bit as if it had never stopped.

#include <cstdint>
#include <string>
#include <vector>

#include "outputs/file/place.hpp"
#include "outputs/file/provenance.hpp"
#include "sim/core/calendar.hpp"

namespace exarace {

struct Recording;

/// Version of the layout of checkpoint files.
inline constexpr int kCheckpointVersion = 1;

/// A run between two steps.
struct Checkpoint {
  std::string title;
  Provenance provenance;            ///< of the result that is being made; `finished` is the day of the checkpoint
  std::vector<std::string> record;  ///< patterns of the series that are recorded
  bool audit = true;
  std::string output;  ///< name of the result file, without its folder
  std::uint32_t step = 0;
  Date day;               ///< first day that is not simulated yet
  std::string world;      ///< image_of() the world
  std::string recording;  ///< image_of() what was recorded
  std::string told;       ///< what the runner keeps for the end
};

/// What was recorded as bytes, and back. Throws ResultError.
std::string image_of(const Recording& recording);
void restore(Recording& recording, const std::string& image);

/// Writes a checkpoint: complete under its name or not there at all. Throws ResultError.
void write_checkpoint(const std::string& path, const Checkpoint& checkpoint, Existing existing);

/// Reads one. Throws ResultError for a file that is damaged, that is no checkpoint, or that another program wrote: its
/// bits would not be those of an unbroken run.
Checkpoint read_checkpoint(const std::string& path);

}  // namespace exarace
