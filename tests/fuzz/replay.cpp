/// Stands in where there is no libFuzzer: gives a target every file of the folders named, each as it is and changed in
/// --changes N ways that are the same every time. With --keep FILE the last input stands in it when something breaks.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

Bytes read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// One to four changes: a byte, a bit, a piece cut out, a piece said twice.
Bytes changed(Bytes bytes, std::mt19937_64& random) {
  const auto below = [&](std::size_t n) { return n == 0 ? std::size_t{0} : static_cast<std::size_t>(random() % n); };
  for (std::size_t left = 1 + below(4); left > 0; --left) {
    const std::size_t at = below(bytes.size()), length = std::min(bytes.size() - at, 1 + below(16));
    const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(at), to = from + static_cast<std::ptrdiff_t>(length);
    switch (below(5)) {
      case 0:
        if (!bytes.empty()) bytes[at] = static_cast<std::uint8_t>(random());
        break;
      case 1:
        if (!bytes.empty()) bytes[at] ^= static_cast<std::uint8_t>(1u << below(8));
        break;
      case 2: bytes.erase(from, to); break;
      case 3: {
        const Bytes piece(from, to);
        bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(below(bytes.size() + 1)), piece.begin(), piece.end());
        break;
      }
      default: bytes.insert(from, static_cast<std::uint8_t>(random()));
    }
  }
  return bytes;
}

void play(const Bytes& bytes, const char* keep) {
  if (keep) {
    std::ofstream out(keep, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

}  // namespace

int main(int count, char** arguments) {
  long changes = 0, played = 0;
  const char* keep = nullptr;
  for (int i = 1; i < count; ++i) {
    if (std::strcmp(arguments[i], "--changes") == 0 && i + 1 < count) {
      changes = std::atol(arguments[++i]);
      continue;
    }
    if (std::strcmp(arguments[i], "--keep") == 0 && i + 1 < count) {
      keep = arguments[++i];
      continue;
    }
    std::vector<fs::path> files;
    if (fs::is_directory(arguments[i])) {
      for (const auto& entry : fs::directory_iterator(arguments[i])) files.push_back(entry.path());
    } else {
      files.emplace_back(arguments[i]);
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
      const Bytes bytes = read(file);
      std::mt19937_64 random(std::hash<std::string>{}(file.filename().string()));
      play(bytes, keep);
      for (long n = 0; n < changes; ++n) play(changed(bytes, random), keep);
      played += 1 + changes;
    }
  }
  std::printf("%ld inputs\n", played);
  return played > 0 ? 0 : 1;
}
