#include "server/http/multipart.h"

#include <gtest/gtest.h>

namespace server {
namespace {

base::Result<std::vector<Part>> read(std::string body,
                                     std::string type = "multipart/form-data; boundary=xyz") {
  Request request;
  request.headers["content-type"] = std::move(type);
  request.body = std::move(body);
  return parts_of(request);
}

TEST(multipart, files_and_values_are_read_byte_by_byte) {
  const std::string bytes("<a/>\r\n--xy\0z\r\n", 14);
  const auto parts = read(
      "--xyz\r\nContent-Disposition: form-data; name=\"resources\"; filename=\"a "
      "\\\"b\\\".bpmn\"\r\n"
      "Content-Type: text/xml\r\n\r\n" +
      bytes +
      "\r\n--xyz\r\ncontent-disposition: form-data; name=tenantId\r\n\r\n<default>\r\n--xyz--\r\n");

  ASSERT_TRUE(parts.ok());
  ASSERT_EQ(parts->size(), 2u);
  EXPECT_EQ((*parts)[0].name, "resources");
  EXPECT_EQ((*parts)[0].file, "a \"b\".bpmn");
  EXPECT_EQ((*parts)[0].content, bytes);
  EXPECT_EQ((*parts)[1].name, "tenantId");
  EXPECT_EQ((*parts)[1].file, "");
  EXPECT_EQ((*parts)[1].content, "<default>");
}

TEST(multipart, the_boundary_may_be_quoted) {
  EXPECT_TRUE(read("--a b\r\nContent-Disposition: form-data; name=x\r\n\r\n\r\n--a b--",
                   "Multipart/Form-Data; charset=utf-8; boundary=\"a b\"")
                  .ok());
}

TEST(multipart, no_part_is_no_part) {
  const auto parts = read("--xyz--\r\n");
  ASSERT_TRUE(parts.ok());
  EXPECT_TRUE(parts->empty());
}

TEST(multipart, what_is_malformed_is_refused) {
  const auto code = [](std::string body, std::string type = "multipart/form-data; boundary=xyz") {
    const auto parts = read(std::move(body), std::move(type));
    return parts ? std::string("accepted") : parts.error().code + ": " + parts.error().detail;
  };
  EXPECT_EQ(code("{}", "application/json"),
            "request.wrong_media_type: multipart/form-data is expected");
  EXPECT_EQ(code("--xyz--", "multipart/form-data"), "request.malformed: no boundary");
  EXPECT_EQ(code(""), "request.malformed: the boundary is not in the body");
  EXPECT_EQ(code("--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\nhalf"),
            "request.malformed: the last boundary is missing");
  EXPECT_EQ(code("--xyz\r\nContent-Type: text/xml\r\n\r\na\r\n--xyz--"),
            "request.malformed: a part without a name");
  EXPECT_EQ(code("--xyz\r\nno end of headers\r\n--xyz--"),
            "request.malformed: a part without the end of its headers");
}

}  // namespace
}  // namespace server
