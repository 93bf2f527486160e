#include "storage/postgres/values.h"

#include <charconv>
#include <cstdlib>

#include "base/ensure.h"

namespace storage::postgres {
namespace {

// From the server's catalogue pg_type; they never change.
enum Type : Oid {
  Boolean = 16,
  Bytes = 17,
  Integer8 = 20,
  Integer2 = 21,
  Integer4 = 23,
  Text = 25,
  Real4 = 700,
  Real8 = 701,
  Instant = 1184,
  Numeric = 1700,
};

constexpr int as_text = 0;
constexpr int as_binary = 1;

std::string big_endian(int64_t value) {
  std::string bytes(8, '\0');
  for (size_t i = 0; i < 8; ++i) {
    bytes[i] = static_cast<char>((static_cast<uint64_t>(value) >> (56 - 8 * i)) & 0xff);
  }
  return bytes;
}

Cell integer_or_real(const char* text) {
  const std::string_view digits = text;
  int64_t whole = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), whole);
  if (error == std::errc() && end == digits.end()) return whole;
  return std::strtod(text, nullptr);
}

Blob bytes_of(const char* text) {
  size_t size = 0;
  const std::unique_ptr<unsigned char, void (*)(void*)> bytes(
      PQunescapeBytea(reinterpret_cast<const unsigned char*>(text), &size), PQfreemem);
  if (!bytes) throw std::bad_alloc();
  return {std::string(reinterpret_cast<const char*>(bytes.get()), size)};
}

// "2026-03-02 01:00:00+00" of a session in UTC.
std::string iso_instant(std::string text) {
  const size_t space = text.find(' ');
  if (space == std::string::npos || !text.ends_with("+00")) return text;
  text[space] = 'T';
  return text.replace(text.size() - 3, 3, "Z");
}

Cell read_cell(const PGresult* result, int row, int column) {
  if (PQgetisnull(result, row, column)) return nullptr;
  const char* text = PQgetvalue(result, row, column);
  switch (PQftype(result, column)) {
    case Boolean: return int64_t{text[0] == 't'};
    case Integer2:
    case Integer4:
    case Integer8:
    case Numeric: return integer_or_real(text);
    case Real4:
    case Real8: return std::strtod(text, nullptr);
    case Bytes: return bytes_of(text);
    case Instant: return iso_instant(text);
    default: return std::string(text, static_cast<size_t>(PQgetlength(result, row, column)));
  }
}

}  // namespace

struct Parameters::Encode {
  Parameters& to;
  Oid expected;

  void operator()(std::nullptr_t) const {
    to.values_.push_back(nullptr);
    to.lengths_.push_back(0);
    to.formats_.push_back(as_text);
  }
  void operator()(int64_t value) const {
    if (expected == Integer8) return to.keep(big_endian(value), as_binary);
    to.keep(std::to_string(value), as_text);
  }
  void operator()(double value) const {
    char text[64];
    const auto [end, error] = std::to_chars(text, text + sizeof text, value);
    base::ensure(error == std::errc(), "a real number has a short text");
    to.keep(std::string(text, end), as_text);
  }
  void operator()(const std::string& value) const {
    base::ensure(value.find('\0') == std::string::npos, "a stored text holds no zero byte");
    to.add(value, expected == Text ? as_binary : as_text);
  }
  void operator()(std::string_view value) const {
    base::ensure(value.find('\0') == std::string_view::npos, "a stored text holds no zero byte");
    to.keep(std::string(value), expected == Text ? as_binary : as_text);
  }
  void operator()(const Blob& value) const { to.add(value.bytes, as_binary); }
};

Parameters::Parameters(const std::vector<Oid>& expected, const std::vector<Cell>& cells) {
  values_.reserve(cells.size());
  lengths_.reserve(cells.size());
  formats_.reserve(cells.size());
  for (size_t i = 0; i < cells.size(); ++i) std::visit(Encode{*this, expected[i]}, cells[i]);
}

Parameters::Parameters(const std::vector<Oid>& expected, std::initializer_list<CellView> cells) {
  auto type = expected.begin();
  for (const CellView& cell : cells) std::visit(Encode{*this, *type++}, cell);
}

void Parameters::add(std::string_view bytes, int format) {
  values_.push_back(bytes.data());
  lengths_.push_back(static_cast<int>(bytes.size()));
  formats_.push_back(format);
}

void Parameters::keep(std::string bytes, int format) {
  kept_.push_back(std::move(bytes));
  add(kept_.back(), format);
}

Row read_row(const PGresult* result, int row) {
  std::vector<Cell> cells;
  const int count = PQnfields(result);
  cells.reserve(static_cast<size_t>(count));
  for (int column = 0; column < count; ++column) cells.push_back(read_cell(result, row, column));
  return Row(std::move(cells));
}

}  // namespace storage::postgres
