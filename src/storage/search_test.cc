#include "storage/search.h"

#include <gtest/gtest.h>

#include "storage/testing.h"

namespace storage {
namespace {

constexpr Migration fruits[] = {{"fruits", 1, R"(
  CREATE TABLE fruit (key INTEGER PRIMARY KEY, name TEXT, size INTEGER, state TEXT, is_ripe INTEGER,
                      picked INTEGER);
  INSERT INTO fruit VALUES (1, 'apple', 3, 'RAW', 1, 0), (2, 'pear', NULL, 'DONE', 0, 1000000),
    (3, 'plum', 1, 'RAW', 1, 2000000), (4, 'a%b', 3, NULL, 0, NULL);
)"}};

const Searchable table{"fruit WHERE key > 0",
                       "key",
                       {{"fruitKey", "key", FieldKind::Key},
                        {"name", "name"},
                        {"size", "size", FieldKind::Integer},
                        {"state", "state", FieldKind::Text, {"RAW", "DONE"}},
                        {"isRipe", "is_ripe", FieldKind::Boolean},
                        {"picked", "picked", FieldKind::Instant},
                        {"isLarge", "size >= 3", FieldKind::Boolean, {}, false}}};

struct search_over_sql : ::testing::Test {
  testing::Store store{fruits};
  base::Result<base::Json> ask(std::string_view request) {
    return search(store.db(), table, *base::parse_json(request));
  }
  // Keys of the answer: "134".
  std::string keys(std::string_view request) {
    const auto answer = ask(request);
    EXPECT_TRUE(answer.ok()) << (answer ? "" : answer.error().place + answer.error().detail);
    return answer ? keys_in(*answer) : "";
  }
  static std::string keys_in(const base::Json& answer) {
    std::string out;
    for (const auto& item : answer.at("items").as_array())
      out += base::text_or_empty(item, "fruitKey");
    return out;
  }
  std::string filtered(std::string_view filter) {
    return keys(R"({"filter":)" + std::string(filter) + "}");
  }
  std::string place(std::string_view request) {
    const auto answer = ask(request);
    return answer ? "accepted" : answer.error().code + " " + answer.error().place;
  }
};

TEST_F(search_over_sql, an_item_has_every_field_in_its_shape) {
  const auto answer = ask(R"({"filter":{"fruitKey":"1"}})");

  EXPECT_EQ(base::print(answer->at("items")),
            R"([{"fruitKey":"1","name":"apple","size":3,"state":"RAW","isRipe":true,)"
            R"("picked":"1970-01-01T00:00:00Z"}])");
}

TEST_F(search_over_sql, operators_select) {
  EXPECT_EQ(keys("{}"), "1234");
  EXPECT_EQ(filtered(R"({"name":"pear"})"), "2");
  EXPECT_EQ(filtered(R"({"name":{"$neq":"pear"}})"), "134");
  EXPECT_EQ(filtered(R"({"state":{"$neq":"RAW"}})"), "24");
  EXPECT_EQ(filtered(R"({"size":{"$gt":1,"$lte":3}})"), "14");
  EXPECT_EQ(filtered(R"({"fruitKey":{"$in":["2","3"]}})"), "23");
  EXPECT_EQ(filtered(R"({"state":{"$notIn":["DONE"]}})"), "134");
  EXPECT_EQ(filtered(R"({"size":{"$exists":false}})"), "2");
  EXPECT_EQ(filtered(R"({"picked":{"$gte":"1970-01-01T08:00:01+08:00"}})"), "23");
  EXPECT_EQ(filtered(R"({"isRipe":true,"isLarge":true})"), "1");
}

TEST_F(search_over_sql, names_of_states_may_have_any_case) {
  EXPECT_EQ(filtered(R"({"state":"raw"})"), "13");
  EXPECT_EQ(filtered(R"({"state":{"$in":["Raw","done"]}})"), "123");
}

TEST_F(search_over_sql, patterns_have_stars_and_question_marks) {
  EXPECT_EQ(filtered(R"({"name":{"$like":"p*"}})"), "23");
  EXPECT_EQ(filtered(R"({"name":{"$like":"p??m"}})"), "3");
  EXPECT_EQ(filtered(R"({"name":{"$like":"a%*"}})"), "4");
  EXPECT_EQ(filtered(R"({"name":{"$like":"a\\*"}})"), "");
}

TEST_F(search_over_sql, patterns_tell_the_case_of_letters_and_brackets_apart) {
  store.db().execute("UPDATE fruit SET name = 'Plum[*]' WHERE key = 1", {});
  EXPECT_EQ(filtered(R"({"name":{"$like":"plum*"}})"), "3");
  EXPECT_EQ(filtered(R"({"name":{"$like":"Plum*"}})"), "1");
  EXPECT_EQ(filtered(R"({"name":{"$like":"*[\\*]"}})"), "1");
  EXPECT_EQ(filtered(R"({"name":{"$like":"*[*"}})"), "1");
  EXPECT_EQ(filtered(R"({"name":{"$like":"*[\\?]"}})"), "");
  EXPECT_EQ(filtered(R"({"name":{"$like":"P[a-z]um*"}})"), "");
}

TEST_F(search_over_sql, one_of_several_filters_may_hold) {
  EXPECT_EQ(filtered(R"({"$or":[{"name":"pear"},{"size":1,"isRipe":true}]})"), "23");
  EXPECT_EQ(filtered(R"({"isRipe":true,"$or":[{"name":"pear"},{"name":"plum"}]})"), "3");
}

TEST_F(search_over_sql, sorts_by_several_fields_and_at_last_by_key) {
  EXPECT_EQ(keys(R"({"sort":[{"field":"size","order":"DESC"}]})"), "1432");
  EXPECT_EQ(keys(R"({"sort":[{"field":"size"},{"field":"name","order":"desc"}]})"), "2314");
}

TEST_F(search_over_sql, what_is_the_same_for_all_rows_orders_nothing) {
  const Searchable plain{"fruit WHERE key > 0",
                         "key",
                         {{"fruitKey", "key", FieldKind::Key},
                          {"tenant", "'<default>'"},
                          {"tool", "NULL"},
                          {"partition", "1", FieldKind::Integer}}};
  for (const std::string field : {"tenant", "tool", "partition"}) {
    std::string all, cursor = "null";
    for (int page = 0; page < 4; ++page) {
      const auto request = base::parse_json(R"({"sort":[{"field":")" + field +
                                            R"("}],"page":{"limit":1,"after":)" + cursor + "}}");
      const auto answer = search(store.db(), plain, *request);
      ASSERT_TRUE(answer.ok()) << field;
      all += keys_in(*answer);
      cursor = base::print(answer->at("page").at("endCursor"));
    }
    EXPECT_EQ(all, "1234") << field;
  }
}

