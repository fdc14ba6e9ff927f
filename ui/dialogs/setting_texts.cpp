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
    table.insert(QStringLiteral("appearance.theme"), {Texts::tr("Theme"), {}});
    table.insert(QStringLiteral("appearance.fontFamily"),
                 {Texts::tr("Font"), Texts::tr("Empty: the fixed-width font of the system.")});
    table.insert(QStringLiteral("appearance.fontSize"), {Texts::tr("Font size"), Texts::tr("In points.")});
    table.insert(QStringLiteral("appearance.zoomPercent"),
                 {Texts::tr("Zoom"), Texts::tr("In percent of the font size.")});
    table.insert(QStringLiteral("keyboard.scheme"),
                 {Texts::tr("Keyboard scheme"),
                  Texts::tr("The keys of single commands are in File > Keyboard Shortcuts.")});
    table.insert(QStringLiteral("editor.tabWidth"),
                 {Texts::tr("Width of a tab"), Texts::tr("In columns; also the width of one indentation.")});
    table.insert(QStringLiteral("editor.insertSpaces"), {Texts::tr("Indent with spaces"), {}});
    table.insert(QStringLiteral("editor.detectIndentation"),
                 {Texts::tr("Find out how a file is indented"),
                  Texts::tr("From its text; else the two settings above count.")});
    table.insert(QStringLiteral("editor.editorConfig"),
                 {Texts::tr("Follow .editorconfig files"),
                  Texts::tr("They come before what the text shows and what is set here.")});
    table.insert(QStringLiteral("editor.wrapLines"), {Texts::tr("Wrap long lines"), {}});
    table.insert(QStringLiteral("editor.showWhitespace"), {Texts::tr("Show spaces and tabs"), {}});
    table.insert(QStringLiteral("editor.showLineNumbers"), {Texts::tr("Show line numbers"), {}});
    table.insert(QStringLiteral("editor.trimTrailingSpace"),
                 {Texts::tr("Remove blanks at line ends when saving"), {}});
    table.insert(QStringLiteral("editor.finalNewline"), {Texts::tr("End the last line when saving"), {}});
    table.insert(QStringLiteral("git.blame"), {Texts::tr("Show who wrote the line at the caret"), {}});
    table.insert(QStringLiteral("session.restore"),
                 {Texts::tr("Open the last files and folder at the start"), {}});
    table.insert(QStringLiteral("session.keepUnsaved"),
                 {Texts::tr("Keep unsaved text when the program ends"),
                  Texts::tr("It comes back with the session; nothing is asked at the end.")});
}

void addFiles(Table &table)
{
    table.insert(
        QStringLiteral("terminal.program"),
        {Texts::tr("Terminal"), Texts::tr("A program such as konsole or xterm; empty: the one of your "
                                          "desktop.")});
    table.insert(QStringLiteral("files.reloadUnmodified"),
                 {Texts::tr("Read files again that other programs changed"),
                  Texts::tr("Where you have changes of your own you are asked.")});
    table.insert(QStringLiteral("files.backupVersions"),
                 {Texts::tr("Old versions to keep"),
                  Texts::tr("Of each file that is saved, in the program's own folder; 0: none.")});
}

