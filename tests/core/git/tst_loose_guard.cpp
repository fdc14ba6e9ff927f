// SPDX-License-Identifier: Apache-2.0
#include "core/git/file_versions.h"
#include "tests/core/git/git_program.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::git;

// libgit2 1.5 never ends with an object's file that stops too early. tst_damaged_repositories does this at
// random; here are the damages that the guard looks for, each by itself.
class TestLooseGuard : public QObject
{
    Q_OBJECT

private:
    static QByteArray contents(char letter) { return QByteArray(20'000, letter) + '\n'; }

private Q_SLOTS:
    void initTestCase() { test::useEmptyHome(); }

    void aDamagedObjectIsAnError_data()
    {
        QTest::addColumn<QString>("damage");
        for (const char *damage : {"cut", "emptied", "garbage", "without its end", "a folder"})
            QTest::newRow(damage) << QString::fromUtf8(damage);
    }
    void aDamagedObjectIsAnError()
    {
        QFETCH(const QString, damage);
        const test::GitFolder folder;
        folder.write("bad.txt", contents('b'));
        folder.write("good.txt", contents('g'));
        folder.commitAll("first");
        const QString id = QString::fromLatin1(folder.run({"rev-parse", "HEAD:bad.txt"}).trimmed());
        const QString object =
            folder.path(QStringLiteral(".git/objects/") + id.left(2) + QLatin1Char('/') + id.mid(2));
        const QByteArray whole = test::readFile(object);
        QVERIFY(whole.size() > 20);
        QVERIFY(QFile::setPermissions(object, QFile::ReadOwner | QFile::WriteOwner));
        if (damage == QLatin1String("a folder"))
            QVERIFY(QFile::remove(object) && QDir().mkpath(object));
        else
            test::writeFile(object, damage == QLatin1String("cut")       ? whole.left(whole.size() / 2)
                                    : damage == QLatin1String("emptied") ? QByteArray()
                                    : damage == QLatin1String("garbage") ? QByteArray(whole.size(), 'x')
                                                                         : whole.left(whole.size() - 6));
        auto repository = Repository::open(folder.path());
        GW_VERIFY_RESULT(repository);
        const auto bad = versionInHead(*repository, "bad.txt");
        QVERIFY(!bad);
        // And what is whole is read as before.
        const auto good = versionInHead(*repository, "good.txt");
        GW_VERIFY_RESULT(good);
        QCOMPARE(good->bytes, contents('g'));
    }

    // What a clone borrows lies in another repository's folder.
    void borrowedObjectsAreLookedAtToo()
    {
        const test::GitFolder first;
        first.write("a.txt", contents('a'));
        first.commitAll("first");
        const QString id = QString::fromLatin1(first.run({"rev-parse", "HEAD:a.txt"}).trimmed());
        const test::GitFolder clone(test::GitFolder::Make::Nothing);
        clone.run(QStringList{QStringLiteral("clone"), QStringLiteral("-q"), QStringLiteral("--shared"),
                              first.path(), QStringLiteral("copy")});
        auto repository = Repository::open(clone.path("copy"));
        GW_VERIFY_RESULT(repository);
        GW_VERIFY_RESULT(versionInHead(*repository, "a.txt"));
        const QString object =
            first.path(QStringLiteral(".git/objects/") + id.left(2) + QLatin1Char('/') + id.mid(2));
        QVERIFY(QFile::setPermissions(object, QFile::ReadOwner | QFile::WriteOwner));
        test::writeFile(object, test::readFile(object).left(10));
        auto again = Repository::open(clone.path("copy"));
        GW_VERIFY_RESULT(again);
        QVERIFY(!versionInHead(*again, "a.txt"));
    }
};

QTEST_GUILESS_MAIN(TestLooseGuard)
#include "tst_loose_guard.moc"
