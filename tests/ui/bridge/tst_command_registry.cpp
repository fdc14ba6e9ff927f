// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/result_test.h"
#include "ui/bridge/command_registry.h"

#include <QSignalSpy>
#include <QTest>

using namespace gatewright;

class TestCommandRegistry : public QObject
{
    Q_OBJECT

private:
    static UserCommand command(const QString &id, const QString &text, const QKeySequence &key = {})
    {
        UserCommand made;
        made.id = id;
        made.text = text;
        made.run = [] {};
        if (!key.isEmpty())
            made.shortcuts = {key};
        return made;
    }

private Q_SLOTS:
    void anActionCarriesTextKeysAndName()
    {
        CommandRegistry registry;
        GW_VERIFY_RESULT(registry.add(
            command(QStringLiteral("file.save"), QStringLiteral("&Save"), Qt::CTRL | Qt::Key_S)));
        QAction *action = registry.action(QStringLiteral("file.save"));
        QVERIFY(action);
        QCOMPARE(action->text(), QStringLiteral("&Save"));
        QCOMPARE(action->objectName(), QStringLiteral("file.save"));
        QCOMPARE(action->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_S));
        QVERIFY(!action->isCheckable());
    }

    void refusesWhatIsIncompleteOrTaken_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("runs");
        QTest::newRow("no id") << QString() << QStringLiteral("Text") << true;
        QTest::newRow("no text") << QStringLiteral("a.b") << QString() << true;
        QTest::newRow("nothing to run") << QStringLiteral("a.b") << QStringLiteral("Text") << false;
        QTest::newRow("taken") << QStringLiteral("taken") << QStringLiteral("Text") << true;
    }
    void refusesWhatIsIncompleteOrTaken()
    {
        QFETCH(QString, id);
        QFETCH(QString, text);
        QFETCH(bool, runs);
        CommandRegistry registry;
        GW_VERIFY_RESULT(registry.add(command(QStringLiteral("taken"), QStringLiteral("First"))));
        UserCommand made = command(id, text);
        if (!runs)
            made.run = {};
        GW_VERIFY_ERROR(registry.add(made), ErrorCode::InvalidInput);
        QCOMPARE(registry.commands().size(), std::size_t(1));
    }

    void runsByIdAndByAction()
    {
        CommandRegistry registry;
        int count = 0;
        UserCommand made = command(QStringLiteral("a"), QStringLiteral("A"));
        made.run = [&count] { ++count; };
        GW_VERIFY_RESULT(registry.add(made));
        QSignalSpy ran(&registry, &CommandRegistry::ran);
        QVERIFY(registry.run(QStringLiteral("a")));
        registry.action(QStringLiteral("a"))->trigger();
        QCOMPARE(count, 2);
        QCOMPARE(ran.count(), 2);
        QVERIFY(!registry.run(QStringLiteral("missing")));
    }

    void aCommandThatCannotRunDoesNot()
    {
        CommandRegistry registry;
        int count = 0;
        bool can = false;
        UserCommand made = command(QStringLiteral("a"), QStringLiteral("A"));
        made.run = [&count] { ++count; };
        made.enabled = [&can] { return can; };
        GW_VERIFY_RESULT(registry.add(made));
        QVERIFY(!registry.run(QStringLiteral("a")));
        // The action still looks enabled, because nobody refreshed: it must not run all the same.
        registry.action(QStringLiteral("a"))->trigger();
        QCOMPARE(count, 0);
        QVERIFY(!registry.action(QStringLiteral("a"))->isEnabled());
        can = true;
        registry.refresh();
        QVERIFY(registry.action(QStringLiteral("a"))->isEnabled());
    }

    void aToggleShowsItsState()
    {
        CommandRegistry registry;
        bool on = false;
        UserCommand made = command(QStringLiteral("a"), QStringLiteral("A"));
        made.run = [&on] { on = !on; };
        made.checked = [&on] { return on; };
        GW_VERIFY_RESULT(registry.add(made));
        QVERIFY(registry.action(QStringLiteral("a"))->isCheckable());
        registry.run(QStringLiteral("a"));
        QVERIFY(registry.action(QStringLiteral("a"))->isChecked());
        registry.run(QStringLiteral("a"));
        QVERIFY(!registry.action(QStringLiteral("a"))->isChecked());
    }

    void theLatelyUsedComeFirst()
    {
        CommandRegistry registry;
        for (int i = 0; i < 12; ++i)
            GW_VERIFY_RESULT(registry.add(command(QString::number(i), QStringLiteral("Command"))));
        for (int i = 0; i < 12; ++i)
            registry.run(QString::number(i));
        registry.run(QStringLiteral("5"));
        QCOMPARE(registry.recent().size(), 10);
        QCOMPARE(registry.recent().first(), QStringLiteral("5"));
        QCOMPARE(registry.recent().count(QStringLiteral("5")), 1);
        registry.setRecent({QStringLiteral("3"), QStringLiteral("gone"), QStringLiteral("3")});
        QCOMPARE(registry.recent(), QStringList{QStringLiteral("3")});
    }

    void sayWhichKeysClash()
    {
        CommandRegistry registry;
        GW_VERIFY_RESULT(
            registry.add(command(QStringLiteral("a"), QStringLiteral("A"), Qt::CTRL | Qt::Key_K)));
        GW_VERIFY_RESULT(
            registry.add(command(QStringLiteral("b"), QStringLiteral("B"), Qt::CTRL | Qt::Key_L)));
        QVERIFY(registry.conflicts().isEmpty());
        QVERIFY(registry.setShortcuts(QStringLiteral("b"), {QKeySequence(Qt::CTRL | Qt::Key_K)}));
        const QList<ShortcutConflict> expected{
            {QKeySequence(Qt::CTRL | Qt::Key_K), QStringLiteral("a"), QStringLiteral("b")}};
        QCOMPARE(registry.conflicts(), expected);
        QVERIFY(!registry.setShortcuts(QStringLiteral("missing"), {}));
    }

    void plainTextHasNoMenuMarks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("plain");
        QTest::newRow("mnemonic") << QStringLiteral("&Save") << QStringLiteral("Save");
        QTest::newRow("dots") << QStringLiteral("Save &As...") << QStringLiteral("Save As");
        QTest::newRow("ellipsis") << QStringLiteral("Open…") << QStringLiteral("Open");
        QTest::newRow("ampersand") << QStringLiteral("Find && Replace") << QStringLiteral("Find & Replace");
        QTest::newRow("trailing mark") << QStringLiteral("Odd&") << QStringLiteral("Odd");
    }
    void plainTextHasNoMenuMarks()
    {
        QFETCH(QString, text);
        QFETCH(QString, plain);
        QCOMPARE(CommandRegistry::plainText(command(QStringLiteral("x"), text)), plain);
    }
};

QTEST_MAIN(TestCommandRegistry)
#include "tst_command_registry.moc"
