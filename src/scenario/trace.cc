#include "scenario/trace.h"

#include <algorithm>
#include <iomanip>

#include "packs/shape.h"
#include "scenario/file.h"
#include "scenario/runner.h"
#include "scenario/switch_off.h"

namespace scenario {

namespace {

namespace fs = std::filesystem;

// Tries the carriers of one pack without them.
class Trial {
 public:
  Trial(const packs::Packs& packs, const packs::Pack& pack, std::ostream& progress)
      : packs_(packs), pack_(pack), progress_(progress) {}

  void run(PackTrace& trace) {
    for (ClauseTrace& clause : trace.clauses) {
      if (!clause.is_in_force) continue;
      for (CarrierTrace& carrier : clause.carriers) {
        if (carrier.exempt.empty())
          carrier.exempt = way_to_switch_off(packs_, pack_, carrier.path).exempt;
        if (!carrier.exempt.empty()) continue;
        prove(clause, carrier);
        if (!carrier.is_proved) clause.is_open = true;
        progress_ << (carrier.is_proved ? "." : "x") << std::flush;
      }
    }
    progress_ << "\n";
  }

 private:
  void prove(const ClauseTrace& clause, CarrierTrace& carrier) {
    Runner runner([&](packs::Packs& packs) { switch_off(packs, pack_, carrier.path); }, library_);
    for (const std::string& file : clause.scenarios) {
      const auto failure = runner.play(file);
      // A pack that cannot even be loaded without the part proves nothing about the scenario.
      if (!failure || failure->find("the workspace cannot be opened") != std::string::npos)
        continue;
      carrier.is_proved = true;
      carrier.proved_by = file;
      return;
    }
  }

  const packs::Packs& packs_;
  const packs::Pack& pack_;
  std::ostream& progress_;
  std::shared_ptr<Runner::Library> library_ = std::make_shared<Runner::Library>();
};

void print_text(const PackTrace& trace, Proof proof, std::ostream& out) {
  int in_force = 0;
  for (const ClauseTrace& clause : trace.clauses) {
    if (clause.is_in_force) ++in_force;
    const char* status = !clause.is_in_force ? "planned" : clause.is_open ? "OPEN" : "closed";
    out << std::left << std::setw(10) << clause.id << std::setw(9) << status << std::right
        << std::setw(3) << clause.carriers.size() << " carriers" << std::setw(4)
        << clause.scenarios.size() << " scenarios  "
        << (clause.is_in_force ? clause.text : clause.text + " — " + clause.reason) << "\n";
    if (proof == Proof::Listed && !clause.is_open) continue;
    for (const CarrierTrace& carrier : clause.carriers) {
      out << "            " << carrier.path;
      if (!carrier.exempt.empty())
        out << "  exempt: " << carrier.exempt;
      else if (carrier.is_proved)
        out << "  proved by " << carrier.proved_by;
      else if (proof == Proof::Tried)
        out << "  NOT PROVED: no scenario fails without it";
      out << "\n";
    }
  }
  out << trace.pack << ": " << trace.clauses.size() << " clauses, " << in_force << " in force, "
      << trace.open() << " open\n";
}

base::Json to_json(const PackTrace& trace) {
  base::JsonArray clauses;
  for (const ClauseTrace& clause : trace.clauses) {
    base::JsonArray carriers, scenarios;
    for (const CarrierTrace& carrier : clause.carriers)
      carriers.emplace_back(base::JsonObject{{"path", carrier.path},
                                             {"exempt", carrier.exempt},
                                             {"proved", carrier.is_proved},
                                             {"proved_by", carrier.proved_by}});
    for (const std::string& file : clause.scenarios) scenarios.emplace_back(file);
    clauses.emplace_back(base::JsonObject{{"id", clause.id},
                                          {"text", clause.text},
                                          {"status", clause.is_in_force ? "in_force" : "planned"},
                                          {"reason", clause.reason},
                                          {"open", clause.is_open},
                                          {"carriers", std::move(carriers)},
                                          {"scenarios", std::move(scenarios)}});
  }
  return base::JsonObject{
      {"pack", trace.pack}, {"open", trace.open()}, {"clauses", std::move(clauses)}};
}

}  // namespace

int PackTrace::open() const {
  return static_cast<int>(std::count_if(clauses.begin(), clauses.end(),
                                        [](const auto& clause) { return clause.is_open; }));
}

PackTrace trace_of(const packs::Pack& pack) {
  PackTrace trace;
  trace.pack = pack.id;
  for (const packs::Clause& clause : pack.charter.clauses) {
    ClauseTrace entry;
    entry.id = clause.id;
    entry.text = clause.text;
    entry.is_in_force = clause.is_in_force;
    entry.reason = clause.reason;
    for (const packs::Carrier& carrier : clause.carried_by)
      entry.carriers.push_back({carrier.path, carrier.exempt, false, {}});
    trace.clauses.push_back(std::move(entry));
  }
  for (const fs::path& file : pack.scenarios) {
    const auto reading = read(file);
    for (const std::string& id : reading.scenario.proves)
      for (ClauseTrace& clause : trace.clauses)
        if (clause.id == id) clause.scenarios.push_back(file.generic_string());
  }
  for (ClauseTrace& clause : trace.clauses)
    clause.is_open = clause.is_in_force && (clause.carriers.empty() || clause.scenarios.empty());
  return trace;
}

int trace(const std::vector<fs::path>& folders, const TraceOptions& options, std::ostream& out) {
  const packs::Packs packs = packs::read(folders);
  for (const base::Problem& problem : packs.problems) out << problem.print() << "\n";
  if (!packs.problems.empty()) return 2;
  base::JsonArray all;
  int open = 0;
  for (const auto& pack : packs.packs) {
    const bool is_asked = std::any_of(folders.begin(), folders.end(), [&](const fs::path& folder) {
      return fs::weakly_canonical(folder) == fs::weakly_canonical(pack->folder);
    });
    if (!is_asked) continue;
    PackTrace found = trace_of(*pack);
    std::ostream quiet(nullptr);
    if (options.proof == Proof::Tried)
      Trial(packs, *pack, options.print == Print::Text ? out : quiet).run(found);
    open += found.open();
    if (options.print == Print::Text) print_text(found, options.proof, out);
    all.push_back(to_json(found));
  }
  if (options.print == Print::Json) out << packs::print_pretty(all);
  return open == 0 ? 0 : 1;
}

}  // namespace scenario
