# Run as a script: writes the file LISTING to LITERAL as a C++ raw string literal.
file(READ "${LISTING}" text)
file(WRITE "${LITERAL}" "R\"listing(${text})listing\"\n")
