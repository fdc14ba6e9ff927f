// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gatewright/composition.h"
#include "app/gatewright/key_player.h"
#include "app/gatewright/tour_report.h"

#include <chrono>
#include <functional>

namespace gatewright {

// Plays the main job of the product with real keys in the real window, with the real engine: opens a kernel
// and a circuit, types, takes what the model suggests, breaks and mends the code. It works on a copy of a
// workspace, never on the user's files, and every wait has an end: what does not happen is a failed step, and
// the tour goes on.
class Tour
{
public:
    Tour(Composition &composition, QString workspace, QString folder);

    // Runs it from the event loop to the end. 0 only if every step succeeded.
    int play();

private:
    using Milliseconds = std::chrono::milliseconds;
    using Condition = std::function<bool()>;
    struct Outcome
    {
        bool ok = false;
        QString detail;
    };

    void step(const QString &name, const std::function<Outcome()> &action);
    // Lets the program run until the condition holds; false when it did not in time.
    bool waitFor(const Condition &condition, Milliseconds limit);
    void pause(Milliseconds time);
    // Types at a person's pace, so that the program sees what it will see.
    void typeSlowly(const QString &text);

    Outcome openWorkspace();
    Outcome openFile(const QString &name);
    Outcome waitForModel();
    // Puts the caret behind the first place where `anchor` stands, starts a new line there and types until a
    // suggestion comes.
    Outcome suggest(const QString &anchor, const QStringList &beginnings);
    Outcome accept(const QKeySequence &key, AcceptUnit unit);
    Outcome undoAcceptance();
    Outcome breakCode();
    Outcome mendCode();
    // tour_checks.cpp: what the checker has to say.
    Outcome trustFolder();
    Outcome badgeOnGhost();
    Outcome compileError();
    Outcome quickFix();
    Outcome simulateKernel();
    Outcome runCircuit();
    Outcome whatWasKept();
    Outcome whatWasLearned();
    // tour_servers.cpp: what clangd knows, where it is installed.
    [[nodiscard]] bool hasClangd();
    Outcome describeByServer();
    Outcome completeByServer();
    void leaveServers();
    // tour_git.cpp: a repository, a change in the gutter, a commit.
    Outcome makeRepository();
    Outcome changeInGutter();
    Outcome stageAndCompare();
    Outcome commitChange();
    // tour_models.cpp: the panel of the models.
    Outcome modelInPanel();
    // tour_search.cpp: through the files of the folder.
    Outcome searchInFiles();
    // Through the palette, by what stands there.
    bool runByPalette(const QString &words);
    // F5, and what came of it.
    Outcome run(const QString &wanted);
    void undoAll();
    // The first problem of the document in front with this source; empty: none.
    [[nodiscard]] QString problemFrom(const QString &source) const;

    Outcome find();
    Outcome severalCarets();
    Outcome splitByPalette();
    Outcome darkTheme();
    Outcome save();

    // By its key, where typing brought none.
    bool askForGhost();
    [[nodiscard]] CodeView *view() const;
    [[nodiscard]] Document *document() const;
    [[nodiscard]] QByteArray text() const;

    Composition &m_composition;
    MainWindow &m_window;
    QString m_workspace;
    TourReport m_report;
    KeyPlayer m_keys;
    QByteArray m_beforeAcceptance;
    QString m_verdict; // of the checker on the last suggestion; empty: none yet
    QObject m_context; // of the connections; last: gone before what they touch
};

} // namespace gatewright
