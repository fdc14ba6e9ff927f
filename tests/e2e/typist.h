// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace gatewright::test {

// Types, deletes, pastes and saves in the real window until somebody ends the process, and says on stdout
// what it is about to do and what it has done:
//   ready
//   will DOCUMENT CHECKSUM            the text after the next change
//   done MILLISECONDS DOCUMENT CHECKSUM
//   save DOCUMENT CHECKSUM            this text goes to the file now
// Times are those of CLOCK_MONOTONIC, which other processes share. argv: PROGRAM --typist FOLDER SEED. The
// files of FOLDER/work are opened; a document without a file is "untitled".
int runTypist(int argc, char **argv);

} // namespace gatewright::test
