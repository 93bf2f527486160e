// What a process tells of its record: its title stands in lists and notices, what it reads among
// its variables.
#include "packs/checks/checks.h"
#include "records/guarded.h"

namespace packs::checks {

void check_told(const Whole& whole, const Pack& pack, const Process& file) {
  const bpmn::Process& process = file.model.processes.front();
  const std::string_view record = process.property("jw:record");
  const auto* type = whole.type(record.substr(record.find('.') + 1));
  if (!whole.types || type == nullptr) return;
  for (const char* name : {"jw:title", "jw:summary", "jw:reads"}) {
    const std::string guarded = records::guarded_field(*whole.types, *type, process.property(name));
    if (guarded.empty()) continue;
    whole.report(pack, file.file, {process.place.line, process.place.column},
                 std::string(name) + ": tells " + guarded + ", which not everybody may read");
  }
}

}  // namespace packs::checks
