// How many files the program may have open, each connection being one.
#pragma once

#include <cstddef>

namespace server {

// Raises the limit of this process to the highest that the machine allows it, and tells it.
size_t raise_open_files();

// As many of the wanted connections as leave room for the data, attachments and calls to others.
size_t connections_that_fit(size_t wanted, size_t open_files);

}  // namespace server
