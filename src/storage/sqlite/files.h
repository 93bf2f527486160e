// Names of the files in a workspace's folder.
#pragma once

namespace storage::sqlite {

inline constexpr const char* database_file = "jingwei.db";
inline constexpr const char* attachments_file = "attachments.db";

}  // namespace storage::sqlite
