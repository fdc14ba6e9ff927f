// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/keyboard_scheme.h"

#include "ui/bridge/command_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

// Outside every namespace, as the macro demands. Resources of a static library are not registered by
// themselves.
static void registerKeymaps()
{
    Q_INIT_RESOURCE(gatewright_keymaps);
}

namespace gatewright {

namespace {

constexpr int version = 1;
constexpr qsizetype largestScheme = qsizetype(1) << 20;
constexpr qsizetype mostKeys = 8; // of one command
const QLatin1String betweenKeys("; ");

// Nothing when it means no key.
std::optional<QKeySequence> readKey(const QString &text)
{
    const QKeySequence key = QKeySequence::fromString(text, QKeySequence::PortableText);
    for (int part = 0; part < key.count(); ++part) {
        if (key[static_cast<uint>(part)].key() == Qt::Key_unknown)
            return std::nullopt;
    }
    return key.isEmpty() ? std::nullopt : std::optional(key);
}

tl::unexpected<Error> corrupt(const QString &detail)
{
    return makeError(ErrorCode::Corrupt, QStringLiteral("This is no keyboard scheme."), detail);
}

} // namespace

Result<KeyboardScheme> parseKeyboardScheme(const QByteArray &bytes)
{
    if (bytes.size() > largestScheme)
        return corrupt(QStringLiteral("it is larger than 1 MB"));
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (!document.isObject())
        return corrupt(problem.error == QJsonParseError::NoError ? QStringLiteral("no JSON object")
                                                                 : problem.errorString());
    const QJsonObject contents = document.object();
    if (contents.value(QLatin1String("version")).toInt(version) > version)
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("The keyboard scheme was written by a newer version."));
    if (!contents.value(QLatin1String("shortcuts")).isObject())
        return corrupt(QStringLiteral("\"shortcuts\" is missing"));
    KeyboardScheme scheme;
    scheme.name = contents.value(QLatin1String("name")).toString();
    const QJsonObject shortcuts = contents.value(QLatin1String("shortcuts")).toObject();
    for (auto entry = shortcuts.constBegin(); entry != shortcuts.constEnd(); ++entry) {
        const QJsonArray texts = entry->toArray();
        if (!entry->isArray() || texts.size() > mostKeys)
            return corrupt(QStringLiteral("the keys of %1 are no list").arg(entry.key()));
        QList<QKeySequence> keys;
        for (const QJsonValue &text : texts) {
            const std::optional<QKeySequence> key = readKey(text.toString());
            if (!key)
                return corrupt(
                    QStringLiteral("“%1” of %2 is no key").arg(text.toString().left(40), entry.key()));
            keys.append(*key);
        }
        scheme.shortcuts.insert(entry.key(), keys);
    }
    return scheme;
}

QByteArray keyboardSchemeBytes(const KeyboardScheme &scheme)
{
    QJsonObject shortcuts;
    for (auto entry = scheme.shortcuts.constBegin(); entry != scheme.shortcuts.constEnd(); ++entry) {
        QJsonArray keys;
        for (const QKeySequence &key : *entry)
            keys.append(key.toString(QKeySequence::PortableText));
        shortcuts.insert(entry.key(), keys);
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("version"), version},
                                     {QStringLiteral("name"), scheme.name},
                                     {QStringLiteral("shortcuts"), shortcuts}})
        .toJson();
}

QStringList shippedSchemes()
{
    return {QStringLiteral("kate"), QStringLiteral("qtcreator"), QStringLiteral("vscode")};
}

KeyboardScheme shippedScheme(const QString &name)
{
    registerKeymaps();
    QFile file(QStringLiteral(":/gatewright/keymaps/%1.json").arg(name));
    if (!shippedSchemes().contains(name) || !file.open(QIODevice::ReadOnly))
        return {};
    return parseKeyboardScheme(file.readAll()).value_or(KeyboardScheme());
}

Shortcuts shortcutsOfSetting(const QStringList &entries)
{
    Shortcuts shortcuts;
    for (const QString &entry : entries) {
        const qsizetype split = entry.indexOf(QLatin1Char('='));
        if (split <= 0)
            continue;
        QList<QKeySequence> keys;
        const QStringList texts = entry.mid(split + 1).split(betweenKeys, Qt::SkipEmptyParts);
        for (const QString &text : texts.mid(0, mostKeys)) {
            if (const std::optional<QKeySequence> key = readKey(text.trimmed()))
                keys.append(*key);
        }
        shortcuts.insert(entry.left(split), keys);
    }
    return shortcuts;
}

QStringList settingOfShortcuts(const Shortcuts &shortcuts)
{
    QStringList entries;
    for (auto entry = shortcuts.constBegin(); entry != shortcuts.constEnd(); ++entry) {
        QStringList keys;
        for (const QKeySequence &key : *entry)
            keys.append(key.toString(QKeySequence::PortableText));
        entries.append(entry.key() + QLatin1Char('=') + keys.join(betweenKeys));
    }
    return entries;
}

Shortcuts effectiveShortcuts(const CommandRegistry &commands, const Shortcuts &scheme, const Shortcuts &own)
{
    QSet<QKeySequence> taken; // by a stronger one
    Shortcuts effective;
    const auto give = [&](const auto &keysOf) {
        QSet<QKeySequence> given;
        for (const UserCommand &command : commands.commands()) {
            const std::optional<QList<QKeySequence>> keys = keysOf(command);
            if (!keys || effective.contains(command.id))
                continue;
            QList<QKeySequence> left;
            for (const QKeySequence &key : *keys) {
                if (!taken.contains(key))
                    left.append(key);
            }
            given += QSet<QKeySequence>(left.begin(), left.end());
            effective.insert(command.id, left);
        }
        taken += given;
    };
    const auto in = [](const Shortcuts &shortcuts) {
        return [&shortcuts](const UserCommand &command) {
            const auto found = shortcuts.constFind(command.id);
            return found == shortcuts.constEnd() ? std::nullopt : std::optional(*found);
        };
    };
    give(in(own));
    give(in(scheme));
    give([](const UserCommand &command) { return std::optional(command.shortcuts); });
    return effective;
}

} // namespace gatewright
