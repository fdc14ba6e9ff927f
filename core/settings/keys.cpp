// SPDX-License-Identifier: Apache-2.0
#include "core/settings/keys.h"

#include <QJsonArray>

namespace gatewright::keys {

namespace {

using Kind = SettingDescriptor::Kind;

SettingKey<bool> boolean(const char *name, bool defaultValue)
{
    return {{QLatin1String(name), Kind::Boolean, defaultValue, 0, 0, {}, false}};
}

SettingKey<int> integer(const char *name, int defaultValue, int minimum, int maximum)
{
    return {{QLatin1String(name), Kind::Integer, defaultValue, minimum, maximum, {}, false}};
}

SettingKey<QString> text(const char *name)
{
    return {{QLatin1String(name), Kind::Text, QString(QLatin1String("")), 0, 0, {}, false}};
}

// The first choice is the default.
SettingKey<QString> choice(const char *name, const QStringList &choices)
{
    return {{QLatin1String(name), Kind::Choice, choices.first(), 0, 0, choices, false}};
}

SettingKey<QStringList> textList(const char *name)
{
    return {{QLatin1String(name), Kind::TextList, QJsonArray(), 0, 0, {}, false}};
}

// A trusted folder may say otherwise.
template <class T>
SettingKey<T> perProject(SettingKey<T> key)
{
    key.descriptor.perProject = true;
    return key;
}

} // namespace

// Each key is a constant made at its first use; there is no state here.
#define GW_SETTING(Type, function, ...)                                                                      \
    const SettingKey<Type> &function()                                                                       \
    {                                                                                                        \
        static const SettingKey<Type> key = __VA_ARGS__;                                                     \
        return key;                                                                                          \
    }

GW_SETTING(QString, theme,
           choice("appearance.theme", {QStringLiteral("system"), QStringLiteral("light"),
                                       QStringLiteral("dark"), QStringLiteral("contrast")}))
GW_SETTING(QString, fontFamily, text("appearance.fontFamily"))
GW_SETTING(int, fontSize, integer("appearance.fontSize", 10, 5, 72))
GW_SETTING(int, zoomPercent, integer("appearance.zoomPercent", 100, 25, 500))

GW_SETTING(QString, keyboardScheme,
           choice("keyboard.scheme", {QStringLiteral("gatewright"), QStringLiteral("kate"),
                                      QStringLiteral("qtcreator"), QStringLiteral("vscode")}))
GW_SETTING(QStringList, keyboardShortcuts, textList("keyboard.shortcuts"))

GW_SETTING(int, tabWidth, perProject(integer("editor.tabWidth", 4, 1, 16)))
GW_SETTING(bool, insertSpaces, perProject(boolean("editor.insertSpaces", true)))
GW_SETTING(bool, detectIndentation, perProject(boolean("editor.detectIndentation", true)))
GW_SETTING(bool, editorConfig, perProject(boolean("editor.editorConfig", true)))
GW_SETTING(bool, wrapLines, boolean("editor.wrapLines", false))
GW_SETTING(bool, showWhitespace, boolean("editor.showWhitespace", false))
GW_SETTING(bool, showLineNumbers, boolean("editor.showLineNumbers", true))
GW_SETTING(bool, trimTrailingSpace, perProject(boolean("editor.trimTrailingSpace", false)))
GW_SETTING(bool, finalNewline, perProject(boolean("editor.finalNewline", false)))

GW_SETTING(bool, gitBlame, boolean("git.blame", false))
GW_SETTING(bool, reloadUnmodified, boolean("files.reloadUnmodified", true))
GW_SETTING(int, backupVersions, integer("files.backupVersions", 0, 0, 100))

GW_SETTING(bool, completionEnabled, boolean("completion.enabled", true))
GW_SETTING(QString, completionTrigger,
           choice("completion.trigger",
                  {QStringLiteral("adaptive"), QStringLiteral("fixed"), QStringLiteral("manual")}))
GW_SETTING(int, completionDelay, integer("completion.delay", 120, 0, 5000))
GW_SETTING(int, completionMaxTokens, integer("completion.maxTokens", 48, 1, 512))
GW_SETTING(bool, completionDrafting, boolean("completion.drafting", true))
GW_SETTING(bool, learningEnabled, boolean("learning.enabled", true))
GW_SETTING(QStringList, completionLanguagesOff, textList("completion.languagesOff"))
GW_SETTING(QStringList, completionDisabledFor, perProject(textList("completion.disabledFor")))

GW_SETTING(QString, modelPath, text("model.path"))
GW_SETTING(int, modelThreads, integer("model.threads", 0, 0, 64))
GW_SETTING(QString, modelCache, choice("model.cache", {QStringLiteral("bytes"), QStringLiteral("halves")}))
GW_SETTING(QString, modelView,
           choice("model.view", {QStringLiteral("off"), QStringLiteral("256"), QStringLiteral("512"),
                                 QStringLiteral("1024"), QStringLiteral("2048")}))
GW_SETTING(QString, modelKernels,
           choice("model.kernels",
                  {QStringLiteral("auto"), QStringLiteral("amx-int8"), QStringLiteral("avx512-vnni"),
                   QStringLiteral("avx-vnni"), QStringLiteral("avx2"), QStringLiteral("neon-dotprod"),
                   QStringLiteral("scalar")}))

GW_SETTING(bool, storeEnabled, boolean("store.enabled", true))
GW_SETTING(int, storeRetentionDays, integer("store.retentionDays", 365, 1, 3650))
GW_SETTING(int, storeMaximumMegabytes, integer("store.maximumMegabytes", 64, 1, 10'000))

GW_SETTING(QString, pythonInterpreter, text("python.interpreter"))

GW_SETTING(QString, serversPopup,
           choice("servers.popup",
                  {QStringLiteral("members"), QStringLiteral("words"), QStringLiteral("manual")}))
GW_SETTING(bool, serversColours, boolean("servers.colours", true))
GW_SETTING(bool, serversHints, boolean("servers.hints", false))
GW_SETTING(bool, clangdEnabled, boolean("servers.clangd", true))
GW_SETTING(QString, clangdProgram, text("servers.clangdProgram"))
GW_SETTING(QStringList, clangdArguments, textList("servers.clangdArguments"))
GW_SETTING(bool, ruffEnabled, boolean("servers.ruff", true))
GW_SETTING(QString, ruffProgram, text("servers.ruffProgram"))
GW_SETTING(bool, pythonServerEnabled, boolean("servers.python", true))
GW_SETTING(QString, pythonServerProgram, text("servers.pythonProgram"))
GW_SETTING(QStringList, serversOff, textList("servers.off"))
GW_SETTING(QString, terminalProgram, text("terminal.program"))

GW_SETTING(bool, restoreSession, boolean("session.restore", true))
GW_SETTING(bool, keepUnsaved, boolean("session.keepUnsaved", true))
GW_SETTING(QStringList, recentFiles, textList("session.recentFiles"))
GW_SETTING(QStringList, recentFolders, textList("session.recentFolders"))
GW_SETTING(QStringList, recentCommands, textList("session.recentCommands"))

#undef GW_SETTING

const std::vector<const SettingDescriptor *> &allSettings()
{
    static const std::vector<const SettingDescriptor *> all{
        &theme().descriptor,
        &fontFamily().descriptor,
        &fontSize().descriptor,
        &zoomPercent().descriptor,
        &keyboardScheme().descriptor,
        &keyboardShortcuts().descriptor,
        &tabWidth().descriptor,
        &insertSpaces().descriptor,
        &detectIndentation().descriptor,
        &editorConfig().descriptor,
        &wrapLines().descriptor,
        &showWhitespace().descriptor,
        &showLineNumbers().descriptor,
        &trimTrailingSpace().descriptor,
        &finalNewline().descriptor,
        &gitBlame().descriptor,
        &reloadUnmodified().descriptor,
        &backupVersions().descriptor,
        &completionEnabled().descriptor,
        &completionTrigger().descriptor,
        &completionDelay().descriptor,
        &completionMaxTokens().descriptor,
        &completionDrafting().descriptor,
        &completionLanguagesOff().descriptor,
        &completionDisabledFor().descriptor,
        &modelPath().descriptor,
        &modelThreads().descriptor,
        &modelCache().descriptor,
        &modelView().descriptor,
        &modelKernels().descriptor,
        &storeEnabled().descriptor,
        &storeRetentionDays().descriptor,
        &storeMaximumMegabytes().descriptor,
        &learningEnabled().descriptor,
        &pythonInterpreter().descriptor,
        &serversPopup().descriptor,
        &serversColours().descriptor,
        &serversHints().descriptor,
        &clangdEnabled().descriptor,
        &clangdProgram().descriptor,
        &clangdArguments().descriptor,
        &pythonServerEnabled().descriptor,
        &pythonServerProgram().descriptor,
        &ruffEnabled().descriptor,
        &ruffProgram().descriptor,
        &serversOff().descriptor,
        &terminalProgram().descriptor,
        &restoreSession().descriptor,
        &keepUnsaved().descriptor,
        &recentFiles().descriptor,
        &recentFolders().descriptor,
        &recentCommands().descriptor,
    };
    return all;
}

} // namespace gatewright::keys
