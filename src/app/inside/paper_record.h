// A record as its paper tells it: what its reader may see, in the language of the paper. To a print
// template it is the record's fields by name.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/inside/json.h"
#include "app/papers.h"
#include "reports/paper.h"

namespace app {

class StepList;

// The templates that print it, Ref of the contract, the usual one first.
base::Json papers_json(Look& look, std::string_view process, std::string_view record_type);

// How values are written on a paper for one reader.
class PaperWords {
 public:
  PaperWords(Look& look, PaperLanguage language) : look_(look), language_(language) {}

  Look& look() const { return look_; }
  bool is_chinese() const { return language_ == PaperLanguage::Chinese; }
  std::string in_language(const base::Text& text) const;
  std::string in_language(const base::Json& text) const;  // of {zh, en}
  std::string local(base::Time time) const;
  // The picture of a signature; empty where it has none.
  std::optional<reports::Picture> picture_of(const base::Json& signature) const;
  reports::PaperField field(const records::Field& field, const records::Record& record) const;
  std::string amount(const records::Field& field, const std::string& total) const;

 private:
  std::vector<reports::Picture> pictures_of(const records::Field& field,
                                            const base::Json& value) const;
  // Behind a number: "%", " 分"; empty: none.
  std::string unit_of(const records::Field& field) const;
  std::string capitals_of(const records::Field& field, const base::Json& value) const;

  Look& look_;
  PaperLanguage language_;
};

class PaperRecord final : public feel::Names {
 public:
  using IsVisible = std::function<bool(const std::string& field)>;
  // `record` has its computed fields.
  PaperRecord(const PaperWords& words, records::Record record, IsVisible is_visible);

  // Fields that are filled in, and the records that belong to this one.
  void add_to(reports::Paper& paper) const;
  // Of the record, for templates that tell them; none to whom may not read it.
  void add_metrics(reports::Paper& paper) const;
  std::optional<feel::Value> find(std::string_view name) const override;

 private:
  using Columns = std::vector<const records::Field*>;
  struct Rows {
    base::Json list;  // ChildList of the contract
    const records::RecordType* type = nullptr;
    std::vector<records::Record> items;
  };

  bool is_told(const records::Field& field) const;
  std::optional<Rows> rows_of(const records::Field& field) const;
  void add_children(const records::Field& field, reports::Paper& paper) const;
  reports::PaperSection section(const records::Field& list, const records::RecordType& child,
                                records::Record record) const;
  reports::PaperTable table(const records::Field& list, const Columns& columns,
                            const Rows& rows) const;
  std::vector<std::string> totals(const base::Json& list, const Columns& columns) const;
  feel::Value field_value(const records::Field& field, const records::Record& record) const;
  feel::Value link_value(const records::Field& field) const;
  feel::Value links_value(const records::Field& field) const;
  feel::Value children_value(const records::Field& field) const;
  feel::Value whole_value(const records::Record& record, const StepList* step) const;
  std::optional<feel::Value> system_value(const records::Record& record,
                                          std::string_view name) const;

  const PaperWords& words_;
  const records::RecordType& type_;
  records::Record record_;
  IsVisible is_visible_;
};

}  // namespace app
