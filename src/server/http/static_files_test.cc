#include "server/http/static_files.h"

#include <gtest/gtest.h>

#include <fstream>

namespace server {
namespace {

namespace fs = std::filesystem;

class Front : public ::testing::Test {
 protected:
  Front() : folder(fs::path(::testing::TempDir()) / "jingwei-front") {
    fs::remove_all(folder);
    fs::create_directories(folder / "dist/assets");
    write("secret.txt", "no");
    write("dist/index.html", "old");
  }
  ~Front() override { fs::remove_all(folder); }

  void write(const std::string& name, std::string_view text) {
    std::ofstream(folder / name) << text;
  }
  Response get(std::string path, const std::string& accepted = "") const {
    Request request;
    request.method = "GET";
    request.path = std::move(path);
    if (!accepted.empty()) request.headers["accept-encoding"] = accepted;
    return files.answer(request);
  }

  fs::path folder;
  StaticFiles files{folder / "dist"};
};

TEST_F(Front, serves_what_was_built_anew_under_it) {
  ASSERT_EQ(get("/").body, "old");

  fs::remove_all(folder / "dist");
  fs::create_directories(folder / "dist/assets");
  write("dist/index.html", "new front");
  write("dist/assets/app-2.js", "run");

  EXPECT_EQ(get("/").body, "new front");
  EXPECT_EQ(get("/assets/app-2.js").body, "run");
  EXPECT_EQ(get("/tasks/12").body, "new front");
}

TEST_F(Front, gives_what_was_compressed_ahead_to_who_accepts_it) {
  write("dist/assets/app.js", "plain");
  write("dist/assets/app.js.br", "packed");

  EXPECT_EQ(get("/assets/app.js", "gzip, br").body, "packed");
  EXPECT_EQ(get("/assets/app.js").body, "plain");
}

TEST_F(Front, finds_nothing_outside_its_folder) {
  EXPECT_EQ(get("/../secret.txt").status, 404);
  EXPECT_EQ(get("/assets/../../secret.txt").status, 404);
  EXPECT_EQ(get("/assets/missing.js").status, 404);
}

}  // namespace
}  // namespace server
