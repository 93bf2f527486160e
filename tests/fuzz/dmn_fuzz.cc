// DMN under random text: reading ends with a model or problems, and whatever was read evaluates.
#include "dmn/dmn.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto reading = dmn::read(text, "fuzz.dmn");
  if (!reading.model) return 0;
  feel::Fields inputs;
  inputs.set("x", 2).set("a", "text");
  const feel::Value given = inputs.build();
  for (const auto& decision : reading.model->decisions()) {
    feel::Evaluation evaluation;
    evaluation.steps_left = 20'000;
    (void)dmn::evaluate(*reading.model, decision, given, evaluation, dmn::Explain::Yes);
  }
  for (const auto& service : reading.model->services()) {
    feel::Evaluation evaluation;
    evaluation.steps_left = 20'000;
    (void)dmn::call(*reading.model, service, given, evaluation);
  }
  return 0;
}
