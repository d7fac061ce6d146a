#include "outputs/file/digest.hpp"

#include "sim/core/error.hpp"
#include "tests/support/catch.hpp"

using namespace exarace;

TEST_CASE("SHA-256 gives the digests of FIPS 180-4") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1000000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a sealed file is intact until any byte of it changes") {
  std::string file = "before " + std::string(blank_checksum()) + " after";
  CHECK(check_seal(file) == Seal::broken);
  seal(file);
  REQUIRE(check_seal(file) == Seal::intact);
  for (std::size_t i = 0; i < file.size(); ++i) {
    file[i] ^= 1;
    CHECK(check_seal(file) != Seal::intact);
    file[i] ^= 1;
  }
  CHECK(check_seal(file) == Seal::intact);
}

TEST_CASE("a file may quote the checksum of another") {
  std::string other = "x" + std::string(blank_checksum());
  seal(other);
  std::string file = other + " " + std::string(blank_checksum());
  seal(file);
  CHECK(check_seal(file) == Seal::intact);
}

TEST_CASE("a file without a checksum, or with two places for one, is not sealed") {
  std::string none = "nothing here";
  CHECK(check_seal(none) == Seal::absent);
  CHECK_THROWS_AS(seal(none), ResultError);
  std::string two = std::string(blank_checksum()) + std::string(blank_checksum());
  CHECK_THROWS_AS(seal(two), ResultError);
}
