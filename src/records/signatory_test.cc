// Where a type says which of its texts names who signed.
#include <gtest/gtest.h>

#include "records/testing.h"

namespace records {
namespace {

// What is wrong with a report whose field of this type has its signatory in that field.
std::string problem_with(FieldType type, const std::string& signatory) {
  RecordType report = testing::report();
  report.parent.clear();
  report.fields = {testing::field("title", FieldType::Text),
                   testing::field("due_on", FieldType::Date), testing::field("signed", type)};
  report.fields.back().signatory = signatory;
  const auto problems = Catalogue::build({report}).problems;
  return problems.empty() ? std::string() : problems.front().text;
}

TEST(signatory, is_a_text_beside_a_signature) {
  const std::string said =
      "field signed: signatory names the text beside a signature that says who signed: ";

  EXPECT_EQ(problem_with(FieldType::Signature, "title"), "");
  EXPECT_EQ(problem_with(FieldType::Signature, ""), "");
  EXPECT_EQ(problem_with(FieldType::Signature, "due_on"), said + "due_on");
  EXPECT_EQ(problem_with(FieldType::Signature, "nobody"), said + "nobody");
  EXPECT_EQ(problem_with(FieldType::Text, "title"), said + "title");
}

}  // namespace
}  // namespace records
