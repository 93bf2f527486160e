// BPMN under random text: reading ends with a model and its problems, and so does compiling what
// was read.
#include "bpmn/reader.h"
#include "engine/process.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const bpmn::Reading reading = bpmn::read("fuzz.bpmn", text);
  (void)engine::compile(reading.model);
  return 0;
}
