#include "base/text.h"

#include "base/person_name.h"
#include "base/pinyin.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "base/decimal.h"
#include "base/json.h"

namespace base {
namespace {

TEST(text, tells_utf8_from_other_bytes) {
  EXPECT_TRUE(is_utf8("经纬 jingwei 🧭"));
  EXPECT_TRUE(is_utf8(""));
  EXPECT_FALSE(is_utf8("\xff"));
  EXPECT_FALSE(is_utf8("\xc0\xaf"));
  EXPECT_FALSE(is_utf8("\xed\xa0\x80"));
  EXPECT_FALSE(is_utf8("\xe7\xbb"));
  EXPECT_FALSE(is_utf8("\xf4\x90\x80\x80"));
  EXPECT_EQ(length("经纬ab"), 4u);
}

TEST(text, begins_with_so_many_characters) {
  EXPECT_EQ(beginning("巡店abc", 3), "巡店a");
  EXPECT_EQ(beginning("巡店", 2), "巡店");
  EXPECT_EQ(beginning("巡店", 9), "巡店");
  EXPECT_EQ(beginning("巡店", 0), "");
}

TEST(text, splits_and_joins) {
  EXPECT_EQ(split(" a, b ,,c ", ','), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_TRUE(split("", ',').empty());
  EXPECT_EQ(join({"a", "b"}, ", "), "a, b");
  EXPECT_EQ(trim("\t a b \n"), "a b");
  EXPECT_EQ(trim("\u3000\u200b甲 乙\u2060\ufeff\u00a0"), "甲 乙");
  EXPECT_EQ(trim("\u200b\u200d\u3164"), "");
  EXPECT_EQ(trim("é\u0301"), "é\u0301");
  EXPECT_EQ(trim("\ufe0f \u034f\U000e0100"), "") << "they change nothing";
  EXPECT_EQ(trim("\u034f甲\ufe0f"), "甲\ufe0f");
  EXPECT_EQ(trim("\xe2\x80"), "\xe2\x80") << "no UTF-8";
}

TEST(text, knows_the_form_of_ids) {
  EXPECT_TRUE(is_snake_case("service_request2"));
  EXPECT_FALSE(is_snake_case(""));
  EXPECT_FALSE(is_snake_case("2a"));
  EXPECT_FALSE(is_snake_case("serviceRequest"));
  EXPECT_FALSE(is_snake_case("服务"));
}

TEST(text, a_surname_is_read_as_one) {
  EXPECT_EQ(name_initials("曾国安"), "zga");
  EXPECT_EQ(name_initials("单田"), "st");
  EXPECT_EQ(name_initials("单于田"), "cyt");
  EXPECT_EQ(name_initials("尉迟恭"), "ycg");
  EXPECT_EQ(name_initials("林曾"), "lc");
  EXPECT_EQ(name_initials(""), "");
}

TEST(text, initials_are_those_of_the_pinyin) {
  EXPECT_EQ(pinyin_initials("张三"), "zs");
  EXPECT_EQ(pinyin_initials("经纬"), "jw");
  EXPECT_EQ(pinyin_initials("北京A座 12层"), "bjaz12c");
  EXPECT_EQ(pinyin_initials(""), "");
}

TEST(text, index_holds_what_people_search_for) {
  EXPECT_EQ(index_terms("采购合同"), "采 采购 购 购合 合 合同 同 cght");
  EXPECT_EQ(index_terms("S18-R13 张三"), "s18 r13 张 张三 三 zs");
  EXPECT_EQ(search_query("采购合同"), "\"采购\" AND \"购合\" AND \"合同\"");
  EXPECT_EQ(search_query("张"), "\"张\"");
  EXPECT_EQ(search_query("ZS \"; drop"), "\"zs\"* AND \"drop\"*");
  EXPECT_EQ(search_query("--"), "");
}

TEST(text, words_are_read_as_words) {
  EXPECT_EQ(pinyin_initials("重庆长安汽车"), "cqcaqc");
  EXPECT_EQ(pinyin_initials("招商银行长沙分行"), "zsyhcsfh");
  EXPECT_EQ(pinyin_initials("厦门大学"), "xmdx");
  EXPECT_EQ(pinyin_initials("重量"), "zl");
}

TEST(text, both_readings_of_a_character_are_found) {
  EXPECT_THAT(readings("行知中学"), testing::ElementsAre("xzzx", "hzzx"));
  EXPECT_THAT(readings("银行"), testing::ElementsAre("yh", "yx"));
  EXPECT_THAT(readings("张三"), testing::ElementsAre("zs"));
  EXPECT_THAT(readings("A行 B"), testing::ElementsAre("axb", "ahb"));
  EXPECT_EQ(index_terms("长青"), "长 长青 青 cq zq");
}

TEST(text, readings_of_a_long_text_are_few) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "行";
  text += " 行 长";

  const auto all = readings(text);

  EXPECT_EQ(all.size(), 8u);
  EXPECT_EQ(all.front().size(), 52u);
  EXPECT_EQ(all.back().substr(0, 4), "hhhx");
}

TEST(text, hashes_and_encodes) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(base64("a"), "YQ==");
  EXPECT_EQ(decode_base64("YQ=="), "a");
  EXPECT_EQ(decode_base64(base64("经纬")), "经纬");
  EXPECT_EQ(decode_base64("YQ"), "");
  EXPECT_EQ(decode_base64("!!"), "");
  EXPECT_EQ(base64_url("\xff\xfe"), "__4");
  EXPECT_EQ(html_escape("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
}

// The browser writes the same words while people type: one table of cases for both.
TEST(text, formal_amounts_follow_the_rules_for_bills) {
  std::ifstream file(JINGWEI_SOURCE_DIR "/web/src/lib/formal-amount-cases.json");
  const auto cases = parse_json(std::string(std::istreambuf_iterator<char>(file), {}));
  ASSERT_TRUE(cases.ok());
  ASSERT_GT(cases->as_object().size(), 50u);

  for (const auto& [amount, words] : cases->as_object()) {
    const auto fen = *Decimal::parse(std::string(amount)) * Decimal(100);
    EXPECT_EQ(formal_amount(*fen.to_int64()), words.as_string()) << amount;
  }
  EXPECT_EQ(formal_amount(INT64_MIN).substr(0, 3), "负");
}

}  // namespace
}  // namespace base
