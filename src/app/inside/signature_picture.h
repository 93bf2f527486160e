// Whether a picture shows that somebody signed.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace app {

constexpr int64_t signature_size_max = 1 << 20;

// Refuses with app.bad_signature_image what is no whole PNG or larger than one is drawn, and with
// app.blank_signature a PNG in which nothing stands out from the paper. Its claimed measures are
// looked at before anything is unpacked. A JPEG is a photo of paper and taken by its header.
base::Result<void> check_signature_picture(std::string_view bytes);

}  // namespace app
