// The program: `jingwei serve`, `check`, `test`, `trace`, `backup`, `restore`, `user`, `feel`.
#include <cstdio>

#include "cli/commands.h"

int main(int argc, char** argv) {
  try {
    return cli::run(argc, argv);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "jingwei: %s\n", problem.what());
    return 70;
  }
}
