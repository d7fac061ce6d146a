#pragma once
/// Catch2, version 3 where there is one (Ubuntu 24.04), else 2 (Debian 12).

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
