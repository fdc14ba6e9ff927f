// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/gatewright/window_fixture.h"
#include "ui/bridge/engine_status_text.h"

#include <QElapsedTimer>
#include <QToolButton>

#include <algorithm>

using namespace gatewright;

// The window beside an engine that misbehaves: every byte of the text stays, typing goes on, the status bar
// says so, and the engine comes back.
class TestEngineTrouble : public QObject
{
    Q_OBJECT

private:
    static Command fakeEngine(const QStringList &arguments)
    {
        Command command;
        command.program = QStringLiteral(GATEWRIGHT_BUILD_DIR "/tests/fake-engine");
        command.arguments = arguments;
        return command;
    }

    // Quick, so that a test sees several restarts.
    static RestartRules quickRules()
    {
        RestartRules rules;
        rules.firstDelay = std::chrono::milliseconds(200);
        rules.longestDelay = std::chrono::milliseconds(400);
        rules.crashesPerFile = 100;
        return rules;
    }

    static QString status(WindowFixture &fixture)
    {
        return fixture.window().findChild<QToolButton *>(QStringLiteral("statusModel"))->text();
    }

    static EngineStatusText::Level level(WindowFixture &fixture)
    {
        return engineStatusText(fixture.program().engine().report()).level;
    }

private Q_SLOTS:
    void aSuggestionIsShownAndTaken()
    {
        WindowFixture fixture(fakeEngine({QStringLiteral("--text"), QStringLiteral("tap) {\\n    }")}));
        QVERIFY(fixture.open(QStringLiteral("fir/fir.cpp")));
        QTRY_COMPARE(level(fixture), EngineStatusText::Level::Ready);
        fixture.view().setCaret(fixture.document()->buffer().size());
        fixture.keys().type(QStringLiteral("for ("));
        QTRY_VERIFY(fixture.view().hasGhost());
        QCOMPARE(fixture.view().ghostRemainder(), std::string("tap) {\n    }"));
        // What is typed as suggested stays suggested.
        fixture.keys().type(QStringLiteral("ta"));
        QVERIFY(fixture.view().hasGhost());
        QCOMPARE(fixture.view().ghostRemainder(), std::string("p) {\n    }"));
        const QByteArray before = fixture.document()->buffer().bytes();
        fixture.keys().press(Qt::ALT | Qt::Key_Return);
        QVERIFY(fixture.document()->buffer().bytes().endsWith("for (tap) {\n    }"));
        fixture.keys().press(Qt::CTRL | Qt::Key_Z);
        QCOMPARE(fixture.document()->buffer().bytes(), before);
    }

    void asManyCandidatesAsThereAreCanBeSeen()
    {
        WindowFixture fixture(fakeEngine({QStringLiteral("--text"), QStringLiteral("first"),
                                          QStringLiteral("--text"), QStringLiteral("second")}));
        QVERIFY(fixture.open(QStringLiteral("fir/fir.cpp")));
        QTRY_COMPARE(level(fixture), EngineStatusText::Level::Ready);
        fixture.view().setCaret(fixture.document()->buffer().size());
        fixture.keys().type(QStringLiteral("x = "));
        QTRY_VERIFY(fixture.view().hasGhost());
        QCOMPARE(fixture.view().ghostRemainder(), std::string("first"));
        fixture.keys().press(Qt::ALT | Qt::Key_BracketRight);
        QTRY_COMPARE(fixture.view().ghostRemainder(), std::string("second"));
        fixture.keys().press(Qt::Key_Escape);
        QVERIFY(!fixture.view().hasGhost());
    }

    void whateverItDoesTheTextIsSafe_data()
    {
        QTest::addColumn<QString>("behaviour");
        QTest::newRow("crashes") << QStringLiteral("crash");
        QTest::newRow("hangs") << QStringLiteral("hang");
        QTest::newRow("freezes") << QStringLiteral("freeze");
        QTest::newRow("floods") << QStringLiteral("flood");
        QTest::newRow("talks garbage") << QStringLiteral("garbage");
        QTest::newRow("stops in mid-message") << QStringLiteral("half-message");
        QTest::newRow("answers with errors") << QStringLiteral("fail");
        QTest::newRow("ends at once") << QStringLiteral("exit");
    }
    void whateverItDoesTheTextIsSafe()
    {
        QFETCH(QString, behaviour);
        WindowFixture fixture(fakeEngine({QStringLiteral("--behaviour"), behaviour}), quickRules());
        QVERIFY(fixture.open(QStringLiteral("fir/fir.cpp")));
        fixture.view().setCaret(fixture.document()->buffer().size());
        const QByteArray before = fixture.document()->buffer().bytes();
        const QString typed = QStringLiteral("int sum = first + second; // typed on\n");
        QElapsedTimer slowest;
        qint64 worst = 0;
        for (const QChar character : typed) {
            slowest.start();
            fixture.keys().type(QString(character));
            QCoreApplication::processEvents();
            worst = std::max(worst, slowest.elapsed());
        }
        QCOMPARE(fixture.document()->buffer().bytes(), before + typed.toUtf8());
        QVERIFY2(worst < 1000, qPrintable(QStringLiteral("a key took %1 ms").arg(worst)));
        // It can be saved while the engine is in trouble.
        bool saved = false;
        fixture.context().documents.save(*fixture.document(), [&](bool done) { saved = done; });
        QTRY_VERIFY(saved);
        QCOMPARE(WindowFixture::read(fixture.file(QStringLiteral("fir/fir.cpp"))), before + typed.toUtf8());
    }

    void aCrashIsSaidAndTheEngineComesBack()
    {
        WindowFixture fixture(fakeEngine({QStringLiteral("--behaviour"), QStringLiteral("crash")}),
                              quickRules());
        QVERIFY(fixture.open(QStringLiteral("fir/fir.cpp")));
        QTRY_COMPARE(level(fixture), EngineStatusText::Level::Ready);
        fixture.view().setCaret(fixture.document()->buffer().size());
        fixture.keys().type(QStringLiteral("int x ="));
        QTRY_COMPARE_WITH_TIMEOUT(level(fixture), EngineStatusText::Level::Trouble, 20'000);
        QVERIFY2(status(fixture).contains(QLatin1String("stopped")), qPrintable(status(fixture)));
        QTRY_COMPARE_WITH_TIMEOUT(level(fixture), EngineStatusText::Level::Ready, 20'000);
    }

    void theWindowDoesNotWaitForASlowStart()
    {
        QElapsedTimer clock;
        clock.start();
        WindowFixture fixture(fakeEngine({QStringLiteral("--behaviour"), QStringLiteral("deaf")}));
        QVERIFY(fixture.window().isActiveWindow());
        QVERIFY2(clock.elapsed() < 5000, "the window waited");
        QVERIFY(fixture.open(QStringLiteral("fir/fir.cpp")));
    }
};

QTEST_MAIN(TestEngineTrouble)
#include "tst_engine_trouble.moc"
