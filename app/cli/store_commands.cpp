// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_context.h"
#include "app/cli/commands.h"
#include "core/completion/local/draft_files.h"
#include "core/learn/erase_learned.h"
#include "core/store/store.h"
#include "core/store/store_export.h"
#include "core/store/store_json.h"

#include <QFileInfo>
#include <QJsonArray>

#include <memory>
#include <string>
#include <vector>

namespace gatewright::cli {

namespace {

using store::Access;
using store::Store;

struct ListOptions
{
    std::string kind;
    std::string language;
    int limit = 50;
    int offset = 0;
};

struct EraseOptions
{
    bool all = false;
    std::vector<std::string> ids;
};

Result<std::unique_ptr<Store>> openStore(const CommandContext &context, Access access)
{
    auto opened = Store::open(context.paths().storeFile(), access, {}, context.clock);
    if (opened && (*opened)->problem())
        context.output.message(QStringLiteral("gatewright-cli: ") + (*opened)->problem()->toString());
    return opened;
}

QString oneLine(const QString &text, int length)
{
    const QString joined = text.simplified();
    return joined.size() <= length ? joined : joined.left(length - 1) + QStringLiteral("…");
}

QString outcomesText(const store::Completion &completion)
{
    QStringList names;
    for (const store::StoredOutcome &outcome : completion.outcomes)
        names << QString(store::outcomeName(outcome.kind));
    return names.join(QLatin1Char(','));
}

Result<ExitCode> list(const CommandContext &context, const ListOptions &options)
{
    store::Filter filter;
    if (!options.kind.empty())
        filter.kind = store::outcomeFromName(QString::fromStdString(options.kind));
    if (!options.language.empty())
        filter.language = languageFromId(QString::fromStdString(options.language));
    GW_TRY(store, openStore(context, Access::Read));
    GW_TRY(total, store->count(filter));
    GW_TRY(rows, store->list(filter, options.limit, options.offset));
    QJsonArray json;
    for (const store::Completion &row : rows) {
        json.append(store::toJson(row));
        context.output.line(QStringLiteral("%1  %2  %3  %4  %5")
                                .arg(row.time.toString(QStringLiteral("yyyy-MM-dd HH:mm")), -16)
                                .arg(row.id, -20)
                                .arg(languageId(row.language), -9)
                                .arg(outcomesText(row), -16)
                                .arg(oneLine(row.text, 60))
                                .trimmed());
    }
    if (static_cast<int>(rows.size()) < total)
        context.output.message(
            QStringLiteral("%1 of %2 rows; see --limit and --offset.").arg(rows.size()).arg(total));
    context.output.document({{QStringLiteral("completions"), json}, {QStringLiteral("total"), total}});
    return ExitCode::Good;
}

Result<ExitCode> show(const CommandContext &context, const std::string &id)
{
    GW_TRY(store, openStore(context, Access::Read));
    GW_TRY(row, store->show(QString::fromStdString(id)));
    context.output.document(store::toJson(row));
    const auto line = [&](const char *label, const QString &text) {
        context.output.line(QStringLiteral("%1 %2").arg(QLatin1String(label), -9).arg(text));
    };
    line("id", row.id);
    line("time", row.time.toString(Qt::ISODate));
    line("language", languageId(row.language));
    line("file", row.file.isEmpty() ? QStringLiteral("(not saved)") : row.file);
    line("model", row.model);
    line(
        "score",
        QStringLiteral("%1 over %2 tokens, tier %3").arg(row.score, 0, 'f', 2).arg(row.tokens).arg(row.tier));
    for (const store::StoredOutcome &outcome : row.outcomes)
        line("outcome", QStringLiteral("%1, %2 characters, tier %3, %4")
                            .arg(QString(store::outcomeName(outcome.kind)))
                            .arg(outcome.characters)
                            .arg(outcome.tier)
                            .arg(outcome.time.toString(Qt::ISODate)));
    if (!row.text.isEmpty())
        context.output.line(QStringLiteral("\n") + row.text);
    return ExitCode::Good;
}

Result<ExitCode> statistics(const CommandContext &context)
{
    GW_TRY(store, openStore(context, Access::Read));
    GW_TRY(statistics, store->statistics());
    QJsonObject json = store::toJson(statistics);
    json.insert(QStringLiteral("path"), store->path());
    context.output.document(json);
    const auto line = [&](const QString &label, const QString &text) {
        context.output.line(QStringLiteral("%1 %2").arg(label, -12).arg(text));
    };
    line(QStringLiteral("store"), store->path());
    line(QStringLiteral("completions"), QString::number(statistics.completions));
    line(QStringLiteral("texts"),
         QStringLiteral("%1, %2 bytes").arg(statistics.texts).arg(statistics.textBytes));
    line(QStringLiteral("on the disk"), QStringLiteral("%1 bytes").arg(statistics.fileBytes));
    for (const store::OutcomeKind kind : store::outcomeKinds)
        line(QString(store::outcomeName(kind)),
             QString::number(statistics.byKind[static_cast<std::size_t>(kind)]));
    for (const auto &[language, count] : statistics.byLanguage)
        line(language, QString::number(count));
    for (const auto &[tier, count] : statistics.byTier)
        line(QStringLiteral("tier %1").arg(tier), QString::number(count));
    if (statistics.oldest.isValid())
        line(QStringLiteral("from"),
             QStringLiteral("%1 to %2")
                 .arg(statistics.oldest.toString(Qt::ISODate), statistics.newest.toString(Qt::ISODate)));
    return ExitCode::Good;
}

Result<ExitCode> exportTo(const CommandContext &context, const std::string &file)
{
    GW_TRY(store, openStore(context, Access::Read));
    GW_TRY(rows, store::exportStore(*store, QString::fromStdString(file), context.stop));
    context.output.line(QStringLiteral("%1 rows in %2").arg(rows).arg(QString::fromStdString(file)));
    context.output.document({{QStringLiteral("exported"), rows}});
    return ExitCode::Good;
}

Result<ExitCode> importFrom(const CommandContext &context, const std::string &file)
{
    GW_TRY(store, openStore(context, Access::Write));
    GW_TRY(imported, store::importStore(*store, QString::fromStdString(file), context.stop));
    context.output.line(
        QStringLiteral("%1 rows added, %2 were there already").arg(imported.added).arg(imported.skipped));
    context.output.document(
        {{QStringLiteral("added"), imported.added}, {QStringLiteral("skipped"), imported.skipped}});
    return ExitCode::Good;
}

// Also while an engine has the store open: see Access::Erase.
Result<ExitCode> erase(const CommandContext &context, const EraseOptions &options)
{
    if (options.all == !options.ids.empty())
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("Give either --all or the ids of rows; `store list` shows them."), {},
                         QStringLiteral("erase"));
    QStringList ids;
    for (const std::string &id : options.ids)
        ids << QString::fromStdString(id);
    GW_TRY(store, openStore(context, Access::Erase));
    GW_TRY(erased, options.all ? store->eraseAll() : store->erase(ids));
    // Without the model nobody can tell what of them came from these rows.
    completion::DraftFiles::removeTables(context.paths().draftFolder());
    const QString replay = context.paths().data() + QLatin1String("/replay");
    const QString heads = context.paths().data() + QLatin1String("/heads");
    GW_TRY(learned,
           options.all ? learn::eraseAllLearned(replay, heads) : learn::eraseLearned(replay, heads, ids));
    context.output.line(QStringLiteral("%1 rows erased").arg(erased));
    for (const QString &head : std::as_const(learned.heads))
        context.output.line(
            QStringLiteral("This acceleration head learned from it; no text can be read in it. "
                           "Drop it with `learn drop`, or learn again: %1")
                .arg(head));
    context.output.document({{QStringLiteral("erased"), erased},
                             {QStringLiteral("positions"), static_cast<qint64>(learned.positions)},
                             {QStringLiteral("heads"), QJsonArray::fromStringList(learned.heads)}});
    return ExitCode::Good;
}

void addListCommand(CommandRegistry &registry, CLI::App &command)
{
    std::vector<std::string> kinds;
    for (const store::OutcomeKind kind : store::outcomeKinds)
        kinds.emplace_back(store::outcomeName(kind).latin1());
    const auto options = std::make_shared<ListOptions>();
    CLI::App &list =
        registry.addBelow(command, "list", "List the rows, newest first",
                          [options](const CommandContext &context) { return cli::list(context, *options); });
    list.add_option("--kind", options->kind, "Only rows with this outcome")->check(CLI::IsMember(kinds));
    list.add_option("--language", options->language, "Only rows of this language")
        ->check(CLI::IsMember({"cpp", "python", "plaintext"}));
    list.add_option("--limit", options->limit, "Most rows")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    list.add_option("--offset", options->offset, "Rows to pass over")->check(CLI::Range(0, 1'000'000'000));
}

// A command that takes one argument, which must be there.
void addWithArgument(CommandRegistry &registry, CLI::App &command, const char *name, const char *description,
                     const char *argument,
                     Result<ExitCode> (*work)(const CommandContext &, const std::string &))
{
    const auto value = std::make_shared<std::string>();
    registry
        .addBelow(command, name, description,
                  [value, work](const CommandContext &context) { return work(context, *value); })
        .add_option(argument, *value)
        ->required();
}

} // namespace

void addStoreCommands(CommandRegistry &registry)
{
    CLI::App &command = registry.add("store", "What was learned from: show, move, erase", {});
    command.require_subcommand(1);
    addListCommand(registry, command);
    addWithArgument(registry, command, "show", "Show one row with its text", "id", show);
    addWithArgument(registry, command, "export", "Write all rows to a file of JSON lines", "file", exportTo);
    addWithArgument(registry, command, "import", "Add the rows of such a file", "file", importFrom);
    registry.addBelow(command, "stats", "Count the rows", statistics);

    const auto options = std::make_shared<EraseOptions>();
    CLI::App &erase =
        registry.addBelow(command, "erase", "Erase rows for good, also while an editor is open",
                          [options](const CommandContext &context) { return cli::erase(context, *options); });
    erase.add_flag("--all", options->all, "Everything that was ever kept");
    erase.add_option("ids", options->ids, "Ids of rows");
}

} // namespace gatewright::cli
