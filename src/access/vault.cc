#include "access/vault.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "base/ensure.h"
#include "base/text.h"

namespace entry {
namespace {

constexpr std::string_view mark = "sealed:1:";  // then base64 of nonce, text and tag
constexpr size_t key_size = 32;
constexpr size_t nonce_size = 12;
constexpr size_t tag_size = 16;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
int size_of(std::string_view text) { return static_cast<int>(text.size()); }

std::string hex(std::string_view bytes) {
  std::string out(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes_of(bytes), bytes.size());
  out.pop_back();
  return out;
}

std::optional<std::string> key_of(std::string_view text) {
  text = base::trim(text);
  std::string key(key_size, '\0');
  size_t read = 0;
  if (text.size() != 2 * key_size ||
      sodium_hex2bin(bytes_of(key), key.size(), text.data(), text.size(), nullptr, &read,
                     nullptr) != 0 ||
      read != key_size)
    return {};
  return key;
}

// nonce + text + tag.
std::string encrypt(const std::string& key, std::string_view nonce, std::string_view purpose,
                    std::string_view clear) {
  const Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  std::string text(clear.size(), '\0');
  std::string tag(tag_size, '\0');
  int size = 0;
  const bool is_done =
      EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_of(std::string_view(key)),
                         bytes_of(nonce)) == 1 &&
      EVP_EncryptUpdate(cipher.get(), nullptr, &size, bytes_of(purpose), size_of(purpose)) == 1 &&
      EVP_EncryptUpdate(cipher.get(), bytes_of(text), &size, bytes_of(clear), size_of(clear)) ==
          1 &&
      EVP_EncryptFinal_ex(cipher.get(), bytes_of(text) + size, &size) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_size, tag.data()) == 1;
  base::ensure(is_done, "AES-256-GCM seals");
  return std::string(nonce) + text + tag;
}

std::optional<std::string> decrypt(const std::string& key, std::string_view purpose,
                                   std::string_view sealed) {
  if (sealed.size() < nonce_size + tag_size) return {};
  const std::string_view nonce = sealed.substr(0, nonce_size);
  const std::string_view text = sealed.substr(nonce_size, sealed.size() - nonce_size - tag_size);
  std::string tag(sealed.substr(sealed.size() - tag_size));
  const Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  std::string clear(text.size(), '\0');
  int size = 0;
  const bool is_whole =
      EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_of(std::string_view(key)),
                         bytes_of(nonce)) == 1 &&
      EVP_DecryptUpdate(cipher.get(), nullptr, &size, bytes_of(purpose), size_of(purpose)) == 1 &&
      EVP_DecryptUpdate(cipher.get(), bytes_of(clear), &size, bytes_of(text), size_of(text)) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(cipher.get(), bytes_of(clear) + size, &size) == 1;
  if (!is_whole) return {};
  return clear;
}

// For its owner only, on the disk before anything is sealed with it; never over another.
bool write_key(const std::filesystem::path& file, const std::string& text) {
  const int open = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (open < 0) return false;
  const bool is_written =
      ::write(open, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(open) == 0;
  ::close(open);
  if (!is_written) ::unlink(file.c_str());
  return is_written;
}

}  // namespace

base::Result<std::unique_ptr<Vault>> Vault::open(const std::filesystem::path& file,
                                                 const std::string& key, base::Random& random) {
  const auto with = [&](std::string bytes) {
    return std::unique_ptr<Vault>(new Vault(file, std::move(bytes), random));
  };
  if (!key.empty()) {
    auto given = key_of(key);
    if (!given) return base::refusal("access.bad_key").at("JINGWEI_SECRET_KEY");
    return with(std::move(*given));
  }
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return with("");
  std::ifstream stream(file);
  auto kept = key_of(std::string(std::istreambuf_iterator<char>(stream), {}));
  if (!kept) return base::refusal("access.bad_key").at(file.string());
  return with(std::move(*kept));
}

base::Result<void> Vault::make_key() {
  std::string key(key_size, '\0');
  random_.fill(key.data(), key.size());
  std::error_code error;
  std::filesystem::create_directories(file_.parent_path(), error);
  if (!write_key(file_, hex(key) + "\n"))
    return base::refusal("storage.unavailable").at(file_.string()).because(std::strerror(errno));
  key_ = std::move(key);
  return {};
}

base::Result<std::string> Vault::seal(std::string_view purpose, std::string_view clear) {
  if (clear.empty()) return std::string();
  const std::lock_guard lock(mutex_);
  if (key_.empty()) {
    if (auto made = make_key(); !made) return made.error();
  }
  std::string nonce(nonce_size, '\0');
  random_.fill(nonce.data(), nonce.size());
  return std::string(mark) + base::base64(encrypt(key_, nonce, purpose, clear));
}

std::optional<std::string> Vault::unseal(std::string_view purpose, std::string_view stored) const {
  if (!is_sealed(stored)) return std::string(stored);
  const std::lock_guard lock(mutex_);
  if (key_.empty()) return {};
  return decrypt(key_, purpose, base::decode_base64(stored.substr(mark.size())));
}

bool Vault::is_sealed(std::string_view stored) { return stored.starts_with(mark); }

}  // namespace entry
