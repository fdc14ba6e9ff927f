// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/exit_code.h"
#include "core/base/clock.h"
#include "core/base/paths.h"
#include "core/base/result.h"

#include <QJsonObject>
#include <QString>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace gatewright::cli {

// The options that every command understands.
struct CommonOptions
{
    std::string model; // name or path; empty = the default model
    int threads = 0;   // 0 = as many as there are cores, at most 8
    std::string device = "auto";
    std::optional<std::uint64_t> seed;
    std::string profile;
    std::string workspace;
    bool json = false;
    bool deterministic = false;
};

// What a command prints: for people on stdout as it comes, or one JSON document at the end. Texts come from
// files, programs and the model, so that nothing in a line can steer the terminal.
class Output
{
public:
    explicit Output(const CommonOptions &options)
        : m_options(options)
    {
    }

    [[nodiscard]] bool isJson() const { return m_options.json; }
    // The answer of the command; only with --json, and only once.
    void document(const QJsonObject &document) const;
    // A line on stdout; nothing with --json.
    void line(const QString &text) const;
    // A line on stderr.
    void message(const QString &text) const;

private:
    const CommonOptions &m_options;
};

// What a command works with. Lives as long as the program.
struct CommandContext
{
    const CommonOptions &options;
    const Output &output;
    const Clock &clock;
    std::stop_token stop; // Ctrl+C

    [[nodiscard]] Paths paths() const;
    // The given seed; with --deterministic and none given always the same.
    [[nodiscard]] std::uint64_t seed() const;
};

// A command's work; what it returns becomes the exit code, an error one line on stderr.
using CommandWork = std::function<Result<ExitCode>(const CommandContext &)>;

// Registers commands: makes subcommands of an app and remembers what to run for the one that was named.
class CommandRegistry
{
public:
    explicit CommandRegistry(CLI::App &app)
        : m_app(app)
    {
    }

    // The common options may stand behind the command too.
    CLI::App &add(const std::string &name, const std::string &description, CommandWork work);
    CLI::App &addBelow(CLI::App &parent, const std::string &name, const std::string &description,
                       CommandWork work);
    // The work of the command that was named on the command line.
    [[nodiscard]] const CommandWork &chosen() const { return m_chosen; }

private:
    CLI::App &m_app;
    CommandWork m_chosen;
};

} // namespace gatewright::cli
