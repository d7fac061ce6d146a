#pragma once
/// Laying one document over another: rows by id, everything else whole.

#include <string_view>
#include <vector>

#include "scenarios/runner/read/node.hpp"
#include "scenarios/runner/read/problems.hpp"

namespace exarace {

/// Reports rows of one file without an id, with a bad one or with one that stands twice.
void check_rows(const Node& document, std::vector<Problem>& problems);

/// Lays `over` over `base`: tables key by key, rows by id (new ones at the end), all else replaced whole.
/// `path` is the key path of both, for messages.
void merge(Node& base, Node over, const std::string& path, std::vector<Problem>& problems);

/// Lays a value over the document at a key path in which ids stand for rows: "regimes.us_2023_11.clauses.a.tpp_min".
void set_key(Node& document, std::string_view path, Node value, std::vector<Problem>& problems);

}  // namespace exarace
