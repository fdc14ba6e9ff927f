// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/setting_texts.h"

#include <QCoreApplication>
#include <QHash>

namespace gatewright {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(SettingTexts)
};

using Table = QHash<QString, SettingText>;

void addLook(Table &table)
{
    using Tr = Texts;
    table.insert(QStringLiteral("appearance.theme"), {Tr::tr("Theme"), {}});
    table.insert(QStringLiteral("appearance.fontFamily"),
                 {Tr::tr("Font"), Tr::tr("Empty: the fixed-width font of the system.")});
    table.insert(QStringLiteral("appearance.fontSize"), {Tr::tr("Font size"), Tr::tr("In points.")});
    table.insert(QStringLiteral("appearance.zoomPercent"),
                 {Tr::tr("Zoom"), Tr::tr("In percent of the font size.")});
    table.insert(QStringLiteral("editor.tabWidth"),
                 {Tr::tr("Width of a tab"), Tr::tr("In columns; also the width of one indentation.")});
    table.insert(QStringLiteral("editor.insertSpaces"), {Tr::tr("Indent with spaces"), {}});
    table.insert(QStringLiteral("editor.detectIndentation"),
                 {Tr::tr("Follow the indentation of the file"),
                  Tr::tr("What the file uses goes before the two settings above.")});
    table.insert(QStringLiteral("editor.wrapLines"), {Tr::tr("Wrap long lines"), {}});
    table.insert(QStringLiteral("editor.showWhitespace"), {Tr::tr("Show spaces and tabs"), {}});
    table.insert(QStringLiteral("editor.showLineNumbers"), {Tr::tr("Show line numbers"), {}});
    table.insert(QStringLiteral("editor.trimTrailingSpace"),
                 {Tr::tr("Remove blanks at line ends when saving"), {}});
    table.insert(QStringLiteral("editor.finalNewline"), {Tr::tr("End the last line when saving"), {}});
    table.insert(QStringLiteral("session.restore"),
                 {Tr::tr("Open the last files and folder at the start"), {}});
}

void addModel(Table &table)
{
    using Tr = Texts;
    const QString atRestart = Tr::tr("Takes effect at the next start.");
    table.insert(QStringLiteral("completion.enabled"), {Tr::tr("Suggest while typing"), {}});
    table.insert(QStringLiteral("completion.trigger"),
                 {Tr::tr("When to ask"),
                  Tr::tr("Adaptive follows the rhythm of your typing; by hand only with Alt+\\.")});
    table.insert(QStringLiteral("completion.delay"),
                 {Tr::tr("Fixed delay"), Tr::tr("Milliseconds after the last key.")});
    table.insert(QStringLiteral("completion.maxTokens"),
                 {Tr::tr("Longest suggestion"), Tr::tr("In tokens. ") + atRestart});
    table.insert(QStringLiteral("completion.onlyParsing"),
                 {Tr::tr("Never show text that does not parse"),
                  Tr::tr("Every suggestion is parsed in its place before it is shown.")});
    table.insert(QStringLiteral("completion.announce"),
                 {Tr::tr("Tell screen readers about suggestions"), {}});
    table.insert(
        QStringLiteral("completion.disabledFor"),
        {Tr::tr("No suggestions in these files"),
         Tr::tr("Patterns such as *.log, separated by commas; added to the built-in list of secret files.")});
    table.insert(QStringLiteral("model.path"),
                 {Tr::tr("Model"),
                  Tr::tr("A name or the path of a GGUF file; empty: the model that came with the program. ") +
                      atRestart});
    table.insert(QStringLiteral("model.threads"),
                 {Tr::tr("Threads"), Tr::tr("0: one a core, at most 8. ") + atRestart});
    table.insert(QStringLiteral("model.device"), {Tr::tr("Device"), atRestart});
    table.insert(QStringLiteral("model.kernels"),
                 {Tr::tr("Kernels"), Tr::tr("All of them give the same bits. ") + atRestart});
}

const Table &table()
{
    // Made at the first look at a settings page, when the translation is loaded.
    static const Table all = [] {
        Table made;
        addLook(made);
        addModel(made);
        return made;
    }();
    return all;
}

} // namespace

SettingText settingText(const QString &name)
{
    return table().value(name, {name, {}});
}

QString settingGroupText(const QString &group)
{
    static const QHash<QString, QString> names{{QStringLiteral("appearance"), Texts::tr("Appearance")},
                                               {QStringLiteral("editor"), Texts::tr("Editor")},
                                               {QStringLiteral("completion"), Texts::tr("Completion")},
                                               {QStringLiteral("model"), Texts::tr("Model")},
                                               {QStringLiteral("session"), Texts::tr("Session")}};
    return names.value(group, group);
}

QString settingChoiceText(const QString &name, const QString &choice)
{
    static const QHash<QString, QString> names{
        {QStringLiteral("appearance.theme.system"), Texts::tr("As the system")},
        {QStringLiteral("appearance.theme.light"), Texts::tr("Light")},
        {QStringLiteral("appearance.theme.dark"), Texts::tr("Dark")},
        {QStringLiteral("completion.trigger.adaptive"), Texts::tr("Adaptive")},
        {QStringLiteral("completion.trigger.fixed"), Texts::tr("After a fixed delay")},
        {QStringLiteral("completion.trigger.manual"), Texts::tr("Only by hand")},
        {QStringLiteral("model.device.auto"), Texts::tr("Automatic")},
        {QStringLiteral("model.device.cpu"), Texts::tr("CPU")},
        {QStringLiteral("model.device.cuda"), Texts::tr("NVIDIA GPU")},
        {QStringLiteral("model.kernels.auto"), Texts::tr("Automatic")},
        {QStringLiteral("model.kernels.avx512-vnni"), QStringLiteral("AVX-512 VNNI")},
        {QStringLiteral("model.kernels.scalar"), Texts::tr("Plain C++")}};
    return names.value(name + QLatin1Char('.') + choice, choice);
}

bool isShownSetting(const QString &name)
{
    return table().contains(name);
}

} // namespace gatewright