TEST_F(search_over_sql, cursors_walk_over_everything_in_both_directions) {
  for (const std::string order : {"ASC", "DESC"}) {
    const auto sort = R"("sort":[{"field":"size","order":")" + order + R"("}])";
    const auto all = keys("{" + sort + "}");
    std::string forward;
    std::string cursor;
    for (int i = 0; i < 4; ++i) {
      const auto after = cursor.empty() ? "" : R"(,"after":")" + cursor + "\"";
      const auto answer = ask("{" + sort + R"(,"page":{"limit":1)" + after + "}}");
      ASSERT_TRUE(answer.ok());
      EXPECT_EQ(answer->at("page").at("totalItems").as_int64(), 4);
      forward += keys_in(*answer);
      cursor = base::text_or_empty(answer->at("page"), "endCursor");
    }
    EXPECT_EQ(forward, all);
    EXPECT_EQ(keys("{" + sort + R"(,"page":{"limit":2,"before":")" + cursor + "\"}}"),
              all.substr(1, 2));
  }
}

TEST_F(search_over_sql, a_page_may_begin_at_a_number) {
  EXPECT_EQ(keys(R"({"page":{"from":2,"limit":1}})"), "3");
  const auto beyond = ask(R"({"page":{"from":9}})");
  EXPECT_EQ(keys_in(*beyond), "");
  EXPECT_TRUE(beyond->at("page").at("endCursor").is_null());
}