void addModel(Table &table)
{
    const QString atRestart = Texts::tr("Takes effect at the next start.");
    table.insert(QStringLiteral("completion.enabled"), {Texts::tr("Suggest while typing"), {}});
    table.insert(QStringLiteral("completion.trigger"),
                 {Texts::tr("When to ask"),
                  Texts::tr("Adaptive follows the rhythm of your typing; by hand only with Alt+\\.")});
    table.insert(QStringLiteral("completion.delay"),
                 {Texts::tr("Fixed delay"), Texts::tr("Milliseconds after the last key.")});
    table.insert(QStringLiteral("completion.maxTokens"),
                 {Texts::tr("Longest suggestion"), Texts::tr("In tokens.")});
    table.insert(
        QStringLiteral("completion.drafting"),
        {Texts::tr("Draft several words at once"),
         Texts::tr("From your files and what you accepted before; faster, and the text is the same.")});
    table.insert(QStringLiteral("completion.languagesOff"),
                 {Texts::tr("No suggestions in these languages"),
                  Texts::tr("Of cpp, python and plaintext, separated by commas.")});
    table.insert(
        QStringLiteral("completion.disabledFor"),
        {Texts::tr("No suggestions in these files"),
         Texts::tr(
             "Patterns such as *.log, separated by commas; added to the built-in list of secret files.")});
    table.insert(
        QStringLiteral("model.path"),
        {Texts::tr("Model"),
         Texts::tr("A name or the path of a GGUF file; empty: the model that came with the program.")});
    table.insert(QStringLiteral("model.device"),
                 {Texts::tr("Runs on"),
                  Texts::tr("An NVIDIA GPU needs libtorch beside the program; automatic: the processor.")});
    table.insert(QStringLiteral("model.unloadAfterMinutes"),
                 {Texts::tr("Unload when idle"),
                  Texts::tr("Minutes without use; its memory is free then, and it is loaded again when you "
                            "type. 0: it stays.")});
    table.insert(QStringLiteral("python.interpreter"),
                 {Texts::tr("Python"),
                  Texts::tr("The interpreter that has Qiskit; empty: what Tools > Set Up Qiskit installs. ") +
                      atRestart});
    table.insert(QStringLiteral("model.threads"),
                 {Texts::tr("Threads"), Texts::tr("0: one a core, at most 8.")});
    table.insert(QStringLiteral("model.kernels"),
                 {Texts::tr("Kernels"), Texts::tr("All of them give the same bits.")});
    table.insert(
        QStringLiteral("model.view"),
        {Texts::tr("Long contexts"),
         Texts::tr("How much of a context that is longer the model looks at while it answers: less is "
                   "faster and a little less exact.")});
    table.insert(QStringLiteral("model.cache"),
                 {Texts::tr("Keys and values"),
                  Texts::tr("What the model remembers of its context: 8 bits are faster in long contexts, 16 "
                            "bits a little more exact.")});
}

void addStore(Table &table)
{
    table.insert(
        QStringLiteral("store.enabled"),
        {Texts::tr("Remember what you accept"),
         Texts::tr("Accepted suggestions and what became of them, without secrets. They stay on this "
                   "computer; `gatewright-cli store` shows and erases them.")});
    table.insert(QStringLiteral("store.retentionDays"), {Texts::tr("Forget after"), Texts::tr("In days.")});
    table.insert(QStringLiteral("store.maximumMegabytes"),
                 {Texts::tr("Most space"), Texts::tr("In megabytes; the oldest is forgotten first.")});
    table.insert(QStringLiteral("learning.enabled"),
                 {Texts::tr("Train on it while the computer is idle"),
                  Texts::tr("What drafts several words at once is trained on what you accepted, on this "
                            "computer, and used only where it has become better.")});
}

void addServers(Table &table)
{
    table.insert(QStringLiteral("servers.popup"),
                 {Texts::tr("Open the list of completions"),
                  Texts::tr("Ctrl+Space always opens it. A suggestion waits while it stands open.")});
    table.insert(QStringLiteral("servers.colours"), {Texts::tr("Colour words by their meaning"), {}});
    table.insert(QStringLiteral("servers.hints"), {Texts::tr("Show types and parameter names"),
                                                   Texts::tr("Behind the lines they belong to.")});
    table.insert(QStringLiteral("servers.clangd"),
                 {Texts::tr("clangd for C and C++"),
                  Texts::tr("Completion, references, renaming. It comes with the package clangd-19.")});
    const QString program = Texts::tr("A path; empty: what is installed.");
    table.insert(QStringLiteral("servers.clangdProgram"), {Texts::tr("Program of clangd"), program});
    table.insert(QStringLiteral("servers.clangdArguments"),
                 {Texts::tr("More arguments for clangd"), Texts::tr("Separated by commas.")});
    table.insert(
        QStringLiteral("servers.python"),
        {Texts::tr("A server for Python"),
         Texts::tr("basedpyright, pyright, jedi-language-server or pylsp; in trusted folders only.")});
    table.insert(QStringLiteral("servers.pythonProgram"),
                 {Texts::tr("Program of the Python server"), program});
    table.insert(QStringLiteral("servers.ruff"),
                 {Texts::tr("ruff for Python"), Texts::tr("Formatting and fixes.")});
    table.insert(QStringLiteral("servers.ruffProgram"), {Texts::tr("Program of ruff"), program});
}

