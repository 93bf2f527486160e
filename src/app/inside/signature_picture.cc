#include "app/inside/signature_picture.h"

#include <png.h>

#include <algorithm>
#include <array>
#include <vector>

namespace app {

namespace {

constexpr uint32_t side_max = 4096;
constexpr uint32_t pixels_max = 8 << 20;
// Fainter is not seen on paper, less is a speck.
constexpr int difference_min = 48;
constexpr size_t pixels_min = 12;

base::Error unreadable(std::string why) {
  return base::refusal("app.bad_signature_image").at("signature.image").because(std::move(why));
}

bool fits(const png_image& image) {
  return image.width > 0 && image.height > 0 && image.width <= side_max &&
         image.height <= side_max && image.width * image.height <= pixels_max;
}

// The greys of its pixels as they look on white paper.
base::Result<std::vector<uint8_t>> greys_of(std::string_view bytes) {
  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0)
    return unreadable(image.message);
  if (!fits(image)) {
    png_image_free(&image);
    return unreadable("larger than 4096 pixels a side or 8 million in all");
  }
  image.format = PNG_FORMAT_GRAY;
  std::vector<uint8_t> greys(PNG_IMAGE_SIZE(image));
  const png_color white{255, 255, 255};
  const bool is_read = png_image_finish_read(&image, &white, greys.data(), 0, nullptr) != 0;
  png_image_free(&image);
  if (!is_read) return unreadable(image.message);
  return greys;
}

bool has_stroke(const std::vector<uint8_t>& greys) {
  std::array<size_t, 256> counts = {};
  for (const uint8_t grey : greys) ++counts.at(grey);
  const auto paper = std::ranges::max_element(counts) - counts.begin();
  const auto stands_out = [&](uint8_t grey) { return std::abs(grey - paper) >= difference_min; };
  return static_cast<size_t>(std::ranges::count_if(greys, stands_out)) >= pixels_min;
}

}  // namespace

base::Result<void> check_signature_picture(std::string_view bytes) {
  if (bytes.size() > size_t{signature_size_max}) return unreadable("larger than 1 MiB");
  if (bytes.starts_with("\xff\xd8\xff")) return {};
  if (!bytes.starts_with("\x89PNG\r\n")) return unreadable("no PNG or JPEG");
  const auto greys = greys_of(bytes);
  if (!greys) return greys.error();
  if (!has_stroke(*greys)) return base::refusal("app.blank_signature").at("signature.image");
  return {};
}

}  // namespace app
