#include "app/inside/opinion_areas.h"

#include <algorithm>

#include "app/inside/opinion_rights.h"
#include "app/inside/signed.h"
#include "app/inside/work_json.h"
#include "work/opinions.h"
#include "work/status.h"

namespace app {

namespace {

struct Area {
  base::Text title;
  std::vector<std::string> elements;
  base::JsonArray opinions;
};

std::vector<Area> areas_of(Look& look, const std::string& process_id) {
  std::vector<Area> areas;
  const auto* process = look.definitions().process(process_id);
  if (process == nullptr) return areas;
  for (const auto& element : process->model->elements) {
    const std::string title(element.property("jw:area"));
    if (title.empty()) continue;
    auto found = std::ranges::find(areas, title, [](const Area& area) { return area.title.zh; });
    if (found == areas.end()) {
      const auto text = process->text(element.id + ".area", title);
      found = areas.insert(areas.end(), Area{{title, text.en}, {}, {}});
    }
    found->elements.push_back(element.id);
  }
  return areas;
}

base::Json opinion_json(Look& look, const work::Task& task, const work::Seat& seat) {
  auto out = seat_json(look, task, seat).as_object();
  out["step"] = text_json(task.title);
  if (seat.signature.is_object())
    out["signature"] = signature_json(look, seat.written, seat.signature);
  return out;
}

void add_opinions(Look& look, const work::Task& task, Area& area) {
  for (const auto& seat : task.seats) {
    const bool is_said = seat.state == work::SeatState::Acted && seat.reason.empty();
    if (is_said && !work::is_hidden(task, seat, look.caller().person))
      area.opinions.push_back(opinion_json(look, task, seat));
  }
}

}  // namespace

base::JsonArray opinion_areas(Look& look, const work::Instance& instance) {
  auto areas = areas_of(look, instance.process);
  base::JsonArray out;
  if (areas.empty()) return out;
  for (const auto& task : work::tasks_that_count(look.db(), instance.key)) {
    const auto area = std::ranges::find_if(
        areas, [&](const Area& one) { return std::ranges::count(one.elements, task.element) > 0; });
    if (area != areas.end() && told_of(look, task) != Told::Nothing)
      add_opinions(look, task, *area);
  }
  for (auto& area : areas) {
    out.push_back(
        base::JsonObject{{"title", text_json(area.title)}, {"opinions", std::move(area.opinions)}});
  }
  return out;
}

}  // namespace app
