// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_context.h"

#include "app/cli/terminal_text.h"
#include "core/base/random.h"

#include <QJsonDocument>

#include <cstdio>
#include <utility>

namespace gatewright::cli {

namespace {

void write(std::FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}

} // namespace

void Output::document(const QJsonObject &document) const
{
    if (m_options.json)
        write(stdout, QJsonDocument(document).toJson(QJsonDocument::Indented));
}

void Output::line(const QString &text) const
{
    if (!m_options.json)
        write(stdout, forTerminal(text).toUtf8() + '\n');
}

void Output::message(const QString &text) const
{
    write(stderr, forTerminal(text).toUtf8() + '\n');
}

Paths CommandContext::paths() const
{
    return options.profile.empty() ? Paths::standard()
                                   : Paths::profile(QString::fromStdString(options.profile));
}

std::uint64_t CommandContext::seed() const
{
    if (options.seed)
        return *options.seed;
    return options.deterministic ? 0 : systemSeed();
}

CLI::App &CommandRegistry::add(const std::string &name, const std::string &description, CommandWork work)
{
    return addBelow(m_app, name, description, std::move(work));
}

CLI::App &CommandRegistry::addBelow(CLI::App &parent, const std::string &name, const std::string &description,
                                    CommandWork work)
{
    CLI::App &command = *parent.add_subcommand(name, description);
    command.fallthrough();
    if (work)
        command.callback([this, work = std::move(work)] { m_chosen = work; });
    return command;
}

} // namespace gatewright::cli
