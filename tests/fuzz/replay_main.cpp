// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target without libFuzzer: every file of a corpus as it is, then random variations of them until
// the time is up. The variations are the same in every run (fixed seed); an input that kills the process is
// left in a file.
//
//   fuzz_gguf_replay CORPUS_FOLDER SECONDS CRASH_FILE
#include "core/base/random.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

using Input = std::vector<std::uint8_t>;

// For the signal handler, which has no other way to know.
const Input *currentInput = nullptr;
const char *crashFile = nullptr;

void leaveInputBehind(int signal)
{
    const int file = ::open(crashFile, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file >= 0 && currentInput != nullptr) {
        [[maybe_unused]] const auto written = ::write(file, currentInput->data(), currentInput->size());
        ::close(file);
    }
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void runOne(const Input &input)
{
    currentInput = &input;
    LLVMFuzzerTestOneInput(input.data(), input.size());
}

std::vector<Input> readCorpus(const std::filesystem::path &folder)
{
    std::vector<std::filesystem::path> paths;
    for (const auto &entry : std::filesystem::directory_iterator(folder)) {
        if (entry.is_regular_file())
            paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
    std::vector<Input> corpus;
    for (const auto &path : paths) {
        std::ifstream file(path, std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return corpus;
}

// One to eight small changes: a byte, a bit, a word of an interesting value, a cut, a repeated part, a part
// of another file.
Input vary(Input input, const std::vector<Input> &corpus, gatewright::RandomSource &random)
{
    static constexpr std::uint64_t kInteresting[] = {0,          1,          0x7f,       0x80,       0xff,
                                                     0x7fffffff, 0x80000000, 0xffffffff, 1ULL << 63, ~0ULL};
    const auto changes = 1 + random.below(8);
    for (std::uint64_t i = 0; i < changes; ++i) {
        if (input.empty())
            input.push_back(0);
        const auto place = random.below(input.size());
        switch (random.below(6)) {
        case 0:
            input[place] = static_cast<std::uint8_t>(random.below(256));
            break;
        case 1:
            input[place] = static_cast<std::uint8_t>(input[place] ^ (1U << random.below(8)));
            break;
        case 2: {
            const std::uint64_t value = kInteresting[random.below(std::size(kInteresting))];
            const std::size_t width =
                std::min<std::size_t>(std::size_t{1} << random.below(4), input.size() - place);
            for (std::size_t byte = 0; byte < width; ++byte)
                input[place + byte] = static_cast<std::uint8_t>(value >> (8 * byte));
            break;
        }
        case 3:
            input.resize(place);
            break;
        case 4: {
            const Input part(input.begin() + static_cast<std::ptrdiff_t>(place),
                             input.begin() + static_cast<std::ptrdiff_t>(
                                                 std::min(input.size(), place + random.below(64))));
            const auto target = input.begin() + static_cast<std::ptrdiff_t>(random.below(input.size()));
            input.insert(target, part.begin(), part.end());
            break;
        }
        default: {
            const Input &other = corpus[random.below(corpus.size())];
            const std::size_t from = other.empty() ? 0 : random.below(other.size());
            input.resize(place);
            input.insert(input.end(), other.begin() + static_cast<std::ptrdiff_t>(from), other.end());
            break;
        }
        }
    }
    return input;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4) {
        std::fprintf(stderr, "usage: %s CORPUS_FOLDER SECONDS CRASH_FILE\n", argv[0]);
        return 2;
    }
    crashFile = argv[3];
    for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL})
        std::signal(signal, leaveInputBehind);

    const std::vector<Input> corpus = readCorpus(argv[1]);
    if (corpus.empty()) {
        std::fprintf(stderr, "%s: no corpus there\n", argv[1]);
        return 2;
    }
    for (const Input &input : corpus)
        runOne(input);

    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atol(argv[2]));
    gatewright::RandomSource random(1);
    std::uint64_t variations = 0;
    while (std::chrono::steady_clock::now() < end) {
        const Input input = vary(corpus[random.below(corpus.size())], corpus, random);
        runOne(input);
        ++variations;
    }
    std::printf("%zu files and %llu variations\n", corpus.size(),
                static_cast<unsigned long long>(variations));
    return 0;
}
