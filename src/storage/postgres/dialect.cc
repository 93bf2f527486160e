#include "storage/postgres/dialect.h"

#include <array>

namespace storage::postgres {
namespace {

// A lexeme has at most 2,046 bytes; 255 characters are never more. words_of() reads the language of
// base::search_query, whose terms are letters and digits only: "ab" AND "cd"*.
constexpr std::array<Migration, 2> steps = {
    {{"postgres", 1, R"sql(
  CREATE FUNCTION instr(whole text, part text) RETURNS bigint
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$ SELECT strpos(whole, part)::bigint $$;
  CREATE FUNCTION lexemes(terms text) RETURNS tsvector
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$
      SELECT array_to_tsvector(ARRAY(
        SELECT left(term, 255) FROM unnest(string_to_array(terms, ' ')) term WHERE term <> ''))
    $$;
  CREATE FUNCTION words_of(query text) RETURNS tsquery
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$
      SELECT replace(replace(replace(
        regexp_replace(query, '"([^"]{255})[^"]*"', '"\1"', 'g'),
        '"*', ''':*'), '"', ''''), ' AND ', ' & ')::tsquery
    $$;
)sql"},
     // A pattern of LIKE; what stands in brackets is itself.
     {"postgres", 2, R"sql(
  CREATE FUNCTION glob(pattern text, whole text) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$
      SELECT whole LIKE replace(replace(translate(replace(replace(replace(
        regexp_replace(pattern, '([\\%_])', '\\\1', 'g'),
        '[*]', chr(1)), '[?]', chr(2)), '[[]', '['), '*?', '%_'), chr(1), '*'), chr(2), '?')
    $$;
)sql"}}};

}  // namespace

std::span<const Migration> migrations() { return steps; }

std::string PostgresDialect::instant(std::string_view column) const {
  return "('epoch'::timestamptz + " + std::string(column) + " * interval '1 microsecond')";
}

std::string PostgresDialect::number(std::string_view column, int scale) const {
  if (scale <= 0) return std::string(column);
  return "(" + std::string(column) + " / 1" + std::string(static_cast<size_t>(scale), '0') +
         ".0)::numeric(38, " + std::to_string(scale) + ")";
}

// A date that PostgreSQL's calendar does not have shows as nothing instead of breaking the view.
std::string PostgresDialect::date(std::string_view column) const {
  const std::string name(column);
  return "CASE WHEN " + name + " ~ '^\\d{4}-\\d\\d-\\d\\d$' AND " + name + " > '0001' THEN " +
         name + "::date END";
}

std::vector<std::string> PostgresDialect::make_full_text(const std::string& table) const {
  const std::string index = table.substr(0, table.size() - 1) + "_terms\"";  // names are quoted
  return {
      "CREATE TABLE IF NOT EXISTS " + table + " (rowid BIGINT PRIMARY KEY, terms TEXT NOT NULL)",
      "CREATE INDEX IF NOT EXISTS " + index + " ON " + table + " USING gin (lexemes(terms))"};
}

std::string PostgresDialect::has_terms(const std::string& table) const {
  return "lexemes(" + table + ".terms) @@ words_of(?)";
}

}  // namespace storage::postgres
