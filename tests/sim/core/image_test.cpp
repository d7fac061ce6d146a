/// What passes through an image comes back the same, whatever it is made of.

#include "sim/core/image.hpp"

#include "sim/core/calendar.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;

namespace {

struct Piece {
  std::string name;
  double size = 0;
};
struct Other {
  std::vector<int> parts;
};

/// One member of every sort.
struct Everything {
  bool yes = false;
  double number = 0;
  float small = 0;
  std::int64_t whole = 0;
  std::string text;
  Date day;
  Money money;
  CloudId cloud;
  TimeSeries path;
  std::array<double, 3> three = {};
  std::vector<std::string> texts;
  std::vector<std::vector<double>> nested;
  std::deque<Piece> kinds;
  Column<Money, CloudId> column;
  std::variant<Piece, Other> choice;
  std::pair<int, std::string> pair;
};

Everything example() {
  Everything e{true,          0.1,     2.5f,      -7,        "a text",          make_date(2024, 2, 29), {12345},
               CloudId{3},    1.5,     {1, 2, 3}, {"", "b"}, {{}, {1.0, -0.0}}, {{"k", 1}, {"l", 2}},   {},
               Other{{4, 5}}, {6, "p"}};
  e.column.push_back({99});
  e.path.points = {{make_date(2022, 1, 1), 1.0}, {make_date(2023, 1, 1), 2.0}};
  return e;
}

std::string bytes_of(Everything object) {
  Image image(Image::Mode::write);
  transfer(image, object);
  return image.text();
}

template <class T>
std::string layout_of() {
  Image image(Image::Mode::layout);
  T object{};
  transfer(image, object);
  return image.text();
}

}  // namespace

TEST_CASE("the compiler counts and names the members of a struct") {
  CHECK(member_count<Piece> == 2);
  CHECK(member_count<Everything> == 16);
  Piece kind{"a", 2};
  std::get<1>(members_of(kind)) = 3;
  CHECK(kind.size == 3);
}

TEST_CASE("an object comes back from its bytes to the bit") {
  const std::string bytes = bytes_of(example());
  Everything back;
  back.texts = {"what", "stood", "here", "before"};
  Image image{std::span<const char>(bytes)};
  transfer(image, back);
  CHECK(image.left() == 0);
  CHECK(bytes_of(back) == bytes);
  CHECK(back.text == "a text");
  CHECK(std::get<Other>(back.choice).parts == std::vector<int>{4, 5});
  CHECK(back.path.at(make_date(2022, 6, 1)) == 1.0);
}

TEST_CASE("bytes that are cut off at any place are refused") {
  const std::string bytes = bytes_of(example());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    Everything back;
    Image image{std::span<const char>(bytes.data(), size)};
    CHECK_THROWS_AS(transfer(image, back), ResultError);
  }
}

TEST_CASE("a flag that is neither true nor false is refused wherever it stands") {
  struct Flags {
    bool one = false, two = true;
  };
  struct Holder {
    Flags pair;
    std::vector<Flags> list = {{}, {}};
    std::array<bool, 2> both = {};
    Value value = true;
    bool alone = false;
  };
  Image written(Image::Mode::write);
  Holder whole;
  transfer(written, whole);
  std::size_t refused = 0;
  for (std::size_t at = 0; at < written.text().size(); ++at) {
    std::string bytes = written.text();
    if (bytes[at] != 0 && bytes[at] != 1) continue;  // a length, or the kind of a value
    bytes[at] = 2;
    Image image{std::span<const char>(bytes)};
    Holder back;
    try {
      transfer(image, back);
    } catch (const ResultError& error) {
      refused += std::string(error.what()).find("neither true nor false") != std::string::npos;
    }
  }
  CHECK(refused == 10);
}

TEST_CASE("another member gives another layout") {
  struct One {
    double a, b;
  };
  struct Two {
    double a, b;
    int c;
  };
  struct Three {
    double a;
    float b;
  };
  CHECK(layout_of<One>() != layout_of<Two>());
  CHECK(layout_of<One>() != layout_of<Three>());
  CHECK(layout_of<std::vector<One>>() != layout_of<std::vector<Two>>());
  CHECK(layout_of<std::variant<One, Two>>() != layout_of<std::variant<One, Three>>());
}
