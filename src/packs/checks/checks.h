// What must hold between the files of packs. Each check appends every problem it finds.
#pragma once

#include <string>
#include <vector>

#include "packs/pack.h"
#include "packs/process_check.h"

namespace packs::checks {

// All packs that are read together; catalogues are absent when the files have problems of their
// own.
struct Whole {
  std::vector<std::shared_ptr<const Pack>> packs;
  std::vector<base::Problem>& problems;
  std::shared_ptr<const records::Catalogue> types;
  std::shared_ptr<const metrics::Catalogue> metrics;
  const Known* known;  // nullptr: nobody but the demo organisations can be asked

  void report(const Pack& pack, std::string_view part, std::string text) const;
  void report(const Pack& pack, std::string_view file, Mark mark, std::string text) const;

  const records::RecordType* type(std::string_view id) const;
  bool has_role(std::string_view id) const;
  // Without `known` units, positions and persons are those of the demo organisations; where there
  // are none either, everything is.
  bool has_unit(std::string_view id) const;
  bool has_position(std::string_view id) const;
  bool has_person(std::string_view id) const;
  const View* view(std::string_view id) const;
  const metrics::Metric* metric(std::string_view id) const;
  bool has_report(std::string_view id) const;
  bool has_form(std::string_view id) const;
  const PaperFile* paper(std::string_view id) const;
  bool has_process(std::string_view id) const;
};

// A field that lists and forms may name: of the type, one that all types have, or a path through
// links.
bool has_path(const Whole& whole, const records::RecordType& type, std::string_view path);

void check_ids(const Whole& whole);
void check_charter(const Whole& whole);
void check_record_types(const Whole& whole);
void check_processes(const Whole& whole);
void check_process(const Whole& whole, const Pack& pack, const Process& process);
// What its title and its variables tell: every field that not each reader of the record may read.
void check_told(const Whole& whole, const Pack& pack, const Process& process);
// Who calls whom, over all processes.
void check_calls(const Whole& whole);
void check_views(const Whole& whole);
void check_papers(const Whole& whole);
void check_organisation(const Whole& whole);
void check_duties(const Whole& whole);

}  // namespace packs::checks
