// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/result_test.h"
#include "ui/bridge/command_registry.h"
#include "ui/bridge/keyboard_scheme.h"

using namespace gatewright;

class TestKeyboardScheme : public QObject
{
    Q_OBJECT

private:
    static void add(CommandRegistry &commands, const char *id, const char *key)
    {
        UserCommand command;
        command.id = QString::fromLatin1(id);
        command.text = command.id;
        command.run = [] {};
        if (*key)
            command.shortcuts = {QKeySequence(QString::fromLatin1(key))};
        GW_VERIFY_RESULT(commands.add(std::move(command)));
    }

    static QString keysOf(const Shortcuts &shortcuts, const char *id)
    {
        return QKeySequence::listToString(shortcuts.value(QString::fromLatin1(id)),
                                          QKeySequence::PortableText);
    }

private Q_SLOTS:
    void aSchemeIsReadAndWritten()
    {
        KeyboardScheme scheme;
        scheme.name = QStringLiteral("Mine");
        scheme.shortcuts.insert(QStringLiteral("a"), {QKeySequence(QStringLiteral("Ctrl+K, Ctrl+D")),
                                                      QKeySequence(QStringLiteral("F5"))});
        scheme.shortcuts.insert(QStringLiteral("b"), {});
        const auto read = parseKeyboardScheme(keyboardSchemeBytes(scheme));
        GW_VERIFY_RESULT(read);
        QCOMPARE(read->name, scheme.name);
        QCOMPARE(read->shortcuts, scheme.shortcuts);
        QCOMPARE(shortcutsOfSetting(settingOfShortcuts(scheme.shortcuts)), scheme.shortcuts);
    }

    void whatIsNoSchemeIsSaid_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no JSON") << QByteArray("edit.find=Ctrl+F");
        QTest::newRow("no shortcuts") << QByteArray(R"({"version":1})");
        QTest::newRow("no list") << QByteArray(R"({"shortcuts":{"a":"Ctrl+F"}})");
        QTest::newRow("no key") << QByteArray(R"({"shortcuts":{"a":["Ctrl+Bogus"]}})");
        QTest::newRow("empty key") << QByteArray(R"({"shortcuts":{"a":[""]}})");
        QTest::newRow("newer") << QByteArray(R"({"version":2,"shortcuts":{}})");
        QTest::newRow("huge") << QByteArray(2 << 20, ' ');
    }
    void whatIsNoSchemeIsSaid()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!parseKeyboardScheme(bytes));
    }

    void strongerKeysTakeThoseOfWeakerCommands()
    {
        CommandRegistry commands;
        add(commands, "a", "Ctrl+A");
        add(commands, "b", "Ctrl+B");
        add(commands, "c", "Ctrl+C");
        const Shortcuts scheme{{QStringLiteral("a"), {QKeySequence(QStringLiteral("Ctrl+B"))}}};
        const Shortcuts own{{QStringLiteral("c"), {QKeySequence(QStringLiteral("F1"))}}};
        const Shortcuts made = effectiveShortcuts(commands, scheme, own);
        QCOMPARE(keysOf(made, "a"), QStringLiteral("Ctrl+B"));
        QCOMPARE(keysOf(made, "b"), QString());
        QCOMPARE(keysOf(made, "c"), QStringLiteral("F1"));
        QCOMPARE(keysOf(effectiveShortcuts(commands, {}, {}), "b"), QStringLiteral("Ctrl+B"));
    }

    void twoOfOneStrengthCollideAndAreNamed()
    {
        CommandRegistry commands;
        add(commands, "a", "");
        add(commands, "b", "");
        const QList<QKeySequence> key{QKeySequence(QStringLiteral("F9"))};
        const Shortcuts made =
            effectiveShortcuts(commands, {}, {{QStringLiteral("a"), key}, {QStringLiteral("b"), key}});
        for (auto entry = made.constBegin(); entry != made.constEnd(); ++entry)
            commands.setShortcuts(entry.key(), *entry);
        QCOMPARE(commands.conflicts().size(), 1);
    }

    void theShippedSchemesAreSchemes()
    {
        for (const QString &name : shippedSchemes()) {
            const KeyboardScheme scheme = shippedScheme(name);
            QVERIFY2(scheme.shortcuts.size() > 20, qPrintable(name));
            QVERIFY(!scheme.name.isEmpty());
            // And give no key twice.
            QMap<QString, QString> owners;
            for (auto entry = scheme.shortcuts.constBegin(); entry != scheme.shortcuts.constEnd(); ++entry) {
                for (const QKeySequence &key : *entry) {
                    const QString text = key.toString();
                    QVERIFY2(!owners.contains(text), qPrintable(name + QLatin1Char(' ') + text));
                    owners.insert(text, entry.key());
                }
            }
        }
        QVERIFY(shippedScheme(QStringLiteral("gatewright")).shortcuts.isEmpty());
        QVERIFY(shippedScheme(QStringLiteral("../../etc/passwd")).shortcuts.isEmpty());
    }
};

QTEST_MAIN(TestKeyboardScheme)
#include "tst_keyboard_scheme.moc"
