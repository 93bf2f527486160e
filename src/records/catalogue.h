// All record types of a workspace, checked and with every FEEL text compiled. Immutable, shared by
// threads.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "feel/feel.h"
#include "records/record_type.h"

namespace records {

class Catalogue {
 public:
  struct Built;
  // Compiles and checks. With problems the catalogue is null; every problem is reported.
  static Built build(std::vector<RecordType> types);

  const std::map<std::string, RecordType, std::less<>>& types() const { return types_; }
  const RecordType* type(std::string_view id) const;  // nullptr when unknown

  // The compiled form of a formula of one of the types; ensures that it belongs to this catalogue.
  const feel::Expression& compiled(const Formula& formula) const;

  // The child type's link field that a `children` field follows.
  std::string_view link_of(const RecordType& type, const Field& children) const;
  // The field that names a record; nullptr when only its number does.
  const Field* title_field(const RecordType& type) const;
  // Types whose parent link points at `type`.
  std::vector<const RecordType*> child_types(std::string_view type) const;

 private:
  friend struct CatalogueBuilder;
  std::map<std::string, RecordType, std::less<>> types_;
  std::map<std::string, feel::Expression, std::less<>> expressions_;  // by text
};

struct Catalogue::Built {
  std::shared_ptr<const Catalogue> catalogue;
  std::vector<base::Problem> problems;
};

// Names that no field may have: they mean something in FEEL or in the table.
bool is_reserved_field(std::string_view id);

}  // namespace records
