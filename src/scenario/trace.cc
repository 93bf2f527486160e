#include "scenario/trace.h"

#include <algorithm>
#include <atomic>
#include <iomanip>
#include <mutex>
#include <set>
#include <thread>

#include "packs/shape.h"
#include "scenario/file.h"
#include "scenario/runner.h"
#include "scenario/switch_off.h"

namespace scenario {

namespace {

namespace fs = std::filesystem;

// Tries the carriers of one pack without them, on every processor of the machine.
class Trial {
 public:
  Trial(const packs::Packs& packs, const packs::Pack& pack, std::ostream& progress)
      : packs_(packs), pack_(pack), progress_(progress) {}

  void run(PackTrace& trace) {
    drop_failing_scenarios(trace);
    for (ClauseTrace& clause : trace.clauses) {
      if (!clause.is_in_force) continue;
      for (CarrierTrace& carrier : clause.carriers) {
        if (carrier.exempt.empty())
          carrier.exempt = way_to_switch_off(packs_, pack_, carrier.path).exempt;
        if (carrier.exempt.empty()) trials_.push_back({&clause, &carrier});
      }
    }
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i)
      workers.emplace_back([this] { work(); });
    workers.clear();
    progress_ << "\n";
    for (ClauseTrace& clause : trace.clauses) close(clause);
  }

 private:
  struct Pair {
    ClauseTrace* clause;
    CarrierTrace* carrier;
  };

  // What fails with every part in place proves nothing about one of them.
  void drop_failing_scenarios(PackTrace& trace) {
    std::set<std::string> files;
    for (const ClauseTrace& clause : trace.clauses)
      files.insert(clause.scenarios.begin(), clause.scenarios.end());
    Runner runner;
    for (const std::string& file : files) {
      const auto failure = runner.play(file);
      if (!failure) continue;
      progress_ << "FAILED " << file << "\n" << *failure;
      for (ClauseTrace& clause : trace.clauses) std::erase(clause.scenarios, file);
    }
  }

  void work() {
    auto library = std::make_shared<Runner::Library>();
    for (size_t i = next_++; i < trials_.size(); i = next_++) {
      prove(*trials_[i].clause, *trials_[i].carrier, library);
      const std::lock_guard lock(printing_);
      progress_ << (trials_[i].carrier->is_proved ? "." : "x") << std::flush;
    }
  }

  // Only a step of a file that names the clause counts, be it the beginning of another one.
  void prove(const ClauseTrace& clause, CarrierTrace& carrier,
             const std::shared_ptr<Runner::Library>& library) const {
    Runner runner([&](packs::Packs& packs) { switch_off(packs, pack_, carrier.path); }, library);
    for (const std::string& file : clause.scenarios) runner.keep(file);
    for (const std::string& file : clause.scenarios) {
      const std::string failed_in = runner.outcome(file).failed_in.generic_string();
      if (std::ranges::find(clause.scenarios, failed_in) == clause.scenarios.end()) continue;
      carrier.is_proved = true;
      carrier.proved_by = failed_in;
      return;
    }
  }

  // Closed when what can be switched off is proved, and something is.
  static void close(ClauseTrace& clause) {
    if (!clause.is_in_force) return;
    const auto is_missing = [](const CarrierTrace& carrier) {
      return carrier.exempt.empty() && !carrier.is_proved;
    };
    const bool has_proof = std::ranges::any_of(clause.carriers, &CarrierTrace::is_proved);
    if (!has_proof || std::ranges::any_of(clause.carriers, is_missing)) clause.is_open = true;
  }

  const packs::Packs& packs_;
  const packs::Pack& pack_;
  std::ostream& progress_;
  std::vector<Pair> trials_;
  std::atomic<size_t> next_ = 0;
  std::mutex printing_;
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
