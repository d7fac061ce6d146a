#pragma once
/// Elementary functions with the same bits on every processor, C library and compiler: only + - * / sqrt, which IEEE
/// 754 defines to the last bit, and whole numbers. Rules and furnishing use these and not <cmath>, whose exp, log and
/// pow differ in the last bit from machine to machine, upon which some decision of some month turns sooner or later
/// (docs/decisions/0019-own-elementary-functions.md). Errors are below one unit in the last place, of the cosine about
/// one; special values are those of C (Annex F).

namespace exarace::math {

[[gnu::const]] double exp(double x);
[[gnu::const]] double expm1(double x);
[[gnu::const]] double log(double x);
[[gnu::const]] double log1p(double x);
[[gnu::const]] double log2(double x);
[[gnu::const]] double log10(double x);
[[gnu::const]] double pow(double x, double y);

/// Cosine of so many turns: cos(2 pi x), for |x| < 2^50.
[[gnu::const]] double cos_turns(double x);

/// Share of standard normal draws below z.
[[gnu::const]] double normal_share(double z);
/// The z below which lies a share of standard normal draws; infinite for 0 and 1.
[[gnu::const]] double normal_quantile(double share);

}  // namespace exarace::math