const Table &table()
{
    // Made at the first look at a settings page, when the translation is loaded.
    static const Table all = [] {
        Table made;
        addLook(made);
        addFiles(made);
        addModel(made);
        addStore(made);
        addServers(made);
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
                                               {QStringLiteral("keyboard"), Texts::tr("Keyboard")},
                                               {QStringLiteral("editor"), Texts::tr("Editor")},
                                               {QStringLiteral("files"), Texts::tr("Files")},
                                               {QStringLiteral("git"), QStringLiteral("Git")},
                                               {QStringLiteral("completion"), Texts::tr("Completion")},
                                               {QStringLiteral("model"), Texts::tr("Model")},
                                               {QStringLiteral("store"), Texts::tr("Learning")},
                                               {QStringLiteral("python"), Texts::tr("Python")},
                                               {QStringLiteral("servers"), Texts::tr("Language servers")},
                                               {QStringLiteral("terminal"), Texts::tr("Terminal")},
                                               {QStringLiteral("session"), Texts::tr("Session")}};
    return names.value(group, group);
}

QString settingChoiceText(const QString &name, const QString &choice)
{
    static const QHash<QString, QString> names{
        {QStringLiteral("appearance.theme.system"), Texts::tr("As the system")},
        {QStringLiteral("appearance.theme.light"), Texts::tr("Light")},
        {QStringLiteral("appearance.theme.dark"), Texts::tr("Dark")},
        {QStringLiteral("keyboard.scheme.gatewright"), QStringLiteral("Gatewright")},
        {QStringLiteral("keyboard.scheme.kate"), QStringLiteral("Kate")},
        {QStringLiteral("keyboard.scheme.qtcreator"), QStringLiteral("Qt Creator")},
        {QStringLiteral("keyboard.scheme.vscode"), QStringLiteral("VS Code")},
        {QStringLiteral("appearance.theme.contrast"), Texts::tr("High contrast")},
        {QStringLiteral("completion.trigger.adaptive"), Texts::tr("Adaptive")},
        {QStringLiteral("completion.trigger.fixed"), Texts::tr("After a fixed delay")},
        {QStringLiteral("completion.trigger.manual"), Texts::tr("Only by hand")},
        {QStringLiteral("model.device.auto"), Texts::tr("Automatic")},
        {QStringLiteral("model.device.cpu"), Texts::tr("Processor")},
        {QStringLiteral("model.device.cuda"), Texts::tr("NVIDIA GPU")},
        {QStringLiteral("servers.popup.words"), Texts::tr("While typing words and members")},
        {QStringLiteral("servers.popup.members"), Texts::tr("Behind . and -> only")},
        {QStringLiteral("servers.popup.manual"), Texts::tr("Only by hand")},
        {QStringLiteral("model.cache.bytes"), Texts::tr("8 bits")},
        {QStringLiteral("model.cache.halves"), Texts::tr("16 bits")},
        {QStringLiteral("model.view.off"), Texts::tr("All of it")},
        {QStringLiteral("model.view.256"), Texts::tr("256 tokens")},
        {QStringLiteral("model.view.512"), Texts::tr("512 tokens")},
        {QStringLiteral("model.view.1024"), Texts::tr("1,024 tokens")},
        {QStringLiteral("model.view.2048"), Texts::tr("2,048 tokens")},
        {QStringLiteral("model.kernels.auto"), Texts::tr("Automatic")},
        {QStringLiteral("model.kernels.amx-int8"), QStringLiteral("AMX")},
        {QStringLiteral("model.kernels.avx512-vnni"), QStringLiteral("AVX-512 VNNI")},
        {QStringLiteral("model.kernels.avx-vnni"), QStringLiteral("AVX-VNNI")},
        {QStringLiteral("model.kernels.avx2"), QStringLiteral("AVX2")},
        {QStringLiteral("model.kernels.neon-dotprod"), QStringLiteral("NEON")},
        {QStringLiteral("model.kernels.scalar"), Texts::tr("Plain C++")}};
    return names.value(name + QLatin1Char('.') + choice, choice);
}

bool isShownSetting(const QString &name)
{
    return table().contains(name);
}

} // namespace gatewright
