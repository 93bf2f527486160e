#include "work/steps/reseated.h"

#include "work/steps/common.h"

namespace work {

void tell_reseated(Context& context, const Task& task, const Seat& seat,
                   const std::vector<std::string>& persons, const Why& why) {
  tell(context, task, "reassigned",
       {{"seat", seat.id},
        {"seat_title", json_of(seat.title)},
        {"persons", base::JsonArray(persons.begin(), persons.end())},
        {"reason", why.reason},
        {"text", json_of(why.text)}});
}

}  // namespace work
