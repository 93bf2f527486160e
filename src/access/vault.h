// Secrets of other systems that the program must be able to say again (mail passwords, keys of
// robots, the secret at the identity provider): what is stored of them is sealed by AES-256-GCM
// with a key that is not in the database.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"

namespace entry {

class Vault {
 public:
  // The key is `key`, 64 hexadecimal digits, or else that in the file, which is made when something
  // is sealed first. Refuses with access.bad_key when either is something else.
  static base::Result<std::unique_ptr<Vault>> open(const std::filesystem::path& file,
                                                   const std::string& key, base::Random& random);

  // `purpose` says what it is; sealed for one, it opens for no other. Empty stays empty. Refuses
  // with storage.unavailable when the file of the key cannot be written.
  base::Result<std::string> seal(std::string_view purpose, std::string_view clear);
  // Nothing when it was sealed with another key, for another purpose, or was changed. What was
  // stored before there were seals is given back as it is.
  std::optional<std::string> unseal(std::string_view purpose, std::string_view stored) const;
  static bool is_sealed(std::string_view stored);

 private:
  Vault(std::filesystem::path file, std::string key, base::Random& random)
      : file_(std::move(file)), key_(std::move(key)), random_(random) {}
  base::Result<void> make_key();

  std::filesystem::path file_;
  mutable std::mutex mutex_;
  std::string key_;  // bytes; empty until something is sealed
  base::Random& random_;
};

}  // namespace entry
