// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/simulation/make_rule.h"

#include <QTest>

using namespace gatewright::hls;

class TestMakeRule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QStringList>("names");
        const auto add = [](const char *name, const char *rule, const QStringList &names) {
            QTest::newRow(name) << QByteArray(rule) << names;
        };
        add("nothing", "", {});
        add("no prerequisite", "object:\n", {});
        add("lines", "object: /a/b.cpp /a/./b.h \\\n /usr/include/x.h\n",
            {QStringLiteral("/a/b.cpp"), QStringLiteral("/a/b.h"), QStringLiteral("/usr/include/x.h")});
        add("blank", "object: /a\\ b.h \\\n /c\\\td.h",
            {QStringLiteral("/a b.h"), QStringLiteral("/c\td.h")});
        add("hash", "object: /a\\#b.h\n", {QStringLiteral("/a#b.h")});
        add("dollar", "object: /a$$b.h /$$$$.h\n", {QStringLiteral("/a$b.h"), QStringLiteral("/$$.h")});
        add("colon", "object: /a\\:b.h /c:d.h\n", {QStringLiteral("/a:b.h"), QStringLiteral("/c:d.h")});
        add("backslash", "object: /a\\b.h /c\\\\\\ d.h\n",
            {QStringLiteral("/a\\b.h"), QStringLiteral("/c\\ d.h")});
    }

    void names()
    {
        QFETCH(QByteArray, rule);
        QFETCH(QStringList, names);
        QCOMPARE(prerequisitesOfRule(rule), names);
    }
};

QTEST_APPLESS_MAIN(TestMakeRule)
#include "tst_make_rule.moc"
