// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/gatewright/window_fixture.h"
#include "tests/support/test_model.h"
#include "ui/bridge/engine_status_text.h"

using namespace gatewright;

// The real window, the real engine process, the real model: what a person gets who types into the sample
// kernel.
class TestGhostText : public QObject
{
    Q_OBJECT

private:
    static constexpr int modelTime = 60'000; // milliseconds, on a busy machine
    static constexpr int suggestionTime = 20'000;

    QTemporaryDir m_profile; // of the engine: its store is not the user's

    Command engine() const
    {
        Command command;
        command.program = QStringLiteral(GATEWRIGHT_BIN_DIR "/gatewright-engine");
        command.arguments = {QStringLiteral("--model"), *test::modelFile(), QStringLiteral("--profile"),
                             m_profile.path()};
        return command;
    }

    // Types below a line of the file until the model suggests something.
    bool typeUntilGhost(WindowFixture &fixture, const char *anchor, const QStringList &beginnings)
    {
        const auto place = fixture.document()->buffer().bytes().indexOf(anchor);
        if (place < 0)
            return false;
        for (const QString &beginning : beginnings) {
            fixture.view().setCaret(static_cast<std::size_t>(place) + qstrlen(anchor));
            fixture.keys().press(Qt::Key_Return);
            fixture.keys().type(beginning);
            if (QTest::qWaitFor([&] { return fixture.view().hasGhost(); }, suggestionTime))
                return true;
        }
        return false;
    }

private Q_SLOTS:
    void initTestCase() { GW_NEED_PART(test::modelFile()); }

    void tabTakesTheSuggestionAsOneUndoStep_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("anchor");
        QTest::addColumn<QStringList>("beginnings");
        QTest::newRow("kernel") << QStringLiteral("fir/fir.cpp")
                                << QByteArray("accumulator_t accumulator = 0;")
                                << QStringList{QStringLiteral("accumulator += delay_"),
                                               QStringLiteral("for (int tap = 0; tap < ")};
        QTest::newRow("circuit") << QStringLiteral("qiskit/bell.py")
                                 << QByteArray("circuit = QuantumCircuit(2, 2)")
                                 << QStringList{QStringLiteral("circuit."), QStringLiteral("return ")};
    }
    void tabTakesTheSuggestionAsOneUndoStep()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, anchor);
        QFETCH(QStringList, beginnings);
        WindowFixture fixture(engine());
        QVERIFY(fixture.open(file));
        QTRY_COMPARE_WITH_TIMEOUT(engineStatusText(fixture.program().engine().report()).level,
                                  EngineStatusText::Level::Ready, modelTime);
        QVERIFY(typeUntilGhost(fixture, anchor.constData(), beginnings));

        const QByteArray before = fixture.document()->buffer().bytes();
        const std::size_t caret = fixture.view().caret();
        const QByteArray ghost = QByteArray::fromStdString(fixture.view().ghostRemainder());
        QVERIFY(!ghost.isEmpty());
        fixture.keys().press(Qt::Key_Tab);
        QByteArray expected = before;
        expected.insert(static_cast<qsizetype>(caret), ghost);
        QCOMPARE(fixture.document()->buffer().bytes(), expected);
        fixture.keys().press(Qt::CTRL | Qt::Key_Z);
        QCOMPARE(fixture.document()->buffer().bytes(), before);

        // What was taken is kept, and goes when the user says so.
        const auto notice = [&fixture](const char *words) -> const Notice * {
            for (const NoticeHub::Entry &entry : fixture.context().notices.entries()) {
                if (entry.notice.text.contains(QLatin1String(words)))
                    return &entry.notice;
            }
            return nullptr;
        };
        fixture.context().commands.run(QStringLiteral("store.erase"));
        QTRY_VERIFY(notice("kept on this machine"));
        QCOMPARE(notice("kept on this machine")->actions.size(), 2);
        notice("kept on this machine")->actions.first().run();
        QTRY_VERIFY(notice("Erased"));
        fixture.context().commands.run(QStringLiteral("store.erase"));
        QTRY_VERIFY(notice("Nothing of your suggestions"));
    }
};

QTEST_MAIN(TestGhostText)
#include "tst_ghost_text.moc"
