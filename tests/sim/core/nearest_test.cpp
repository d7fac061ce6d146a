#include "sim/core/nearest.hpp"

#include "tests/support/catch.hpp"

using exarace::did_you_mean;
using exarace::nearest;

TEST_CASE("a swap, a lost and a wrong letter find the name that was meant") {
  const std::vector<std::string> known = {"tpp_max", "tpp_min", "density_min"};
  CHECK(nearest("tpp_mim", known) == "tpp_min");
  CHECK(nearest("ttp_min", known) == "tpp_min");
  CHECK(nearest("densty_min", known) == "density_min");
}

TEST_CASE("nothing is suggested where no name is near") {
  CHECK(nearest("interest", {"tpp_min", "cash"}) == "");
  CHECK(nearest("", {"a"}) == "");
  CHECK(did_you_mean("xy", {"tpp_min"}) == "");
  CHECK(did_you_mean("tpp_mn", {"tpp_min"}) == "; did you mean 'tpp_min'?");
}

TEST_CASE("a swap of neighbours is one mistake") { CHECK(nearest("cahs", {"cash"}) == "cash"); }