TEST_F(search_over_sql, a_list_may_hold_thousands_and_says_how_many) {
  const auto among = [](std::string_view field, std::string_view value, int count) {
    std::string list;
    for (int i = 0; i < count; ++i) list += (i == 0 ? "\"" : ",\"") + std::string(value) + "\"";
    return R"({"filter":{")" + std::string(field) + R"(":{"$in":[)" + list + "]}}}";
  };
  EXPECT_EQ(keys(among("fruitKey", "2", 20'000)), "2");
  EXPECT_EQ(ask(among("fruitKey", "2", 20'001)).error().detail, "at most 20000 values");
  EXPECT_EQ(keys(among("name", "pear", 5'000)), "2");
  EXPECT_EQ(ask(among("name", "pear", 5'001)).error().detail, "at most 5000 values");
}

TEST_F(search_over_sql, null_is_nothing_given) {
  EXPECT_EQ(keys(R"({"page":{"after":null,"before":null,"from":null,"limit":null},)"
                 R"("sort":[{"field":"name","order":null}]})"),
            keys(R"({"sort":[{"field":"name"}]})"));
}

TEST_F(search_over_sql, what_does_not_fit_is_refused_with_its_place) {
  EXPECT_EQ(place(R"({"filters":{}})"), "request.unknown_field filters");
  EXPECT_EQ(place(R"({"filter":{"colour":"red"}})"), "request.unknown_field filter.colour");
  EXPECT_EQ(place(R"({"filter":{"size":{"$near":1}}})"), "request.unknown_field filter.size.$near");
  EXPECT_EQ(place(R"({"filter":{"size":"3"}})"), "request.wrong_type filter.size");
  EXPECT_EQ(place(R"({"filter":{"fruitKey":1}})"), "request.wrong_type filter.fruitKey");
  EXPECT_EQ(place(R"({"filter":{"fruitKey":"1 or 1"}})"), "request.wrong_type filter.fruitKey");
  EXPECT_EQ(place(R"({"filter":{"state":"SOLD"}})"), "request.wrong_type filter.state");
  EXPECT_EQ(place(R"({"filter":{"name":{"$gt":"a"}}})"), "request.wrong_type filter.name.$gt");
  EXPECT_EQ(place(R"({"filter":{"size":{"$in":[]}}})"), "request.wrong_type filter.size.$in");
  EXPECT_EQ(place(R"({"filter":{"size":{"$exists":1}}})"),
            "request.wrong_type filter.size.$exists");
  EXPECT_EQ(place(R"({"filter":{"size":{"$like":"1"}}})"), "request.wrong_type filter.size.$like");
  EXPECT_EQ(place(R"({"filter":{"size":{}}})"), "request.wrong_type filter.size");
  EXPECT_EQ(place(R"({"filter":{"$or":{}}})"), "request.wrong_type filter.$or");
  std::string many = R"({"name":"pear"})";
  for (int i = 1; i < 501; ++i) many += R"(,{"name":"pear"})";
  EXPECT_EQ(place(R"({"filter":{"$or":[)" + many + "]}}"), "request.wrong_type filter.$or");
  std::string deep = R"({"name":"pear"})";
  for (int i = 0; i < 11; ++i) deep = R"({"$or":[)" + deep + "]}";
  EXPECT_EQ(place(R"({"filter":)" + deep + "}").substr(0, 29), "request.wrong_type filter.$or");
  std::string wide = R"({"$or":[)" + many + "]}";
  for (int i = 0; i < 10; ++i) wide += R"(,{"$or":[)" + many + "]}";
  EXPECT_EQ(place(R"({"filter":{"$or":[)" + wide + "]}}"), "request.wrong_type filter.$or.$or");
  EXPECT_EQ(place(R"({"filter":[]})"), "request.wrong_type filter");
  EXPECT_EQ(place(R"({"sort":[{"field":"colour"}]})"), "request.wrong_type sort.field");
  EXPECT_EQ(place(R"({"sort":[{"field":"isLarge"}]})"), "request.wrong_type sort.field");
  EXPECT_EQ(place(R"({"sort":[{"field":"size","order":"up"}]})"), "request.wrong_type sort.order");
  EXPECT_EQ(place(R"({"page":{"limit":0}})"), "request.wrong_type page.limit");
  EXPECT_EQ(place(R"({"page":{"limit":10001}})"), "request.wrong_type page.limit");
  EXPECT_EQ(place(R"({"page":{"after":"nonsense"}})"), "request.wrong_type page.after");
  EXPECT_EQ(place(R"({"page":{"from":1,"after":"WzFd"}})"), "request.wrong_type page");
  EXPECT_EQ(place("[]"), "request.wrong_type ");
}

TEST_F(search_over_sql, lists_documents_and_pairs_have_filters_of_their_own) {
  const Searchable wide{"fruit WHERE key > 0",
                        "key",
                        {{"fruitKey", "key", FieldKind::Key},
                         {"tags", "',' || name || ',' || state || ','", FieldKind::List},
                         {"document", "'{\"a\":1}'", FieldKind::Json},
                         {"facts", "'' || size", FieldKind::Pairs, {}, false, "(name = ? AND %)"}}};
  const auto found = [&](std::string_view filter) {
    const auto request = base::parse_json(R"({"filter":)" + std::string(filter) + "}");
    const auto answer = search(store.db(), wide, *request);
    return answer ? keys_in(*answer) : answer.error().code + " " + answer.error().place;
  };

  EXPECT_EQ(base::print(find_item(store.db(), wide, 1)->at("tags")), R"(["apple","RAW"])");
  EXPECT_EQ(base::print(find_item(store.db(), wide, 4)->at("tags")), "[]");
  EXPECT_EQ(base::print(find_item(store.db(), wide, 1)->at("document")), R"({"a":1})");
  EXPECT_EQ(
      search(store.db(), wide, *base::parse_json(R"({"sort":[{"field":"tags"}]})")).error().place,
      "sort.field");
  std::string many = "\"x\"";
  for (int i = 0; i < 500; ++i) many += ",\"x\"";
  EXPECT_EQ(found(R"({"tags":{"$in":[)" + many + "]}}"), "request.wrong_type filter.tags.$in");
  EXPECT_EQ(found(R"({"tags":"RAW"})"), "13");
  EXPECT_EQ(found(R"({"tags":"raw"})"), "");
  EXPECT_EQ(found(R"({"tags":{"$like":"r*"}})"), "");
  EXPECT_EQ(found(R"({"tags":["plum","RAW"]})"), "3");
  EXPECT_EQ(found(R"({"tags":{"$in":["plum","pear"]}})"), "23");
  EXPECT_EQ(found(R"({"tags":"%"})"), "");
  EXPECT_EQ(found(R"({"tags":{"$neq":"RAW"}})"), "24");
  EXPECT_EQ(found(R"({"tags":{"$notIn":["plum","pear"]}})"), "14");
  EXPECT_EQ(found(R"({"tags":{"$in":["plum","pear"],"$neq":"RAW"}})"), "2");
  EXPECT_EQ(found(R"({"tags":{"$like":"p?um"}})"), "3");
  EXPECT_EQ(found(R"({"tags":{"$like":"R*"}})"), "13");
  EXPECT_EQ(found(R"({"tags":{"$exists":true}})"), "123");
  EXPECT_EQ(found(R"({"tags":{"$exists":false}})"), "4");
  EXPECT_EQ(found(R"({"fruitKey":{"$like":"?"}})"), "1234");
  EXPECT_EQ(found(R"({"fruitKey":{"$like":"2*"}})"), "2");
  EXPECT_EQ(found(R"({"facts":[{"name":"apple","value":"3"}]})"), "1");
  EXPECT_EQ(found(R"({"facts":[{"name":"apple","value":{"$eq":"2"}}]})"), "");
  EXPECT_EQ(found(R"({"facts":[{"name":"apple","value":{"$in":["2","3"]}}]})"), "1");
  EXPECT_EQ(found(R"({"facts":[{"name":"apple","value":{"$neq":"2"}}]})"), "1");
  EXPECT_EQ(found(R"({"facts":[{"name":"apple","value":{"$like":"?"}}]})"), "1");
  EXPECT_EQ(found(R"({"facts":[{"name":"pear","value":{"$exists":true}}]})"), "");
  EXPECT_EQ(found(R"({"facts":[{"name":"pear","value":{"$exists":false}}]})"), "1234");
  EXPECT_EQ(found(R"({"facts":[{"name":"apple","value":{"$exists":false}}]})"), "234");
  EXPECT_EQ(found(R"({"facts":[{"name":"apple","value":"3"},{"name":"plum","value":"1"}]})"), "");
  EXPECT_EQ(found(R"({"facts":[{"name":"apple","value":3}]})"),
            "request.wrong_type filter.facts.apple");
  EXPECT_EQ(found(R"({"tags":[]})"), "request.wrong_type filter.tags");
  EXPECT_EQ(found(R"({"tags":{"$gt":"x"}})"), "request.unknown_field filter.tags.$gt");
  EXPECT_EQ(found(R"({"tags":{"$in":[]}})"), "request.wrong_type filter.tags.$in");
  EXPECT_EQ(found(R"({"tags":{"$exists":1}})"), "request.wrong_type filter.tags.$exists");
  EXPECT_EQ(found(R"({"tags":{}})"), "request.wrong_type filter.tags");
  EXPECT_EQ(found(R"({"facts":[{"name":"apple"}]})"), "request.wrong_type filter.facts");
  EXPECT_EQ(found(R"({"document":"x"})"), "request.unknown_field filter.document");
}

TEST_F(search_over_sql, fields_of_other_rows_ask_one_and_the_same_row) {
  constexpr std::string_view smaller =
      "EXISTS (SELECT 1 FROM fruit o WHERE o.size < fruit.size AND %)";
  const Searchable with_others{"fruit WHERE fruit.key > 0",
                               "fruit.key",
                               {{"fruitKey", "fruit.key", FieldKind::Key},
                                {"beside", "o.name", FieldKind::Text, {}, false, smaller},
                                {"besideSize", "o.size", FieldKind::Integer, {}, false, smaller}}};
  const auto found = [&](std::string_view filter) {
    const auto request = base::parse_json(R"({"filter":)" + std::string(filter) + "}");
    const auto answer = search(store.db(), with_others, *request);
    return answer ? keys_in(*answer) : answer.error().code + " " + answer.error().place;
  };

  EXPECT_EQ(found(R"({"beside":"plum"})"), "14");
  EXPECT_EQ(found(R"({"beside":"apple"})"), "");
  EXPECT_EQ(found(R"({"beside":"plum","besideSize":1})"), "14");
  EXPECT_EQ(found(R"({"beside":"plum","besideSize":3})"), "");
  EXPECT_EQ(found(R"({"fruitKey":"4","besideSize":{"$in":[1,2]},"beside":{"$like":"p*"}})"), "4");
  EXPECT_EQ(found(R"({"$or":[{"beside":"plum","fruitKey":"1"},{"fruitKey":"2"}]})"), "12");
  EXPECT_EQ(found(R"({"beside":{"$exists":false}})"), "23");
  EXPECT_EQ(found(R"({"beside":{"$exists":false},"besideSize":1})"), "");
  EXPECT_EQ(found(R"({"$or":[{"beside":{"$exists":false}},{"fruitKey":"1"}]})"), "123");
}

TEST_F(search_over_sql, an_item_is_found_by_its_key) {
  EXPECT_EQ(base::text_or_empty(*find_item(store.db(), table, 3), "name"), "plum");
  EXPECT_FALSE(find_item(store.db(), table, 9));
}

// A table of many rows: it is counted in a way of its own.
struct search_of_a_large_table : search_over_sql {
  search_of_a_large_table() { large.total = "SELECT COUNT(*) FROM fruit"; }
  base::Result<base::Json> ask_large(const std::string& request) {
    return search(store.db(), large, *base::parse_json(request));
  }
  Searchable large = table;
};

TEST_F(search_of_a_large_table, gives_the_same_pages) {
  for (const std::string sort : {"name", "size", "picked", "fruitKey"}) {
    for (const std::string order : {"ASC", "DESC"}) {
      const std::string sorted =
          R"({"sort":[{"field":")" + sort + R"(","order":")" + order + R"("}],"page":{"limit":2)";
      std::string page;
      for (int i = 0; i < 3; ++i) {
        const auto answer = ask_large(sorted + page + "}}");
        ASSERT_TRUE(answer.ok());
        EXPECT_EQ(*answer, *ask(sorted + page + "}}")) << sorted;
        const auto cursor = base::text_or_empty(answer->at("page"), "startCursor");
        const auto before = sorted + R"(,"before":")" + cursor + "\"}}";
        if (!cursor.empty()) EXPECT_EQ(*ask_large(before), *ask(before)) << before;
        page = R"(,"after":")" + base::text_or_empty(answer->at("page"), "endCursor") + "\"";
        if (cursor.empty()) break;
      }
    }
  }
  const std::string filter = R"({"sort":[{"field":"name"}],"filter":{"state":"RAW"}})";
  EXPECT_EQ(*ask_large(filter), *ask(filter));
}

// What a row outside of the page shows is not asked for: here it would be an overflow.
TEST_F(search_of_a_large_table, shows_no_rows_but_those_of_the_page) {
  large.fields.push_back(
      {"proof", "CASE key WHEN 1 THEN abs(key - 9223372036854775807 - 2) END", FieldKind::Integer});

  const auto answer = ask_large(R"({"sort":[{"field":"name","order":"DESC"}],"page":{"limit":1}})");

  EXPECT_EQ(keys_in(*answer), "3");
}

constexpr Migration trees[] = {{"trees", 1, R"(
  CREATE TABLE tree (key INTEGER PRIMARY KEY, kind INTEGER NOT NULL, height INTEGER NOT NULL);
  CREATE TABLE kind (key INTEGER PRIMARY KEY, name TEXT NOT NULL);
  INSERT INTO kind VALUES (1, 'oak'), (2, 'ash');
  INSERT INTO tree VALUES (1, 1, 30), (2, 2, 10), (3, 1, 20);
)"}};

// Here the table alone says less than all together, so that it shows which of them was asked.
TEST(search_of_a_large_join, is_sorted_without_what_nothing_is_asked_of) {
  testing::Store store{trees};
  const Searchable table{
      "tree t JOIN kind k ON k.key = t.kind WHERE 1 = 1",
      "t.key",
      {{"fruitKey", "t.key", FieldKind::Key},
       {"height", "t.height", FieldKind::Integer},
       {"isHigh", "CASE WHEN t.height > 15 THEN 1 ELSE 0 END", FieldKind::Boolean},
       {"kind", "k.name"}},
      FieldKind::Key,
      "SELECT COUNT(*) FROM tree",
      "tree t WHERE t.key <> 1"};
  const auto keys = [&](const std::string& request) {
    return search_over_sql::keys_in(*search(store.db(), table, *base::parse_json(request)));
  };

  EXPECT_EQ(keys(R"({"sort":[{"field":"height"}]})"), "23");
  EXPECT_EQ(keys(R"({"sort":[{"field":"isHigh","order":"DESC"},{"field":"height"}]})"), "32");
  EXPECT_EQ(keys(R"({"sort":[{"field":"kind"}]})"), "213");
  EXPECT_EQ(keys(R"({"sort":[{"field":"height"},{"field":"kind"}]})"), "231");
  EXPECT_EQ(keys(R"({"sort":[{"field":"height"}],"filter":{"kind":"oak"}})"), "31");
}

constexpr Migration crops[] = {{"crops", 1, R"(
  CREATE TABLE apple (key INTEGER PRIMARY KEY, picked INTEGER NOT NULL);
  CREATE TABLE plum (key INTEGER PRIMARY KEY, picked INTEGER NOT NULL);
  CREATE INDEX apple_picked ON apple (picked, key);
  CREATE INDEX plum_picked ON plum (picked, key);
  INSERT INTO apple VALUES (1, 3000000), (4, 1000000), (6, 3000000);
  INSERT INTO plum VALUES (2, 3000000), (3, 2000000), (5, 1000000);
)"}};

struct page_of_two_tables : ::testing::Test {
  testing::Store store{crops};
  const std::vector<Searchable> tables = {Searchable{"apple a WHERE 1 = 1",
                                                     "a.key",
                                                     {{"fruitKey", "a.key", FieldKind::Key},
                                                      {"picked", "a.picked", FieldKind::Instant}}},
                                          Searchable{"plum p WHERE 1 = 1",
                                                     "p.key",
                                                     {{"fruitKey", "p.key", FieldKind::Key},
                                                      {"picked", "p.picked", FieldKind::Instant}}}};
  const Searchable both{
      "(SELECT * FROM apple UNION ALL SELECT * FROM plum) f WHERE 1 = 1",
      "f.key",
      {{"fruitKey", "f.key", FieldKind::Key}, {"picked", "f.picked", FieldKind::Instant}}};

  std::optional<Filtered> statement(const std::string& request) {
    return keys_of_page(tables, *base::parse_json(request));
  }
  std::string keys(const std::string& request) {
    const auto found = statement(request);
    if (!found) return "nothing";
    std::string out;
    for (const Row& row : store.db().query(found->sql, found->parameters))
      out += std::to_string(row.integer(0));
    return out;
  }
  std::string cursor_behind(const std::string& sort, int count) {
    const auto answer = search(
        store.db(), both,
        *base::parse_json("{" + sort + ",\"page\":{\"limit\":" + std::to_string(count) + "}}"));
    return base::text_or_empty(answer->at("page"), "endCursor");
  }
};

TEST_F(page_of_two_tables, is_in_the_order_asked_for) {
  EXPECT_EQ(keys("{}"), "123456");
  EXPECT_EQ(keys(R"({"filter":{},"sort":null,"page":{"limit":2}})"), "12");
  EXPECT_EQ(keys(R"({"page":{"from":3,"limit":2}})"), "45");
  EXPECT_EQ(keys(R"({"page":{"from":9223372036854775807}})"), "");
  EXPECT_EQ(keys(R"({"sort":[{"field":"fruitKey","order":"DESC"}],"page":{"limit":4}})"), "6543");
  EXPECT_EQ(keys(R"({"sort":[{"field":"picked"}]})"), "453126");
  EXPECT_EQ(keys(R"({"sort":[{"field":"picked","order":"DESC"}],"page":{"limit":5}})"), "12634");
}

TEST_F(page_of_two_tables, goes_on_behind_every_cursor_in_both_directions) {
  for (const std::string order : {"ASC", "DESC"}) {
    for (const std::string field : {"picked", "fruitKey"}) {
      const auto sort = R"("sort":[{"field":")" + field + R"(","order":")" + order + R"("}])";
      const std::string all = keys("{" + sort + "}");
      for (int i = 1; i < 6; ++i) {
        const std::string cursor = cursor_behind(sort, i);
        EXPECT_EQ(keys("{" + sort + R"(,"page":{"limit":2,"after":")" + cursor + "\"}}"),
                  all.substr(static_cast<size_t>(i), 2));
        std::string before = all.substr(0, static_cast<size_t>(i - 1));
        std::reverse(before.begin(), before.end());
        EXPECT_EQ(keys("{" + sort + R"(,"page":{"limit":2,"before":")" + cursor + "\"}}"),
                  before.substr(0, 2));
      }
    }
  }
}

TEST_F(page_of_two_tables, is_not_looked_for_where_something_else_is_asked) {
  EXPECT_EQ(keys(R"({"filter":{"fruitKey":"1"}})"), "nothing");
  EXPECT_EQ(keys(R"({"sort":[{"field":"name"}]})"), "nothing");
  EXPECT_EQ(keys(R"({"page":{"limit":0}})"), "nothing");
  EXPECT_EQ(keys(R"({"page":{"after":"nonsense"}})"), "nothing");
  EXPECT_EQ(keys(R"({"filters":{}})"), "nothing");
  EXPECT_EQ(keys("[]"), "nothing");
}

// Neither table is read as a whole, nor sorted.
TEST_F(page_of_two_tables, is_found_by_indexes) {
  if (!testing::server().empty()) GTEST_SKIP() << "a plan of SQLite";
  for (const std::string order : {"ASC", "DESC"}) {
    for (const std::string field : {"picked", "fruitKey"}) {
      const auto sort = R"("sort":[{"field":")" + field + R"(","order":")" + order + R"("}])";
      const auto found = statement("{" + sort + R"(,"page":{"limit":1,"after":")" +
                                   cursor_behind(sort, 2) + "\"}}");
      int searched = 0;
      for (const Row& row :
           store.db().query("EXPLAIN QUERY PLAN " + found->sql, found->parameters)) {
        const std::string step = row.text(3);
        searched += step.starts_with("SEARCH a ") || step.starts_with("SEARCH p ") ? 1 : 0;
        EXPECT_FALSE(step.starts_with("SCAN a") || step.starts_with("SCAN p")) << step;
      }
      EXPECT_EQ(searched, 2);
    }
  }
}

}  // namespace
}  // namespace storage
