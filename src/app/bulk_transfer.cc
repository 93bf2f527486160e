#include "app/bulk_transfer.h"

#include <functional>

#include "app/inside/act.h"
#include "app/inside/json.h"
#include "app/inside/organisation_rights.h"
#include "org/organisation.h"
#include "work/bulk_transfer.h"

namespace app {

namespace {

base::Json seat_json(const work::SeatToPass& seat) {
  base::JsonObject out{{"task", std::to_string(seat.task)}, {"title", text_json(seat.about)}};
  set_title(out, "seat", seat.seat_title);
  set_time(out, "due_at", seat.due_at);
  if (seat.stays) {
    out["stays"] =
        base::JsonObject{{"code", seat.stays->code}, {"title", text_json(seat.stays->title)}};
  }
  return out;
}

base::Result<void> may_transfer(Parts& parts, const Caller& caller, const std::string& person) {
  if (person != caller.person) {
    if (auto may = require_keeper(caller); !may) return may;
  }
  if (!org::person(Look(parts, caller).db(), person))
    return base::refusal("app.no_person").at(person);
  return {};
}

using Seats = std::vector<work::SeatToPass>;
// Headlines are told by the hooks of an operation, so that looking is one, too.
base::Result<base::Json> answer(Parts& parts, const Caller& caller, const work::BulkTransfer& order,
                                const std::function<base::Result<Seats>(Act&)>& find) {
  Seats seats;
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    auto found = find(act);
    if (!found) return found.error();
    seats = std::move(*found);
    return base::Json();
  });
  if (!done) return done.error();
  base::JsonArray items;
  for (const auto& seat : seats) items.push_back(seat_json(seat));
  Look look(parts, caller);
  base::JsonObject out{{"person", look.person(order.from)}, {"items", std::move(items)}};
  if (!order.to.empty()) out["to"] = look.person(order.to);
  return base::Json(std::move(out));
}

work::BulkTransfer order_of(const std::string& person, const base::Json& request) {
  work::BulkTransfer order{
      person, base::text_or_empty(request, "to"), {}, base::text_or_empty(request, "reason")};
  for (const auto& text : texts_of(request, "tasks")) {
    const auto number = base::Decimal::parse(std::string_view(text));
    order.tasks.push_back(number ? number->to_int64().value_or(0) : 0);
  }
  return order;
}

}  // namespace

base::Result<base::Json> tasks_to_transfer(Workspace& workspace, const Caller& caller,
                                           std::string_view person, std::string_view to) {
  auto& parts = workspace.parts();
  const work::BulkTransfer order{std::string(person), std::string(to)};
  if (auto may = may_transfer(parts, caller, order.from); !may) return may.error();
  return answer(parts, caller, order, [&](Act& act) -> base::Result<Seats> {
    return work::seats_to_pass(act.context(), order.from, order.to);
  });
}

base::Result<base::Json> transfer_tasks(Workspace& workspace, const Caller& caller,
                                        std::string_view person, const base::Json& request) {
  auto& parts = workspace.parts();
  const auto order = order_of(std::string(person), request);
  if (auto may = may_transfer(parts, caller, order.from); !may) return may.error();
  if (order.from != caller.person) {
    if (auto may = may_hand_over(caller, request); !may) return may.error();
  }
  return answer(parts, caller, order,
                [&](Act& act) { return work::transfer_in_bulk(act.context(), order); });
}

}  // namespace app
